import { z } from 'zod';
import { addressText, digestText, textsByLanguage } from './common.ts';
import { buyerRecordView } from './trust.ts';

/** A signed word of one person about a listing; its weight comes from settled purchases, never from its number. */
export const recommendationView = z.object({
  author: addressText,
  shop: addressText,
  handle: z.string(),
  titles: textsByLanguage,
  /** The order in which the author bought it; null when they did not. */
  order: digestText.nullable(),
  text: z.string(),
  language: z.string(),
  writtenAt: z.number(),
});
export type RecommendationView = z.infer<typeof recommendationView>;

/** An account as others see it: what it signed about itself and others, and what it did. */
export const personView = z.object({
  account: addressText,
  names: textsByLanguage,
  about: textsByLanguage,
  /** Who and which shops it follows; at most 500 together. */
  followsPeople: z.array(addressText),
  followsShops: z.array(addressText),
  /** People here who follow it. */
  followers: z.number(),
  /** Newest first, at most 50. */
  recommendations: z.array(recommendationView),
  buyer: buyerRecordView,
  /** Version of the signed note that this is from; 0 when there is none. */
  version: z.number(),
  updatedAt: z.number().nullable(),
});
export type PersonView = z.infer<typeof personView>;
