import { deliveriesOf, deliveryHash } from '../delivery.ts';
import { VouchError } from '../errors.ts';
import type { Image } from '../image.ts';
import { limits } from '../limits.ts';
import { type Listing, listingSchema } from '../listing.ts';
import { parseMoney } from '../money.ts';
import { type OfferTerms, offerTermsSchema } from '../offer.ts';
import { type Address, zeroBytes32 } from '../primitives.ts';
import { cleanText } from '../text.ts';
import type { Draft } from './draft.ts';
import { fieldProblem } from './field-problem.ts';
import { htmlToMarkdown } from './html-to-markdown.ts';
import type { ImportIssue } from './import-reasons.ts';
import { type ImageFolder, imageKey } from './picture-names.ts';
import type { ShopSettings } from './shop-settings.ts';
import type { Product, ProductVariant } from './shopify-products.ts';
import { slug } from './shopify-products.ts';
import { readVouchColumns, type VouchColumns } from './vouch-columns.ts';

export interface DraftContext {
  shop: Address;
  token: { address: Address; decimals: number };
  arbitrator: Address;
  settings: ShopSettings;
  images: ImageFolder;
  /** Units of an SKU sold so far: the stock column counts from there. */
  soldOf(handle: string, code: string): number;
  onIssue(issue: ImportIssue): void;
}

/** What is wrong with a product or a variant. */
type ProductProblem = Pick<ImportIssue, 'field' | 'code'> & Partial<Pick<ImportIssue, 'details'>>;

/** Stock of a variant that sells on without stock. */
const ENDLESS = 1_000_000;

/**
 * Turns a product into a listing with offers.
 * @returns undefined when the product is refused; the reasons went to `onIssue`
 */
export async function draftOf(product: Product, context: DraftContext): Promise<Draft | undefined> {
  const refuse = (line: number, problem: ProductProblem): undefined => {
    context.onIssue({ line, handle: product.handle, details: {}, ...problem, severity: 'refused' });
    return undefined;
  };
  const { first } = product;
  if (
    first.get('published').toLowerCase() === 'false' ||
    ['draft', 'archived'].includes(first.get('status').toLowerCase())
  ) {
    return refuse(product.line, { field: 'published', code: 'not_published' });
  }
  let extra: VouchColumns;
  try {
    extra = readVouchColumns(first);
  } catch (error) {
    if (!(error instanceof VouchError)) throw error;
    const column = error.details.field ?? 'vouch';
    return refuse(product.line, { field: column, code: 'column_unreadable', details: { column } });
  }
  const language = extra.language ?? context.settings.language;
  const images = await collectImages(product, { ...context, language }, extra);
  const codes = new Set<string>();
  const offers: Draft['offers'] = [];
  const kept: ProductVariant[] = [];
  for (const variant of product.variants) {
    const code = codeOf(variant);
    const repeated: ProductProblem = { field: 'variant', code: 'variant_repeats', details: { code } };
    const problem = codes.has(code) ? repeated : variantProblem(variant, product);
    const price = problem ?? priceOf(variant.price, context.token.decimals);
    if ('code' in price) {
      refuse(variant.line, price);
      continue;
    }
    codes.add(code);
    kept.push(variant);
    offers.push({ code, priceUnits: price.units, maxSold: context.soldOf(product.handle, code) + stockOf(variant) });
  }
  if (kept.length === 0) return refuse(product.line, { field: 'variants', code: 'no_variants' });

  const listing = listingOf({ product, variants: kept, images, extra, context, language });
  const checked = listingSchema.safeParse(listing);
  if (!checked.success) return refuse(product.line, fieldProblem(checked.error));
  const terms = offerTermsSchema.safeParse(termsOf(checked.data, extra, context));
  if (!terms.success) return refuse(product.line, fieldProblem(terms.error));
  return { listing: checked.data, terms: terms.data, offers };
}

const codeOf = (variant: ProductVariant): string =>
  cleanText(variant.sku) || slug(variant.values.join('-')) || 'default';

function variantProblem(variant: ProductVariant, product: Product): ProductProblem | undefined {
  if (codeOf(variant).length > limits.skuCodeCharacters)
    return { field: 'variant', code: 'sku_long', details: { limit: String(limits.skuCodeCharacters) } };
  if (product.optionNames.length > 0 && variant.values.some((value) => value === ''))
    return { field: 'variant', code: 'variant_no_value' };
  return undefined;
}

/** What is wrong with an amount, by its error's code. */
const priceProblems: Readonly<Record<string, ImportIssue['code']>> = {
  'money.negative': 'price_negative',
  'money.too_many_decimals': 'price_too_many_decimals',
  'money.too_large': 'price_too_large',
};

function priceOf(text: string, decimals: number): { units: string } | ProductProblem {
  const field = 'price';
  if (text === '') return { field, code: 'price_missing' };
  const parsed = parseMoney(text, decimals);
  if (parsed.ok) return parsed.value > 0n ? { units: parsed.value.toString() } : { field, code: 'price_zero' };
  return {
    field,
    code: priceProblems[parsed.error.code] ?? 'price_invalid',
    details: { value: text.slice(0, 40), limit: String(decimals) },
  };
}

/** Stock below zero means that nothing is left. */
function stockOf(variant: ProductVariant): number {
  if (variant.continues || variant.quantity === '') return ENDLESS;
  const quantity = Number.parseInt(variant.quantity, 10);
  return Number.isFinite(quantity) ? Math.min(Math.max(0, quantity), limits.maxSold / 2) : 0;
}

async function collectImages(
  product: Product,
  { images, onIssue, language }: DraftContext & { language: string },
  extra: VouchColumns,
): Promise<Map<string, { image: Image; index: number }>> {
  const found = new Map<string, { image: Image; index: number }>();
  const warn = (line: number, code: ImportIssue['code'], details: ImportIssue['details']) =>
    onIssue({ line, handle: product.handle, field: 'image', code, details, severity: 'warning' });
  for (const { src, alt, line } of product.images) {
    const key = imageKey(src);
    if (found.has(key)) continue;
    if (found.size >= limits.images) {
      warn(line, 'pictures_many', { limit: String(limits.images) });
      break;
    }
    try {
      const image = extra.images?.[key] ?? (await images.find(src));
      if (image === undefined) {
        warn(line, 'picture_missing', { name: key });
        continue;
      }
      const text = cleanText(alt).slice(0, limits.titleCharacters);
      found.set(key, {
        image: text === '' || image.alt ? image : { ...image, alt: { [language]: text } },
        index: found.size,
      });
    } catch (error) {
      // A picture that could not be sent now is no reason to publish without it.
      if (!(error instanceof VouchError) || error.retryable) throw error;
      warn(line, 'picture_unusable', { name: key, error: error.code });
    }
  }
  return found;
}

interface ListingParts {
  product: Product;
  variants: ProductVariant[];
  images: Map<string, { image: Image; index: number }>;
  extra: VouchColumns;
  context: DraftContext;
  /** Language of the file's own columns. */
  language: string;
}

function listingOf({ product, variants, images, extra, context, language }: ListingParts): Listing {
  const { settings, shop } = context;
  const { first } = product;
  const values = product.optionNames.map((_, option) => [
    ...new Set(variants.map((variant) => cleanText(variant.values[option] ?? ''))),
  ]);
  // Shopify gives a product without options the option Title with the one value Default Title.
  const plain =
    product.optionNames.length === 1 &&
    product.optionNames[0] === 'Title' &&
    values[0]?.length === 1 &&
    values[0][0] === 'Default Title';
  const category = Number.parseInt(first.get('category'), 10);
  const brand = cleanText(first.get('vendor')).slice(0, limits.optionCharacters);
  return {
    v: 1,
    type: 'listing',
    shop,
    handle: product.handle,
    kind: extra.terms?.kind ?? (variants.every((variant) => !variant.requiresShipping) ? 'digital' : 'shipped'),
    texts: {
      ...extra.texts,
      [language]: {
        title: cleanText(first.get('title')),
        description: descriptionOf(first.get('body'), extra, language),
      },
    },
    ...(brand === '' ? {} : { brand }),
    ...(category >= 1 ? { category } : {}),
    tags: tagsOf(first.get('tags'), first.get('type')),
    images: [...images.values()].map(({ image }) => image),
    options: plain
      ? []
      : (extra.options ??
        product.optionNames.map((name, option) => ({
          name: { [language]: cleanText(name) },
          values: (values[option] ?? []).map((value) => ({ [language]: value })),
        }))),
    variants: variants.map((variant) => {
      const image = images.get(imageKey(variant.imageSrc))?.index;
      const grams = Math.round(Number.parseFloat(variant.grams));
      return {
        code: codeOf(variant),
        values: plain ? [] : variant.values.map((value, option) => valueIndex(value, option, values, extra, language)),
        ...(image === undefined ? {} : { image }),
        ...(grams > 0 ? { grams } : {}),
        ...(variant.barcode === '' ? {} : { barcode: cleanText(variant.barcode).slice(0, 64) }),
      };
    }),
    delivery: extra.delivery ?? settings.delivery,
    ...((extra.place ?? settings.place) ? { place: extra.place ?? settings.place } : {}),
  };
}

function valueIndex(value: string, option: number, values: string[][], extra: VouchColumns, language: string): number {
  const clean = cleanText(value);
  const localised = extra.options?.[option]?.values.findIndex((texts) => texts[language] === clean);
  return localised ?? values[option]?.indexOf(clean) ?? -1;
}

/** An export keeps the Markdown beside its HTML: unless somebody edited the HTML, the Markdown stands. */
function descriptionOf(body: string, extra: VouchColumns, language: string): string {
  const kept = extra.texts?.[language]?.description;
  if (kept !== undefined && extra.renderedDescription === body) return kept;
  return htmlToMarkdown(body).slice(0, limits.descriptionCharacters).trim();
}

function tagsOf(tags: string, type: string): string[] {
  const all = [type, ...tags.split(',')]
    .map((tag) => cleanText(tag).slice(0, limits.tagCharacters).trim())
    .filter((tag) => tag !== '');
  return [...new Set(all)].slice(0, limits.tags);
}

function termsOf(listing: Listing, extra: VouchColumns, { settings, token, arbitrator }: DraftContext): OfferTerms {
  const { shipWithinSeconds, inspectWithinSeconds, coverageBps, commissionBps, parentBps, hostBps } = settings;
  return {
    token: token.address,
    shipWithinSeconds,
    inspectWithinSeconds,
    coverageBps,
    commissionBps,
    parentBps,
    hostBps,
    arbitrator,
    ...extra.terms,
    kind: listing.kind,
    delivery: listing.delivery.length === 0 ? zeroBytes32 : deliveryHash(deliveriesOf(listing.delivery)),
  };
}
