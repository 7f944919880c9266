import type { PointsBalanceView, PointsPlaceView } from '../../../protocol/api/points.ts';
import type { PointsTerms } from '../../../protocol/points.ts';
import { type Address, addressSchema, unitsSchema } from '../../../protocol/primitives.ts';

/** Points that the buyer spends at one shop. */
export interface PointsChoice {
  /** Where they are spent. */
  shop: Address;
  token: Address;
  /** Whose points they are. */
  issuer: Address;
  points: bigint;
  terms: PointsTerms;
}

/** A balance that a shop takes, and by which terms. */
export interface UsableBalance {
  balance: PointsBalanceView;
  place: PointsPlaceView;
}

/** The balances that a shop takes in a token: its own first, as the node lists them. */
export const usableBalances = (
  balances: readonly PointsBalanceView[],
  { shop, token }: { shop: string; token: string },
): UsableBalance[] =>
  balances
    .filter(({ token: of, points }) => of.address === token && points !== '0')
    .flatMap((balance) => {
      const place = balance.places.find((each) => each.shop === shop);
      return place === undefined ? [] : [{ balance, place }];
    });

/** By which terms a shop takes points. */
export const termsOf = ({ rateBps, maxDiscountBps, leftPoints }: PointsPlaceView): PointsTerms => ({
  rateBps,
  maxDiscountBps,
  leftPoints: leftPoints === null ? null : unitsSchema.parse(leftPoints),
});

/**
 * The choice to spend points of a balance.
 * @param points how many, at most what the balance holds
 */
export const pointsChoice = ({ balance, place }: UsableBalance, points: bigint): PointsChoice => ({
  shop: addressSchema.parse(place.shop),
  token: addressSchema.parse(balance.token.address),
  issuer: addressSchema.parse(balance.issuer),
  points,
  terms: termsOf(place),
});
