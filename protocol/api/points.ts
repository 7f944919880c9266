import { z } from 'zod';
import { addressText, textsByLanguage, tokenView, unitsText } from './common.ts';

/** A shop where points can be spent. */
export const pointsPlaceView = z.object({
  shop: addressText,
  shopNames: textsByLanguage,
  /** Token units per point, in basis points: 10,000 at the shop that gave them. */
  rateBps: z.number(),
  /** Most that the points take off the item price, in basis points. */
  maxDiscountBps: z.number(),
  /** Points that the shop still takes from everyone together; null for the issuer, which takes all. */
  leftPoints: unitsText.nullable(),
  /** Unix seconds; null for the issuer. */
  validUntil: z.number().nullable(),
});
export type PointsPlaceView = z.infer<typeof pointsPlaceView>;

/** What somebody holds of one shop's points. */
export const pointsBalanceView = z.object({
  issuer: addressText,
  issuerNames: textsByLanguage,
  token: tokenView,
  points: unitsText,
  earnedPoints: unitsText,
  spentPoints: unitsText,
  /** Where they can be spent now: the issuer first, then allied shops by their rate. */
  places: z.array(pointsPlaceView),
});
export type PointsBalanceView = z.infer<typeof pointsBalanceView>;

export const pointsView = z.object({
  holder: addressText,
  balances: z.array(pointsBalanceView),
  /** Completed orders whose points nobody claimed yet, with what they would give now. */
  claimable: z.array(z.object({ order: z.string(), issuer: addressText, token: tokenView, points: unitsText })),
});
export type PointsView = z.infer<typeof pointsView>;

/** An alliance of two shops in one token. */
export const allianceView = z.object({
  issuer: addressText,
  issuerNames: textsByLanguage,
  acceptor: addressText,
  acceptorNames: textsByLanguage,
  token: tokenView,
  rateBps: z.number(),
  maxDiscountBps: z.number(),
  capPoints: unitsText,
  usedPoints: unitsText,
  validUntil: z.number(),
});
export type AllianceView = z.infer<typeof allianceView>;

/** Alliances of one shop, in either role. */
export const alliancesView = z.object({
  /** Whose points the shop takes. */
  accepts: z.array(allianceView),
  /** Who takes the shop's points. */
  acceptedBy: z.array(allianceView),
});
export type AlliancesView = z.infer<typeof alliancesView>;
