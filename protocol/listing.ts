import { keccak256, stringToHex } from 'viem/utils';
import { z } from 'zod';
import { type Block, decodeDocument, encodeDocument } from './block.ts';
import { deliveryZoneSchema } from './delivery.ts';
import { type Result, unwrap } from './errors.ts';
import { imageSchema } from './image.ts';
import { kinds } from './kind.ts';
import { limits } from './limits.ts';
import { listingPlaceSchema } from './place.ts';
import { addressSchema, type Hex } from './primitives.ts';
import type { ReadMemo } from './read-memo.ts';
import { sureListing } from './sure-listing.ts';
import { localisedSchema, perLanguageSchema, textSchema } from './text.ts';
import { validate } from './validate.ts';

/** Names a listing in its shop for ever, also in links. */
export const handleSchema = z
  .string()
  .max(limits.handleCharacters)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case letters, digits and single hyphens');

/** The seller's own code of a variant, unique in its listing. */
export const skuCodeSchema = textSchema(limits.skuCodeCharacters, 1);

export const listingTextSchema = z.strictObject({
  title: textSchema(limits.titleCharacters, 1),
  /** Markdown without HTML. */
  description: textSchema(limits.descriptionCharacters),
});

export const variantSchema = z.strictObject({
  code: skuCodeSchema,
  /** Index of the value of each option. */
  values: z
    .array(
      z
        .int()
        .min(0)
        .max(limits.optionValues - 1),
    )
    .max(limits.options),
  /** Index into the listing's images. */
  image: z
    .int()
    .min(0)
    .max(limits.images - 1)
    .optional(),
  grams: z.int().min(0).max(100_000_000).optional(),
  barcode: textSchema(64, 1).optional(),
});

/** One product. Prices are not here but in the catalogue's offers, so that a price change leaves the listing alone. */
export const listingSchema = z
  .strictObject({
    v: z.literal(1),
    type: z.literal('listing'),
    shop: addressSchema,
    handle: handleSchema,
    kind: z.enum(kinds),
    texts: perLanguageSchema(listingTextSchema),
    brand: textSchema(limits.optionCharacters, 1).optional(),
    /** Number in Google's product taxonomy. */
    category: z.int().min(1).max(999_999).optional(),
    tags: z.array(textSchema(limits.tagCharacters, 1)).max(limits.tags),
    images: z.array(imageSchema).max(limits.images),
    options: z
      .array(
        z.strictObject({
          name: localisedSchema(limits.optionCharacters),
          values: z.array(localisedSchema(limits.optionCharacters)).min(1).max(limits.optionValues),
        }),
      )
      .max(limits.options),
    variants: z.array(variantSchema).min(1).max(limits.variants),
    delivery: z.array(deliveryZoneSchema).max(limits.deliveryZones),
    place: listingPlaceSchema.optional(),
  })
  .superRefine((listing, context) => {
    const issue = (path: PropertyKey[], message: string) => context.addIssue({ code: 'custom', path, message });
    const codes = new Set<string>();
    listing.variants.forEach((variant, index) => {
      if (codes.has(variant.code)) issue(['variants', index, 'code'], `repeats the code ${variant.code}`);
      codes.add(variant.code);
      if (variant.values.length !== listing.options.length)
        issue(['variants', index, 'values'], 'needs one value per option');
      variant.values.forEach((value, option) => {
        if (value >= (listing.options[option]?.values.length ?? 0))
          issue(['variants', index, 'values', option], 'names no value of its option');
      });
      if (variant.image !== undefined && variant.image >= listing.images.length)
        issue(['variants', index, 'image'], 'names no image');
    });
    if (new Set(listing.delivery.map((zone) => zone.zone)).size !== listing.delivery.length)
      issue(['delivery'], 'repeats a zone');
    if (listing.kind === 'shipped' && listing.delivery.length === 0)
      issue(['delivery'], 'a shipped listing needs a delivery zone');
  });

export type Listing = z.infer<typeof listingSchema>;

/** The SKU of a variant: the same in every version of the listing. */
export const skuOf = (handle: string, code: string): Hex => keccak256(stringToHex(`${handle}\n${code}`));

/**
 * Encodes a listing.
 * @throws VouchError `listing.invalid`, `listing.too_large`
 */
export function encodeListing(listing: Listing): Block {
  const block = encodeDocument(unwrap(validate(listingSchema, listing, 'listing')));
  unwrap(decodeListing(block.bytes));
  return block;
}

/** Decodes and checks a listing block. @param memo of documents read before, where many are read */
export const decodeListing = (bytes: Uint8Array, memo?: ReadMemo): Result<Listing> =>
  decodeDocument(bytes, {
    schema: listingSchema,
    mostBytes: limits.listingBytes,
    noun: 'listing',
    sure: sureListing,
    memo,
  });
