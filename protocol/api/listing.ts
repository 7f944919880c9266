import { z } from 'zod';
import { addressText, cidText, digestText, imageView, textsByLanguage, tokenView, unitsText } from './common.ts';
import { scoreView, shopDetail } from './shop.ts';

export const listingSummary = z.object({
  cid: cidText,
  shop: addressText,
  shopNames: textsByLanguage,
  handle: z.string(),
  kind: z.enum(['shipped', 'digital', 'service', 'pickup']),
  titles: textsByLanguage,
  image: imageView.nullable(),
  token: tokenView,
  priceFromUnits: unitsText,
  priceToUnits: unitsText,
  /** Lowest price of one unit for a group; null where groups get no better price. */
  groupFromUnits: unitsText.nullable(),
  inStock: z.boolean(),
  commissionBps: z.number(),
  /** The least of coverage signed and deposit free, as basis points of the price. */
  coverBps: z.number(),
  tags: z.array(z.string()),
  score: scoreView,
  updatedAt: z.number(),
});
export type ListingSummary = z.infer<typeof listingSummary>;

/** Terms for buying as a group; amounts are decimal strings. */
export const groupTermsView = z.object({
  priceUnits: unitsText,
  size: z.number(),
  withinSeconds: z.number(),
  leaderBps: z.number(),
  commissionBps: z.number(),
});
export type GroupTermsView = z.infer<typeof groupTermsView>;

/** The contract's Offer struct in JSON. */
export const offerView = z.object({
  shop: addressText,
  listing: digestText,
  sku: digestText,
  token: addressText,
  priceUnits: unitsText,
  maxSold: unitsText,
  kind: z.number(),
  shipWithinSeconds: z.number(),
  inspectWithinSeconds: z.number(),
  coverageBps: z.number(),
  commissionBps: z.number(),
  parentBps: z.number(),
  hostBps: z.number(),
  arbitrator: addressText,
  pickup: addressText,
  pickupBps: z.number(),
  group: digestText,
  delivery: digestText,
});
export type OfferView = z.infer<typeof offerView>;

/** The signed head in JSON: what a browser verifies before it pays. */
export const headView = z.object({
  catalogue: z.object({
    shop: addressText,
    version: z.number(),
    root: digestText,
    offers: digestText,
    validUntil: z.number(),
  }),
  signer: addressText,
  signature: z.string().regex(/^0x[0-9a-f]+$/),
});
export type HeadView = z.infer<typeof headView>;

export const variantView = z.object({
  code: z.string(),
  sku: digestText,
  values: z.array(z.number()),
  image: z.number().nullable(),
  grams: z.number().nullable(),
  soldUnits: z.number(),
  /** Units that can still be bought. */
  left: z.number(),
  offer: offerView,
  /** The terms behind `offer.group`; null where groups get no better price. */
  group: groupTermsView.nullable(),
  proof: z.array(digestText),
});
export type VariantView = z.infer<typeof variantView>;

export const deliveryZoneView = z.object({
  zone: z.string(),
  zoneId: digestText,
  names: textsByLanguage,
  countries: z.array(z.string()),
  firstUnits: unitsText,
  furtherUnits: unitsText,
  minDays: z.number(),
  maxDays: z.number(),
});
export type DeliveryZoneView = z.infer<typeof deliveryZoneView>;

export const listingDetail = listingSummary.extend({
  /** Markdown without HTML, by language. */
  descriptions: textsByLanguage,
  brand: z.string().nullable(),
  category: z.number().nullable(),
  images: z.array(imageView),
  options: z.array(z.object({ name: textsByLanguage, values: z.array(textsByLanguage) })),
  variants: z.array(variantView),
  delivery: z.array(deliveryZoneView),
  head: headView,
  shopDetail,
});
export type ListingDetail = z.infer<typeof listingDetail>;

export const listingSorts = ['relevance', 'newest', 'price_asc', 'price_desc', 'score'] as const;
export type ListingSort = (typeof listingSorts)[number];

/** A held head with the CID of its root block. */
export const heldHeadView = headView.extend({ rootCid: cidText });
export type HeldHeadView = z.infer<typeof heldHeadView>;

/** Proof that a shop signed two catalogues under one version: both signed messages. */
export const equivocationView = z.object({
  version: z.number(),
  seenAt: z.number(),
  heads: z.tuple([headView, headView]),
});
export type EquivocationView = z.infer<typeof equivocationView>;
