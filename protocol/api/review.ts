import { z } from 'zod';
import { addressText, cidText, digestText, imageView, textsByLanguage, tokenView, unitsText } from './common.ts';

const content = z.object({ text: z.string(), language: z.string(), photos: z.array(imageView), writtenAt: z.number() });

export const reviewView = z.object({
  order: digestText,
  shop: addressText,
  buyer: addressText,
  /** CID of the listing at the time of the sale. */
  listing: cidText,
  titles: textsByLanguage,
  variants: textsByLanguage,
  token: tokenView,
  /** What was paid, so that a reader can weigh it. */
  totalUnits: unitsText,
  weightUnits: unitsText,
  outcome: z.string(),
  stars: z.number(),
  postedAt: z.number(),
  /** Null until this node holds the text. */
  content: content.nullable(),
  amendments: z.array(z.object({ stars: z.number(), postedAt: z.number(), content: content.nullable() })),
  reply: z.object({ postedAt: z.number(), content: content.nullable() }).nullable(),
});
export type ReviewView = z.infer<typeof reviewView>;
