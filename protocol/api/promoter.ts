import { z } from 'zod';
import { addressText, cidText, digestText, textsByLanguage, tokenView, unitsText } from './common.ts';

export const promoterSummary = z.object({
  address: addressText,
  parent: addressText.nullable(),
  registeredAt: z.number(),
  children: z.number(),
  sales: z.number(),
  refundedSales: z.number(),
  earnings: z.array(z.object({ token: tokenView, earnedUnits: unitsText, pendingUnits: unitsText })),
});
export type PromoterSummary = z.infer<typeof promoterSummary>;

export const promoterDetail = promoterSummary.extend({
  /** Newest first, at most 50. */
  recent: z.array(
    z.object({
      order: digestText,
      listing: cidText,
      titles: textsByLanguage,
      level: z.union([z.literal(1), z.literal(2)]),
      token: tokenView,
      units: unitsText,
      state: z.string(),
      at: z.number(),
    }),
  ),
});
export type PromoterDetail = z.infer<typeof promoterDetail>;
