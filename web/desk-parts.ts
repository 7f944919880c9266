import type { IconName } from './components/icon.tsx';

/** Pages of a shop's desk, in the order of its navigation; one that is `under` another is reached from there alone. */
export const deskParts = [
  { part: 'overview', path: '/desk', icon: 'shop' },
  { part: 'orders', path: '/desk/orders', icon: 'truck' },
  { part: 'goods', path: '/desk/goods', icon: 'bag' },
  { part: 'import', path: '/desk/goods/import', icon: 'file', under: 'goods' },
  { part: 'edit', path: '/desk/goods/edit', icon: 'pen', under: 'goods' },
  { part: 'offers', path: '/desk/offers', icon: 'tag' },
  { part: 'insights', path: '/desk/insights', icon: 'chart' },
  { part: 'look', path: '/desk/look', icon: 'eye' },
  { part: 'settings', path: '/desk/settings', icon: 'sliders' },
] as const satisfies readonly { part: string; path: string; icon: IconName; under?: string }[];

/** Name of a page of the desk. */
export type DeskPart = (typeof deskParts)[number]['part'];

/** The shop in `?shop=` of a desk's path, whose staff the reader is; null means the reader's own. */
export const deskShopIn = (path: string): string | null => {
  const named = /[?&]shop=(0x[0-9a-f]{40})(?:&|$)/i.exec(path)?.[1];
  return named === undefined ? null : named.toLowerCase();
};

/** Path of a page of the desk, for the same shop. */
export const deskPath = (path: string, shop: string | null): string => {
  if (shop === null) return path;
  const [before = '', place] = path.split('#');
  return `${before}${before.includes('?') ? '&' : '?'}shop=${shop}${place === undefined ? '' : `#${place}`}`;
};
