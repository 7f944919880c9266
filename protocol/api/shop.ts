import { z } from 'zod';
import { accentSchema, shopSections } from '../theme.ts';
import { addressText, digestText, imageView, textsByLanguage, tokenView, unitsText } from './common.ts';

/** What a shop's own record in one token allows it; see `protocol/record.ts`. */
export const recordView = z.object({
  /** Value of the newest orders that were closed, and the part of it in which the shop failed. */
  closedUnits: unitsText,
  failedUnits: unitsText,
  /** How much of the deposit open orders may lock. */
  lockableUnits: unitsText,
  /** True until the shop sold well for a quarter of its deposit: buyers then have at least seven days to inspect. */
  isNew: z.boolean(),
  /** True while the shop may not sell, because too much of its newest sales failed. */
  suspended: z.boolean(),
  /** Deposit that ends the suspension; zero when there is none. */
  requiredUnits: unitsText,
});
export type RecordView = z.infer<typeof recordView>;

export const depositView = z.object({
  shop: addressText,
  token: tokenView,
  stakedUnits: unitsText,
  lockedUnits: unitsText,
  unbondingUnits: unitsText,
  /** Staked, neither locked nor leaving: what can cover new orders. */
  freeUnits: unitsText,
  releaseAt: z.number().nullable(),
  record: recordView,
});
export type DepositView = z.infer<typeof depositView>;

export const scoreView = z.object({
  /** score@1 in thousandths of a star, 1000 to 5000. */
  milliStars: z.number(),
  reviews: z.number(),
  /** Sum of the fees behind the reviews, in millionths of a dollar-like unit. */
  weightUnits: unitsText,
  /** Reviews by stars, one star first. */
  histogram: z.array(z.number()).length(5),
});
export type ScoreView = z.infer<typeof scoreView>;

export const outcomesView = z.object({
  open: z.number(),
  completed: z.number(),
  cancelled: z.number(),
  notShipped: z.number(),
  settled: z.number(),
  disputed: z.number(),
  disputesLost: z.number(),
  distinctBuyers: z.number(),
  openUnits: unitsText,
  /** Share of the review weight that comes from the top buyer, in basis points. */
  topBuyerBps: z.number(),
});

export const shopSummary = z.object({
  address: addressText,
  names: textsByLanguage,
  taglines: textsByLanguage,
  logo: imageView.nullable(),
  country: z.string().nullable(),
  city: textsByLanguage.nullable(),
  openedAt: z.number(),
  listings: z.number(),
  /** Version of the catalogue that this node holds; null when it has none yet. */
  version: z.number().nullable(),
  validUntil: z.number().nullable(),
  deposits: z.array(depositView),
  score: scoreView,
  outcomes: outcomesView,
  /** True when the shop signed two catalogues under one version. */
  equivocated: z.boolean(),
});
export type ShopSummary = z.infer<typeof shopSummary>;

/** How a shop looks: its colours, the picture at its head, and what it shows in which order. */
export const themeView = z.object({
  accent: accentSchema.nullable(),
  header: imageView.nullable(),
  /** All sections, in the order in which they are shown. */
  sections: z.array(z.enum(shopSections)),
  /** Handles of listings to show first. */
  featured: z.array(z.string()),
});
export type ThemeView = z.infer<typeof themeView>;

/** A shop's loyalty points in one token. */
export const programView = z.object({
  token: tokenView,
  /** Points per token unit that an order paid, in basis points. */
  earnBps: z.number(),
  /** Most that the shop's own points take off the item price, in basis points. */
  maxDiscountBps: z.number(),
});
export type ProgramView = z.infer<typeof programView>;

export const shopDetail = shopSummary.extend({
  about: textsByLanguage,
  shipping: textsByLanguage,
  returns: textsByLanguage,
  encryptionKey: digestText,
  publishers: z.array(addressText),
  lowestVersion: z.number(),
  /** Loyalty points by token; tokens in which the shop gives and takes none are left out. */
  programs: z.array(programView),
  /** Null where the shop chose nothing. */
  theme: themeView.nullable(),
});
export type ShopDetail = z.infer<typeof shopDetail>;

/** Units sold so far of one variant. */
export const soldVariant = z.object({ handle: z.string(), code: z.string(), soldUnits: z.number() });
export type SoldVariant = z.infer<typeof soldVariant>;
