import { readContract } from 'viem/actions';
import { discountsAbi } from '../../../protocol/abi/discounts.ts';
import { type CouponUse, couponId, discountOf } from '../../../protocol/coupon.ts';
import { type CouponUses, checkCoupon, checkCouponUses, type DiscountRequest } from '../../../protocol/coupon-check.ts';
import { decodeCouponCode } from '../../../protocol/coupon-code.ts';
import { unwrap, type VouchError } from '../../../protocol/errors.ts';
import { bestPoints, pointsDiscount } from '../../../protocol/points.ts';
import { addressSchema, bytes32Schema, zeroAddress } from '../../../protocol/primitives.ts';
import { recoverSigner } from '../../../protocol/recover-signer.ts';
import { chainTime } from '../../wallet/chain-time.ts';
import { createWalletClient, type WalletClient } from '../../wallet/client.ts';
import { verifyByContract } from '../../wallet/contract-signature.ts';
import { contractAddress } from '../../wallet/contracts.ts';
import { mayPublish } from '../../wallet/may-publish.ts';
import type { Connection } from '../../wallet/session.ts';
import { lineKey } from '../cart/cart-store.ts';
import type { ChainProps } from '../props.ts';
import { asVouchError } from '../wallet/error-note.tsx';
import { itemUnits, type LineDiscount, noDiscount } from './line-price.ts';
import type { PointsChoice } from './points-choice.ts';
import type { FreshLine } from './read-lines.ts';

/** A coupon of the buyer: the line that it makes cheaper, or why it does not. */
export type CouponReading =
  | { code: string; line: FreshLine; discountUnits: bigint; error: null }
  | { code: string; error: VouchError };

export interface Discounts {
  coupons: readonly CouponReading[];
  /** By `lineKey`. */
  byLine: ReadonlyMap<string, LineDiscount>;
}

export interface DiscountParts {
  chain: ChainProps;
  lines: readonly FreshLine[];
  codes: readonly string[];
  points: readonly PointsChoice[];
  /** The buyer's wallet; without one, what only the chain knows is checked later. */
  connection: Connection | null;
  /** Unix seconds. */
  now: number;
}

/**
 * Applies coupons and points to the lines of a cart as the contract will: each coupon to the line that it makes cheapest,
 * one a line, and points on what the coupon leaves.
 */
export async function readDiscounts(parts: DiscountParts): Promise<Discounts> {
  const { chain, connection } = parts;
  const client =
    connection === null
      ? null
      : createWalletClient({
          provider: connection.wallet.provider,
          account: connection.account,
          chainId: chain.chainId,
        });
  const byLine = new Map<string, LineDiscount>();
  const coupons: CouponReading[] = [];
  for (const code of parts.codes) {
    try {
      const found = await applyCoupon({ ...parts, client }, code, byLine);
      coupons.push({ code, ...found, error: null });
    } catch (cause) {
      coupons.push({ code, error: asVouchError(cause) });
    }
  }
  for (const choice of parts.points) spendPoints(parts.lines, choice, byLine);
  return { coupons, byLine };
}

/** The same with the client of the buyer's wallet. */
type CouponParts = DiscountParts & { client: WalletClient | null };

async function applyCoupon(
  parts: CouponParts,
  code: string,
  byLine: Map<string, LineDiscount>,
): Promise<{ line: FreshLine; discountUnits: bigint }> {
  const use = unwrap(decodeCouponCode(code));
  const [line] = parts.lines
    .filter((each) => !byLine.has(lineKey(each.line)) && mayTake(each, use))
    .sort((a, b) => Number(savingOf(b, use) - savingOf(a, use)));
  // Where it fits no line, the check of the first line says why.
  const tried = line ?? parts.lines[0];
  if (tried === undefined) throw new RangeError('coupons are applied to at least one line');
  const discountUnits = await couponDiscount(parts, use, tried);
  byLine.set(lineKey(tried.line), { ...noDiscount, coupon: use, couponUnits: discountUnits });
  return { line: tried, discountUnits };
}

const mayTake = ({ detail, variant }: FreshLine, { coupon, skus }: CouponUse): boolean =>
  coupon.shop === detail.shop &&
  coupon.token === variant.offer.token &&
  (skus.length === 0 || skus.some((sku) => sku === variant.sku));

/** What a coupon takes off a line; zero where the contract would refuse it. */
const savingOf = (line: FreshLine, { coupon }: CouponUse): bigint => {
  const units = itemUnits(line);
  const off = discountOf(coupon, units);
  return units < coupon.minimumUnits || off >= units ? 0n : off;
};

async function couponDiscount(parts: CouponParts, use: CouponUse, line: FreshLine): Promise<bigint> {
  const { chain, client, now } = parts;
  const discounts = contractAddress(chain.contracts, 'discounts');
  const buyer = client === null ? use.coupon.holder : addressSchema.parse(client.account.address.toLowerCase());
  const checked = await checkCoupon({
    use,
    request: requestOf(line, buyer),
    chainId: chain.chainId,
    discounts,
    now: client === null ? now : await chainTime(client),
    recover: recoverSigner,
    verifyContractSignature: async (signed) => client === null || verifyByContract(client, signed),
    // Who may sign for the shop is asked of the chain, once there is a wallet to ask it through.
    publishing: async (shop, signer) =>
      client === null ? { mayPublish: true, lowestVersion: 0 } : await mayPublish(client, chain, { shop, signer }),
  });
  const { discountUnits } = unwrap(checked);
  if (client !== null) {
    const uses = await readCouponUses(client, chain, use);
    const id = couponId(chain.chainId, discounts, use.coupon);
    unwrap(checkCouponUses({ couponId: id, coupon: use.coupon, uses }));
  }
  return discountUnits;
}

const requestOf = ({ detail, variant, line }: FreshLine, buyer: DiscountRequest['buyer']): DiscountRequest => ({
  buyer,
  shop: addressSchema.parse(detail.shop),
  token: addressSchema.parse(variant.offer.token),
  sku: bytes32Schema.parse(variant.sku),
  itemUnits: itemUnits({ line, variant }),
});

/** How often a coupon was used, as the chain says through the buyer's wallet. */
export async function readCouponUses(
  client: WalletClient,
  chain: ChainProps,
  { coupon }: CouponUse,
): Promise<CouponUses> {
  const address = contractAddress(chain.contracts, 'discounts');
  const id = couponId(chain.chainId, address, coupon);
  const buyer = client.account.address;
  const discounts = { address, abi: discountsAbi } as const;
  const [uses, usesBy, usedFirstOrder] = await Promise.all([
    readContract(client, { ...discounts, functionName: 'couponUses', args: [id] }),
    readContract(client, { ...discounts, functionName: 'couponUsesBy', args: [id, buyer] }),
    readContract(client, { ...discounts, functionName: 'usedFirstOrderCoupon', args: [coupon.shop, buyer] }),
  ]);
  return { uses, usesBy, usedFirstOrder };
}

/** Spends the points of one shop on its lines, one after the other, as far as each may take. */
function spendPoints(lines: readonly FreshLine[], choice: PointsChoice, byLine: Map<string, LineDiscount>): void {
  const { shop, token, issuer, terms } = choice;
  if (issuer === zeroAddress) return;
  let left = choice.points;
  for (const fresh of lines) {
    if (fresh.detail.shop !== shop || fresh.variant.offer.token !== token || left === 0n) continue;
    const before = byLine.get(lineKey(fresh.line)) ?? noDiscount;
    const spendable = terms.leftPoints === null || left < terms.leftPoints ? left : terms.leftPoints;
    const points = bestPoints({ terms, heldPoints: spendable, itemUnits: itemUnits(fresh) - before.couponUnits });
    if (points === 0n) continue;
    left -= points;
    const spent = { issuer, points, terms };
    byLine.set(lineKey(fresh.line), { ...before, points: spent, pointsUnits: pointsDiscount(points, terms) });
  }
}
