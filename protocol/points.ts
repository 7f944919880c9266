import { hashTypedData } from 'viem/utils';
import { z } from 'zod';
import { failure, type Result, success } from './errors.ts';
import { BPS, limits } from './limits.ts';
import { type Address, addressSchema, type Hex, secondsSchema, unitsSchema } from './primitives.ts';
import { partOf } from './split.ts';
import { discountsDomain } from './typed-data.ts';

/** What a shop gives and takes, in one token. */
export const programSchema = z.strictObject({
  /** Points per token unit that an order paid, in basis points. */
  earnBps: z.int().min(0).max(limits.pointsEarnBps),
  /** Most that the shop's own points can take off the item price, in basis points. */
  maxDiscountBps: z.int().min(0).max(limits.pointsDiscountBps),
});
export type Program = z.infer<typeof programSchema>;

/** A shop takes the points of another, as contracts take it. */
export interface Alliance {
  /** Whose points are taken: signs. */
  issuer: Address;
  /** Who takes them: calls the contract. */
  acceptor: Address;
  token: Address;
  /** Token units per point, in basis points. */
  rateBps: number;
  /** Most that the points can take off the item price, in basis points. */
  maxDiscountBps: number;
  /** Points the acceptor takes in total. */
  capPoints: bigint;
  /** Unix seconds. */
  validUntil: bigint;
}

/** Members of an alliance that are written the same in JSON and in codes for links. */
export const allianceNumbers = {
  rateBps: z.int().min(1).max(limits.pointsRateBps),
  maxDiscountBps: z.int().min(0).max(limits.pointsDiscountBps),
  capPoints: unitsSchema,
  validUntil: secondsSchema.transform(BigInt),
};

/** An alliance in JSON: amounts are decimal strings. */
export const allianceSchema = z
  .strictObject({ issuer: addressSchema, acceptor: addressSchema, token: addressSchema, ...allianceNumbers })
  .refine(({ issuer, acceptor }) => issuer !== acceptor, { path: ['acceptor'], message: 'must be another shop' });

/** EIP-712 types of an alliance. */
export const allianceTypes = {
  Alliance: [
    { name: 'issuer', type: 'address' },
    { name: 'acceptor', type: 'address' },
    { name: 'token', type: 'address' },
    { name: 'rateBps', type: 'uint16' },
    { name: 'maxDiscountBps', type: 'uint16' },
    { name: 'capPoints', type: 'uint128' },
    { name: 'validUntil', type: 'uint64' },
  ],
} as const;

/** What the issuer signs: pass it to `signTypedData`. The shop's own account signs, its publishers cannot. */
export const allianceTypedData = (chainId: number, discounts: Address, alliance: Alliance) =>
  ({
    domain: discountsDomain(chainId, discounts),
    types: allianceTypes,
    primaryType: 'Alliance',
    message: alliance,
  }) as const;

/** The digest that the issuer signs, equal to Discounts.allianceDigest. */
export const allianceDigest = (chainId: number, discounts: Address, alliance: Alliance): Hex =>
  hashTypedData(allianceTypedData(chainId, discounts, alliance));

/** Points of a completed order. @param totalUnits what it paid, delivery included */
export const pointsEarned = (totalUnits: bigint, earnBps: number): bigint => partOf(totalUnits, earnBps);

/** Where points are spent: at the shop that gave them (a rate of 10,000, nothing left out), or at an ally. */
export interface PointsTerms {
  rateBps: number;
  maxDiscountBps: number;
  /** Points that an ally still takes from everyone together; null at the issuer. */
  leftPoints: bigint | null;
}

/** The terms of a shop's own points. */
export const ownPointsTerms = ({ maxDiscountBps }: Program): PointsTerms => ({
  rateBps: limits.pointsRateBps,
  maxDiscountBps,
  leftPoints: null,
});

/** What points take off, in token units. */
export const pointsDiscount = (points: bigint, { rateBps }: Pick<PointsTerms, 'rateBps'>): bigint =>
  partOf(points, rateBps);

/** What a line costs and what its buyer has. */
export interface PointsSpending {
  terms: PointsTerms;
  heldPoints: bigint;
  /** What the line costs without delivery, after its coupon, in token units. */
  itemUnits: bigint;
}

/**
 * The fewest points that take off as much as possible.
 * @returns zero when none can be spent
 */
export function bestPoints({ terms, heldPoints, itemUnits }: PointsSpending): bigint {
  const { rateBps, maxDiscountBps, leftPoints } = terms;
  const rate = BigInt(rateBps);
  const most = partOf(itemUnits, maxDiscountBps);
  const spendable = leftPoints === null || heldPoints < leftPoints ? heldPoints : leftPoints;
  const reachable = pointsDiscount(spendable, terms);
  const discount = reachable < most ? reachable : most;
  return (discount * BPS + rate - 1n) / rate;
}

/**
 * Checks the spending of points as the contract will.
 * @returns what they take off, or `points.insufficient`, `alliance.used_up`, `points.above_most`
 */
export function checkPoints(points: bigint, { terms, heldPoints, itemUnits }: PointsSpending): Result<bigint> {
  const text = (value: bigint) => value.toString();
  if (points > heldPoints) {
    return failure({
      code: 'points.insufficient',
      message: `You have ${heldPoints} points of this shop, and ${points} are needed.`,
      hint: 'Spend fewer points.',
      details: { field: 'points', held: text(heldPoints), needed: text(points) },
    });
  }
  if (terms.leftPoints !== null && points > terms.leftPoints) {
    return failure({
      code: 'alliance.used_up',
      message: `The shop takes ${terms.leftPoints} more points of this ally, and ${points} are offered.`,
      hint: 'Spend fewer points.',
      details: { field: 'points', leftPoints: text(terms.leftPoints), neededPoints: text(points) },
    });
  }
  const discountUnits = pointsDiscount(points, terms);
  const mostUnits = partOf(itemUnits, terms.maxDiscountBps);
  if (discountUnits <= mostUnits) return success(discountUnits);
  return failure({
    code: 'points.above_most',
    message: `The points would take off ${discountUnits}, more than ${mostUnits}.`,
    hint: 'Spend fewer points.',
    details: { field: 'points', discountUnits: text(discountUnits), mostUnits: text(mostUnits) },
  });
}
