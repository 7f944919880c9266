import type { Image } from '../image.ts';
import type { Listing } from '../listing.ts';
import { moneyText } from '../money-text.ts';
import { pickLanguage } from '../pick-language.ts';
import type { Draft } from './draft.ts';
import { imageKey } from './picture-names.ts';
import { renderDescription } from './render-description.ts';
import { type Column, columns, exportHeader } from './shopify-columns.ts';

export interface ExportContext {
  language: string;
  decimals: number;
  /** Address that pictures can be loaded from, such as `https://node.example/image/`. */
  imageBase: string;
  soldOf(handle: string, code: string): number;
}

type Cells = Partial<Record<Column, string>>;

/** Spreadsheets run cells that start like a formula; a quote in front stops that. SKU and barcode lose it at import. */
const safeCode = (text: string): string => (/^[=+\-@\t]/.test(text) ? `'${text}` : text);

/** The header row of an export. */
export const exportHeaders: string[] = columns.map(exportHeader);

/**
 * The rows of one listing: a row per variant, and further rows for further pictures.
 * @returns rows of cells, in the order of the headers
 */
export function exportRecords(draft: Draft, context: ExportContext): string[][] {
  const { listing } = draft;
  const rows: Cells[] = listing.variants.map((variant, index) => ({
    handle: listing.handle,
    ...variantCells(draft, index, variant, context),
  }));
  listing.images.forEach((image, index) => {
    rows[index] = {
      handle: listing.handle,
      ...rows[index],
      imageSrc: addressOf(image, context),
      imageAlt: image.alt ? pickLanguage(image.alt, context.language).value : '',
    };
  });
  rows[0] = { ...rows[0], ...productCells(draft, context) };
  return rows.map((cells) => columns.map((column) => cells[column] ?? ''));
}

const addressOf = (image: Image, { imageBase }: ExportContext): string =>
  `${imageBase}${image.sources.at(-1)?.cid ?? ''}`;

function productCells({ listing, terms }: Draft, context: ExportContext): Cells {
  const { language, value: text } = pickLanguage(listing.texts, context.language);
  // Token and delivery stand elsewhere in the file, or follow from what does.
  const { token: _, delivery: __, ...kept } = terms;
  const names = listing.options.map((option) => pickLanguage(option.name, language).value);
  const images = Object.fromEntries(
    listing.images.map((image) => [
      imageKey(addressOf(image, context)),
      { ...image, sources: image.sources.map((source) => ({ ...source, cid: source.cid.toString() })) },
    ]),
  );
  return {
    title: text.title,
    body: renderDescription(text.description),
    vendor: listing.brand ?? '',
    tags: listing.tags.join(', '),
    published: 'true',
    option1Name: names[0] ?? 'Title',
    option2Name: names[1] ?? '',
    option3Name: names[2] ?? '',
    category: listing.category?.toString() ?? '',
    status: 'active',
    vouchTexts: JSON.stringify({ language, texts: listing.texts }),
    vouchOptions: JSON.stringify(listing.options),
    vouchImages: JSON.stringify(images),
    vouchDelivery: JSON.stringify(listing.delivery),
    vouchTerms: JSON.stringify(kept),
    vouchPlace: listing.place === undefined ? '' : JSON.stringify(listing.place),
  };
}

function variantCells(
  { listing, offers }: Draft,
  index: number,
  variant: Listing['variants'][number],
  context: ExportContext,
): Cells {
  const offer = offers.find((each) => each.code === variant.code);
  const { language } = pickLanguage(listing.texts, context.language);
  const values = variant.values.map((value, option) => {
    const texts = listing.options[option]?.values[value];
    return texts === undefined ? '' : pickLanguage(texts, language).value;
  });
  const image = variant.image === undefined ? undefined : listing.images[variant.image];
  return {
    option1Value: values[0] ?? (index === 0 ? 'Default Title' : ''),
    option2Value: values[1] ?? '',
    option3Value: values[2] ?? '',
    sku: safeCode(variant.code),
    grams: variant.grams?.toString() ?? '',
    quantity:
      offer === undefined ? '0' : String(Math.max(0, offer.maxSold - context.soldOf(listing.handle, variant.code))),
    policy: 'deny',
    price: offer === undefined ? '' : moneyText(BigInt(offer.priceUnits), context.decimals),
    requiresShipping: String(listing.kind === 'shipped'),
    barcode: variant.barcode === undefined ? '' : safeCode(variant.barcode),
    imageSrc: '',
    variantImage: image === undefined ? '' : addressOf(image, context),
  };
}
