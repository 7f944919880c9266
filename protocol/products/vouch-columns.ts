import { CID } from 'multiformats/cid';
import { z } from 'zod';
import { deliveryZoneSchema } from '../delivery.ts';
import { unwrap, VouchError } from '../errors.ts';
import type { Image } from '../image.ts';
import { imageSchema, imageSourceSchema } from '../image.ts';
import { kinds } from '../kind.ts';
import type { Listing } from '../listing.ts';
import { listingSchema } from '../listing.ts';
import { addressSchema, bpsSchema } from '../primitives.ts';
import { validate } from '../validate.ts';
import { renderDescription } from './render-description.ts';
import type { Column } from './shopify-columns.ts';
import type { ShopifyRow } from './shopify-rows.ts';

const termsSchema = z.strictObject({
  kind: z.enum(kinds),
  shipWithinSeconds: z.int(),
  inspectWithinSeconds: z.int(),
  coverageBps: bpsSchema,
  commissionBps: bpsSchema,
  parentBps: bpsSchema,
  hostBps: bpsSchema,
  arbitrator: addressSchema,
  pickup: addressSchema.optional(),
  pickupBps: bpsSchema.optional(),
});

/** A picture with its CIDs as text, as JSON can carry it. */
const imageTextSchema = imageSchema
  .omit({ sources: true })
  .extend({ sources: z.array(imageSourceSchema.omit({ cid: true }).extend({ cid: z.string() })) });

/** What a product's `Vouch …` columns say, each optional. */
export interface VouchColumns {
  /** Language of the columns that Shopify has too. */
  language?: string;
  texts?: Listing['texts'];
  /** HTML that the exported Markdown gives, to see whether the HTML column was edited since. */
  renderedDescription?: string;
  options?: Listing['options'];
  /** Pictures by the key of their address. */
  images?: Record<string, Image>;
  delivery?: Listing['delivery'];
  place?: NonNullable<Listing['place']>;
  terms?: z.infer<typeof termsSchema>;
}

/**
 * Reads the columns that only our own exports have.
 * @throws VouchError `csv.malformed` or `csv.invalid`, naming the column
 */
export function readVouchColumns(row: ShopifyRow): VouchColumns {
  const texts = json(row, 'vouchTexts', z.strictObject({ language: z.string(), texts: listingSchema.shape.texts }));
  const images = json(row, 'vouchImages', z.record(z.string(), imageTextSchema));
  const options = json(row, 'vouchOptions', listingSchema.shape.options);
  const delivery = json(row, 'vouchDelivery', z.array(deliveryZoneSchema));
  const place = json(row, 'vouchPlace', listingSchema.shape.place.unwrap());
  const terms = json(row, 'vouchTerms', termsSchema);
  const primary = texts?.texts[texts.language]?.description;
  return {
    ...(texts === undefined ? {} : { language: texts.language, texts: texts.texts }),
    ...(primary === undefined ? {} : { renderedDescription: renderDescription(primary) }),
    ...(options === undefined ? {} : { options }),
    ...(images === undefined
      ? {}
      : { images: Object.fromEntries(Object.entries(images).map(([key, image]) => [key, imageOf(image)])) }),
    ...(delivery === undefined ? {} : { delivery }),
    ...(place === undefined ? {} : { place }),
    ...(terms === undefined ? {} : { terms }),
  };
}

const imageOf = (image: z.infer<typeof imageTextSchema>): Image =>
  unwrap(
    validate(
      imageSchema,
      { ...image, sources: image.sources.map((source) => ({ ...source, cid: CID.parse(source.cid) })) },
      'csv',
    ),
  );

function json<T>(row: ShopifyRow, column: Column, schema: z.ZodType<T>): T | undefined {
  const text = row.get(column);
  if (text === '') return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new VouchError({
      code: 'csv.malformed',
      message: `${column} is not JSON`,
      hint: 'Leave the column empty or export again.',
      cause,
      details: { field: column },
    });
  }
  const result = validate(schema, value, 'csv');
  if (!result.ok)
    throw new VouchError({
      code: 'csv.invalid',
      message: `${column}: ${result.error.message}`,
      hint: 'Leave the column empty or export again.',
      details: { field: column },
    });
  return result.value;
}
