import { limits } from '../../../protocol/limits.ts';
import type { GroupForm } from './group-terms.ts';

/** An option that buyers choose by, such as a size, in each language of the listing. */
export interface OptionDraft {
  name: Record<string, string>;
  values: readonly Record<string, string>[];
}

/** One combination of option values. The price is text in the token's decimals. */
export interface VariantDraft {
  /** The seller's own code: it names the variant for ever, so changing it makes another variant. */
  code: string;
  /** Index of the value of each option. */
  values: readonly number[];
  price: string;
  /** Units that can still be bought. */
  stock: number;
  /** Index of its picture, or null. */
  image: number | null;
  grams?: number;
  barcode?: string;
  group: GroupForm | null;
}

const first = (texts: Record<string, string> | undefined): string => Object.values(texts ?? {}).find(Boolean) ?? '';

/** A code made of the values' names: Latin letters and digits, or their numbers. */
function codeOf(options: readonly OptionDraft[], values: readonly number[], taken: ReadonlySet<string>): string {
  const base =
    values
      .map((value, option) => {
        const text = (options[option]?.values[value]?.en ?? first(options[option]?.values[value]))
          .normalize('NFKD')
          .replace(/[^A-Za-z0-9]+/g, '-')
          .replace(/^-|-$/g, '')
          .toUpperCase();
        return text === '' ? String(value + 1) : text;
      })
      .join('-')
      .slice(0, limits.skuCodeCharacters - 4) || 'ONE';
  for (let number = 1; ; number++) {
    const code = number === 1 ? base : `${base}-${number}`;
    if (!taken.has(code)) return code;
  }
}

/**
 * The variants of options after these changed: what a combination was keeps its code, price and stock; a new one takes
 * price and stock of the first. There are never more than a listing may have.
 * @param options the options now
 * @param before variants until now, with indexes into the options now
 */
export function variantsFor(options: readonly OptionDraft[], before: readonly VariantDraft[]): VariantDraft[] {
  const model = before[0];
  let rows: number[][] = [[]];
  for (const { values } of options)
    rows = rows.flatMap((row) => values.map((_, value) => [...row, value])).slice(0, limits.variants);
  const kept = new Map(before.map((variant) => [variant.values.join(','), variant]));
  const taken = new Set(rows.flatMap((row) => kept.get(row.join(','))?.code ?? []));
  return rows.map((values) => {
    const same = kept.get(values.join(','));
    if (same !== undefined) return same;
    const code = codeOf(options, values, taken);
    taken.add(code);
    return { code, values, price: model?.price ?? '', stock: model?.stock ?? 1, image: null, group: null };
  });
}

/** Variants after an option was added: all take its first value. */
export const withOption = (variants: readonly VariantDraft[]): VariantDraft[] =>
  variants.map((variant) => ({ ...variant, values: [...variant.values, 0] }));

/** Variants after an option was taken away: those with its first value stay. */
export const withoutOption = (variants: readonly VariantDraft[], option: number): VariantDraft[] =>
  variants
    .filter(({ values }) => values[option] === 0)
    .map((variant) => ({ ...variant, values: variant.values.filter((_, index) => index !== option) }));

/** Variants after a value of an option was taken away. */
export const withoutValue = (variants: readonly VariantDraft[], option: number, value: number): VariantDraft[] =>
  variants
    .filter(({ values }) => values[option] !== value)
    .map((variant) => ({
      ...variant,
      values: variant.values.map((each, index) => (index === option && each > value ? each - 1 : each)),
    }));
