import { z } from 'zod';
import type { Good, JudgedShop } from './goods.ts';

const pattern = z.string().transform((text) => new RegExp(text, 'i'));

/** Which goods have a grade: by handle, or by what is true of them. All that is given must hold. */
const selectorSchema = z.strictObject({
  grade: z.int().min(1).max(3),
  handles: z.array(z.string()).optional(),
  /** Sort in the product list. */
  type: pattern.optional(),
  brand: pattern.optional(),
  handle: pattern.optional(),
  notHandle: pattern.optional(),
  option: pattern.optional(),
  /** Title, tags and description. */
  text: pattern.optional(),
  /** The shop's short name. */
  shop: z.string().optional(),
});

/** A query as a shopper types it, and what they want: 3 is just that, 2 would do as well, 1 is near to it. */
const judgedQuerySchema = z.strictObject({
  q: z.string().min(1),
  kind: z.enum(['english', 'chinese', 'traditional', 'mixed', 'typo', 'forms', 'attribute', 'shop', 'category']),
  is: z.array(selectorSchema).min(1),
});
export type JudgedQuery = z.output<typeof judgedQuerySchema>;

/** Reads the file of judgements. */
export const readJudged = (text: string): JudgedQuery[] => z.array(judgedQuerySchema).parse(JSON.parse(text));

/** The grade of every good that has one, by handle. The first selector that fits decides. */
export function gradesOf({ is }: JudgedQuery, shops: readonly JudgedShop[]): Map<string, number> {
  const grades = new Map<string, number>();
  for (const shop of shops) {
    for (const good of shop.goods) {
      const found = is.find((selector) => fits(selector, good, shop));
      if (found !== undefined) grades.set(good.listing.handle, found.grade);
    }
  }
  return grades;
}

function fits(selector: JudgedQuery['is'][number], { listing, type }: Good, shop: JudgedShop): boolean {
  const { handles, handle, notHandle, brand, option, text } = selector;
  const options = () =>
    listing.options.flatMap(({ values }) => values.flatMap((names) => Object.values(names))).join('\n');
  const texts = () =>
    [...Object.values(listing.texts).flatMap(({ title, description }) => [title, description]), ...listing.tags].join(
      '\n',
    );
  return (
    (handles === undefined || handles.includes(listing.handle)) &&
    (selector.type === undefined || selector.type.test(type)) &&
    (brand === undefined || brand.test(listing.brand ?? '')) &&
    (handle === undefined || handle.test(listing.handle)) &&
    (notHandle === undefined || !notHandle.test(listing.handle)) &&
    (option === undefined || option.test(options())) &&
    (text === undefined || text.test(texts())) &&
    (selector.shop === undefined || selector.shop === shop.name)
  );
}

const gain = (grade: number): number => 2 ** grade - 1;
const discounted = (grades: readonly number[]): number =>
  grades.reduce((sum, grade, rank) => sum + gain(grade) / Math.log2(rank + 2), 0);

/** nDCG of the first ten: 1 where the best goods come first in the best order. */
export function ndcg(found: readonly string[], grades: ReadonlyMap<string, number>): number {
  const ideal = [...grades.values()].sort((a, b) => b - a).slice(0, 10);
  return ideal.length === 0
    ? 0
    : discounted(found.slice(0, 10).map((handle) => grades.get(handle) ?? 0)) / discounted(ideal);
}

/** Share of the goods of grade 2 and 3 among the first fifty, where more than fifty exist of fifty. */
export function recall(found: readonly string[], grades: ReadonlyMap<string, number>): number {
  const wanted = [...grades].filter(([, grade]) => grade >= 2).map(([handle]) => handle);
  const first = new Set(found.slice(0, RECALL_DEPTH));
  const most = Math.min(wanted.length, RECALL_DEPTH);
  return most === 0 ? 1 : Math.min(1, wanted.filter((handle) => first.has(handle)).length / most);
}

export const RECALL_DEPTH = 50;
