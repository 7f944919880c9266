import type { PageView } from '../page-view.ts';

/** So few left are told by their number. */
const FEW = 10;

/** How many can be bought, in words. @param left units */
export const stockText = (view: Pick<PageView, 't' | 'count'>, left: number): string => {
  if (left === 0) return view.t('stock.out');
  return left <= FEW ? view.count('stock.left', left) : view.t('listing.in_stock');
};
