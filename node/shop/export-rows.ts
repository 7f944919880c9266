import { stringify } from 'csv-stringify/sync';
import type { Image } from '../../protocol/image.ts';
import type { Listing } from '../../protocol/listing.ts';
import { moneyText } from '../../protocol/money-text.ts';
import { pickLanguage } from '../../protocol/pick-language.ts';
import type { Draft } from '../../protocol/products/draft.ts';
import { imageKey } from '../../protocol/products/picture-names.ts';
import { renderDescription } from '../../protocol/products/render-description.ts';
import { type Column, columns, exportHeader } from '../../protocol/products/shopify-columns.ts';

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
export const exportHeaderRow = (): string => stringify([columns.map(exportHeader)]);

/**
 * The rows of one listing: a row per variant, and further rows for further pictures.
 * @returns CSV text
 */
export function exportRows(draft: Draft, context: ExportContext): string {
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
  return stringify(rows.map((cells) => columns.map((column) => cells[column] ?? '')));
}

const addressOf = (image: Image, { imageBase }: ExportContext): string =>
  `${imageBase}${image.sources.at(-1)?.cid ?? ''}`;

function productCells({ listing, terms }: Draft, context: ExportContext): Cells {
  const { language, value: text } = pickLanguage(listing.texts, context.language);
  const { kind, shipWithinSeconds, inspectWithinSeconds, coverageBps, commissionBps, parentBps, hostBps, arbitrator } =
    terms;
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
    vouchTerms: JSON.stringify({
      kind,
      shipWithinSeconds,
      inspectWithinSeconds,
      coverageBps,
      commissionBps,
      parentBps,
      hostBps,
      arbitrator,
    }),
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
