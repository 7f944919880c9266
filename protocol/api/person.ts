import { z } from 'zod';
import { limits } from '../limits.ts';
import { addressSchema } from '../primitives.ts';
import { addressText, digestText, textsByLanguage, unitsText } from './common.ts';
import { buyerRecordView } from './trust.ts';

/**
 * A signed word of one person about a listing. Its weight is the fees of the author's settled purchases, in millionths of a
 * token, never the number of words.
 */
export const recommendationView = z.object({
  author: addressText,
  authorNames: textsByLanguage,
  weightUnits: unitsText,
  shop: addressText,
  handle: z.string(),
  titles: textsByLanguage,
  /** The order in which the author bought it, checked against the chain; null when they did not. */
  order: digestText.nullable(),
  text: z.string(),
  language: z.string(),
  writtenAt: z.number(),
});
export type RecommendationView = z.infer<typeof recommendationView>;

/** An account as others see it: what it signed about itself and others, and what it did. Every account has one. */
export const personView = z.object({
  account: addressText,
  names: textsByLanguage,
  about: textsByLanguage,
  /** Who and which shops it follows; at most 500 together. */
  followsPeople: z.array(addressText),
  followsShops: z.array(addressText),
  /** People who follow it. */
  followers: z.number(),
  /** In the author's order, at most 50. */
  recommendations: z.array(recommendationView),
  buyer: buyerRecordView,
  /** True when nodes keep a note of this account: it paid an order, has a shop or is a promoter. */
  hasStanding: z.boolean(),
  /** When the note was written that this is from; null when there is none. */
  updatedAt: z.number().nullable(),
});
export type PersonView = z.infer<typeof personView>;

/** Somebody who follows an account; heavier ones come first. */
export const followerView = z.object({
  account: addressText,
  names: textsByLanguage,
  /** Fees of its settled purchases, in millionths of a token. */
  weightUnits: unitsText,
});
export type FollowerView = z.infer<typeof followerView>;

/** Accounts whose names are asked for, with commas between them. */
export const namesQuery = z.object({
  accounts: z
    .string()
    .max(limits.namesAtOnce * 43)
    .transform((text) => text.split(','))
    .pipe(z.array(addressSchema).max(limits.namesAtOnce)),
});
/** What accounts call themselves; those that signed no note are left out. */
export const namesView = z.object({ items: z.array(z.object({ account: addressText, names: textsByLanguage })) });
export type NamesView = z.infer<typeof namesView>;

/** A note just taken in. */
export const sentNote = z.object({ id: digestText });
