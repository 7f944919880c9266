import type { ListingDetail, VariantView } from '../../protocol/api/listing.ts';

/**
 * The variant that the page shows.
 * @param listing a listing with its variants
 * @param code the reader's choice; unknown or null takes the first in stock, else the first
 */
export const chosenVariant = (listing: ListingDetail, code: string | null): VariantView | undefined =>
  listing.variants.find((variant) => variant.code === code) ??
  listing.variants.find((variant) => variant.left > 0) ??
  listing.variants[0];

/**
 * The variant to show when one option changes: the others stay where such a variant exists.
 * @param variants all variants
 * @param from the variant shown now
 * @param change position of the option and of its new value
 */
export const variantWith = (
  variants: readonly VariantView[],
  from: VariantView,
  change: { option: number; value: number },
): VariantView | undefined => {
  const matching = variants.filter((variant) => variant.values[change.option] === change.value);
  const likeness = (variant: VariantView): number =>
    variant.values.filter((value, index) => value === from.values[index]).length * 2 + (variant.left > 0 ? 1 : 0);
  return [...matching].sort((a, b) => likeness(b) - likeness(a))[0];
};

/**
 * Names of a variant's values by language, joined, such as "M / Indigo".
 * @param listing the listing of the variant
 * @param variant one of its variants
 */
export const variantNames = (listing: ListingDetail, variant: VariantView): Record<string, string> => {
  const values = variant.values.map((value, option) => listing.options[option]?.values[value] ?? {});
  const languages = [...new Set(values.flatMap((texts) => Object.keys(texts)))];
  return Object.fromEntries(
    languages.map((language) => [
      language,
      values.map((texts) => texts[language] ?? texts.en ?? Object.values(texts)[0] ?? '').join(' / '),
    ]),
  );
};

/**
 * Options in which two variants differ.
 * @returns their positions, in the order of the listing
 */
export const differing = (one: VariantView, other: VariantView): number[] =>
  one.values.flatMap((value, option) => (value === other.values[option] ? [] : [option]));
