import type { Alliance } from '../points.ts';
import type { Address, Hex } from '../primitives.ts';
import { partOf } from '../split.ts';
import type { DiscountRequest } from './coupons.ts';
import { keyOf, type TakenRow } from './tables.ts';
import { type Call, refuse, require } from './transaction.ts';

const MOST_BPS = 5_000;

export function setProgram({ tables, by }: Call, token: Address, earnBps: number, maxDiscountBps: number): void {
  require(tables.shops.has(by), 'PointsShopNotOpen');
  require(earnBps <= MOST_BPS && maxDiscountBps <= MOST_BPS, 'PointsRateInvalid');
  tables.programs.set(keyOf(by, token), { earnBps, maxDiscountBps });
}

export function makeAlliance({ tables, by, now }: Call, terms: Alliance, digest: Hex, signed: boolean): void {
  const { issuer, acceptor, token, rateBps, maxDiscountBps, capPoints, validUntil } = terms;
  require(acceptor === by && issuer !== by, 'AllianceInvalid');
  require(rateBps !== 0 && rateBps <= 10_000 && maxDiscountBps <= MOST_BPS, 'PointsRateInvalid');
  require(validUntil > BigInt(now), 'AllianceExpired');
  require(!tables.made.has(digest), 'AllianceAlreadyMade');
  require(signed, 'AllianceSignatureInvalid');
  tables.made.set(digest, true);
  const row = { rateBps, maxDiscountBps, capPoints, validUntil: Number(validUntil) };
  tables.alliances.set(keyOf(issuer, acceptor, token), row);
}

export function endAlliance({ tables, by }: Call, issuer: Address, acceptor: Address, token: Address): void {
  const key = keyOf(issuer, acceptor, token);
  require((by === issuer || by === acceptor) && tables.alliances.has(key), 'AllianceUnknown');
  tables.alliances.delete(key);
}

/** Gives the buyer of a completed order its points, once. */
export function claimPoints({ tables }: Call, orderId: Hex): void {
  require(!tables.claimed.has(orderId), 'PointsAlreadyClaimed');
  const order = tables.orders.get(orderId);
  if (order === undefined || tables.progress.get(orderId)?.state !== 'completed') refuse('PointsOrderNotCompleted');
  const points = partOf(order.totalUnits, tables.programs.get(keyOf(order.shop, order.token))?.earnBps ?? 0);
  require(points !== 0n, 'PointsNone');
  tables.claimed.set(orderId, true);
  const key = keyOf(order.shop, order.token, order.buyer);
  tables.points.set(key, (tables.points.get(key) ?? 0n) + points);
}

/**
 * Spends the caller's points: those of the shop by its program, an ally's by the alliance and its cap.
 * @param itemUnits what the line costs after its coupon
 * @returns what they take off: at most half of `itemUnits`
 */
export function spendPoints(
  call: Call,
  { shop, token }: DiscountRequest,
  { itemUnits, issuer, points }: { itemUnits: bigint; issuer: Address; points: bigint },
): bigint {
  const { tables, by } = call;
  const key = keyOf(issuer, token, by);
  const held = tables.points.get(key) ?? 0n;
  require(points <= held, 'PointsInsufficient');
  tables.points.set(key, held - points);
  const accepted =
    issuer === shop
      ? { units: points, maxDiscountBps: tables.programs.get(keyOf(shop, token))?.maxDiscountBps ?? 0 }
      : acceptPoints(call, keyOf(issuer, shop, token), points);
  require(accepted.units <= partOf(itemUnits, accepted.maxDiscountBps), 'PointsAboveMost');
  return accepted.units;
}

function acceptPoints({ tables, now }: Call, key: string, points: bigint) {
  const terms = tables.alliances.get(key);
  if (terms === undefined) refuse('AllianceUnknown');
  require(terms.validUntil > now, 'AllianceExpired');
  const used = tables.usedPoints.get(key) ?? 0n;
  require(points <= (terms.capPoints > used ? terms.capPoints - used : 0n), 'AllianceUsedUp');
  tables.usedPoints.set(key, used + points);
  return { units: partOf(points, terms.rateBps), maxDiscountBps: terms.maxDiscountBps };
}

/** Gives points back, and to the alliance's cap what was counted against it. */
export function returnPoints(
  { tables }: Call,
  order: { buyer: Address; shop: Address; token: Address },
  { pointsIssuer, points }: TakenRow,
): void {
  const key = keyOf(pointsIssuer, order.token, order.buyer);
  tables.points.set(key, (tables.points.get(key) ?? 0n) + points);
  if (pointsIssuer === order.shop) return;
  const used = keyOf(pointsIssuer, order.shop, order.token);
  tables.usedPoints.set(used, (tables.usedPoints.get(used) ?? 0n) - points);
}
