import type { CouponUse } from '../../../protocol/coupon.ts';
import type { Alliance } from '../../../protocol/points.ts';
import type { Address } from '../../../protocol/primitives.ts';
import { makeExtras, type PurchaseOptions } from './cart.ts';
import type { Signer } from './chain.ts';
import { signAlliance } from './discounts.ts';
import { pay } from './orders.ts';
import { bytes32, dollars, type World } from './world.ts';

/** What the usual order costs with delivery, without discounts. */
export const orderUnits = dollars(25);

/** A purchase that spends points, and perhaps a coupon. */
export const spending = (issuer: Signer, points: bigint, coupons: CouponUse[] = []): PurchaseOptions => ({
  lines: [{ line: { extras: [makeExtras({ pointsIssuer: issuer.address as Address, points, coupons })] } }],
});

/** Lets the buyer earn exactly so many points, and the shop take half of a price in them. */
export async function earnPoints(world: World, points: bigint, shop: Signer = world.actors.shop): Promise<void> {
  const { actors, addresses, discounts, market } = world;
  await discounts.as(shop).setProgram(addresses.demoDollar, 5_000, 5_000);
  const offer = { priceUnits: points * 2n, sku: bytes32('earning') };
  const { order } = await pay(world, { shop, lines: [{ offer: { ...offer }, deliveries: [] }] });
  await market.as(shop).ship(order, bytes32('parcel'));
  await market.as(actors.buyer).confirm(order);
  await discounts.claimPoints(order);
}

/** A usual alliance: the shop takes points of the other shop at half their worth, for a quarter of a price. */
export const makeAlliance = ({ actors, addresses }: World, changes: Partial<Alliance> = {}): Alliance => ({
  issuer: actors.otherShop.address as Address,
  acceptor: actors.shop.address as Address,
  token: addresses.demoDollar,
  rateBps: 5_000,
  maxDiscountBps: 2_500,
  capPoints: dollars(100),
  validUntil: 2n ** 40n,
  ...changes,
});

/** Makes an alliance: the issuer signs, the acceptor calls. */
export async function ally(world: World, changes: Partial<Alliance> = {}) {
  const { actors, addresses, discounts } = world;
  const alliance = makeAlliance(world, changes);
  const signature = await signAlliance({ discounts: addresses.discounts, signedBy: actors.otherShop, alliance });
  const made = await discounts.as(actors.shop).makeAlliance(alliance, signature);
  return { alliance, signature, made };
}
