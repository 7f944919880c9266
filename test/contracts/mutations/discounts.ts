import type { Coupon, CouponUse } from '../../../protocol/coupon.ts';
import type { Alliance } from '../../../protocol/points.ts';
import type { Address } from '../../../protocol/primitives.ts';
import { buy } from '../setup/cart.ts';
import { ethers, networkHelpers } from '../setup/chain.ts';
import { couponOf, using } from '../setup/coupons.ts';
import { signAlliance } from '../setup/discounts.ts';
import { orderAt, pay } from '../setup/orders.ts';
import { ally, earnPoints, makeAlliance, spending } from '../setup/points.ts';
import { bytes32, dollars, type World } from '../setup/world.ts';
import { mutationsOf } from './mutation.ts';

const stranger = `0x${'11'.repeat(20)}` as Address;
const nothing = { couponId: ethers.ZeroHash, firstOrderOnly: false, pointsIssuer: ethers.ZeroAddress, points: 0n };

/** Uses a coupon whose terms, or whose use, differ from the usual. */
const coupon =
  (terms: Partial<Coupon>, change: Partial<CouponUse> = {}) =>
  async (world: World) =>
    buy(world, using({ ...(await couponOf(world, terms)), ...change }));

/** Uses a coupon once, then does something that must fail. */
const afterUse =
  (terms: Partial<Coupon>, attempt: (world: World, use: CouponUse) => Promise<unknown>) => async (world: World) => {
    const use = await couponOf(world, terms);
    await buy(world, using(use));
    return attempt(world, use);
  };

/** Makes an alliance that differs from a good one. */
const makeWith =
  (change: Partial<Alliance>, caller: 'shop' | 'stranger' = 'shop', signer: 'otherShop' | 'publisher' = 'otherShop') =>
  async (world: World) => {
    const alliance = makeAlliance(world, change);
    const signedBy = world.actors[signer];
    const signature = await signAlliance({ discounts: world.addresses.discounts, signedBy, alliance });
    return world.discounts.as(world.actors[caller]).makeAlliance(alliance, signature);
  };

/** Spends points of the other shop, to which the shop is allied. */
const spendAllied =
  (points: bigint, change: Partial<Alliance> | undefined, wait = 0) =>
  async (world: World) => {
    await earnPoints(world, dollars(8), world.actors.otherShop);
    if (change !== undefined) await ally(world, change);
    await networkHelpers.time.increase(wait + 1);
    return buy(world, spending(world.actors.otherShop, points));
  };

const setProgram = (earnBps: number, maxDiscountBps: number, who: 'shop' | 'stranger') => (world: World) =>
  world.discounts.as(world.actors[who]).setProgram(world.addresses.demoDollar, earnBps, maxDiscountBps);

export const couponMutations = mutationsOf('discounts', [
  [
    'DiscountsUnauthorized',
    'anyone takes',
    ({ discounts, actors, addresses }) =>
      discounts.take(
        [actors.buyer.address, actors.shop.address, addresses.demoDollar, bytes32('sku'), 1],
        [],
        stranger,
        1,
      ),
  ],
  ['DiscountsUnauthorized', 'anyone records', ({ discounts }) => discounts.record(bytes32('order'), nothing)],
  [
    'CouponTooMany',
    'two coupons',
    async (world) => buy(world, using(await couponOf(world), await couponOf(world, { nonce: bytes32('second') }))),
  ],
  ['CouponTermsInvalid', 'percentage and amount', coupon({ amountUnits: 1n })],
  ['CouponTermsInvalid', 'neither percentage nor amount', coupon({ percentBps: 0 })],
  ['CouponTermsInvalid', 'more than 90 %', coupon({ percentBps: 9_001 })],
  ['CouponTermsInvalid', '101 SKUs', coupon({}, { skus: Array.from({ length: 101 }, () => bytes32('sku')) })],
  ['CouponNotForLine', 'another shop’s', coupon({ shop: stranger })],
  ['CouponNotForLine', 'another token', coupon({ token: stranger })],
  ['CouponNotForLine', 'another holder', coupon({ holder: stranger })],
  ['CouponNotForLine', 'other SKUs than signed', coupon({ skus: bytes32('skus') })],
  ['CouponNotForLine', 'SKUs for a coupon of the whole shop', coupon({}, { skus: [bytes32('sku 0')] })],
  ['CouponSignatureInvalid', 'signed by somebody else', coupon({}, { signature: `0x${'00'.repeat(65)}` })],
  ['CouponSignatureInvalid', 'a signer who may not', coupon({}, { signer: stranger })],
  ['CouponExpired', 'in its last second', coupon({ validUntil: 1n })],
  ['CouponBelowMinimum', 'a unit above the price', coupon({ minimumUnits: dollars(20) + 1n })],
  ['CouponUsedUp', 'no use for anyone', coupon({ maxUses: 0 })],
  [
    'CouponUsedUp',
    'cancelled',
    async (world) => {
      const use = await couponOf(world);
      await world.discounts.as(world.actors.shop).cancelCoupon(use.coupon);
      return buy(world, using(use));
    },
  ],
  ['CouponUsedUpByBuyer', 'a second use', afterUse({ maxUsesPerBuyer: 1 }, (world, use) => buy(world, using(use)))],
  [
    'CouponNotFirstOrder',
    'another first-order coupon',
    afterUse({ firstOrderOnly: true }, async (world) =>
      buy(world, using(await couponOf(world, { firstOrderOnly: true, nonce: bytes32('second') }))),
    ),
  ],
  [
    'CouponNotYours',
    'the publisher cancels',
    async (world) => {
      const { coupon } = await couponOf(world);
      return world.discounts.as(world.actors.publisher).cancelCoupon(coupon);
    },
  ],
  ['DiscountTooHigh', 'the whole price', coupon({ percentBps: 0, amountUnits: dollars(20) })],
  [
    'DiscountNone',
    'a percentage of nothing',
    async (world) => {
      const { lines = [] } = using(await couponOf(world, { percentBps: 1 }));
      return buy(world, { lines: [{ ...lines[0], offer: { priceUnits: 9_999n } }] });
    },
  ],
  [
    'DiscountUnknown',
    'given back: an order without discount',
    async (world) => world.discounts.giveBack((await orderAt('refunded', world)).order, nothing),
  ],
  [
    'DiscountNotRefunded',
    'given back: a paid order',
    async (world) => {
      const use = await couponOf(world);
      const { order } = await pay(world, using(use));
      const couponId = await world.discounts.couponDigest(use.coupon);
      return world.discounts.giveBack(order, { ...nothing, couponId });
    },
  ],
]);

export const pointMutations = mutationsOf('discounts', [
  ['PointsShopNotOpen', 'setProgram: no shop', setProgram(1, 1, 'stranger')],
  ['PointsRateInvalid', 'setProgram: earns more than half', setProgram(5_001, 0, 'shop')],
  ['PointsRateInvalid', 'setProgram: takes off more than half', setProgram(0, 5_001, 'shop')],
  ['PointsRateInvalid', 'makeAlliance: a rate of zero', makeWith({ rateBps: 0 })],
  ['PointsRateInvalid', 'makeAlliance: a rate above one', makeWith({ rateBps: 10_001 })],
  ['PointsRateInvalid', 'makeAlliance: takes off more than half', makeWith({ maxDiscountBps: 5_001 })],
  ['AllianceInvalid', 'makeAlliance: not the acceptor', makeWith({}, 'stranger')],
  [
    'AllianceInvalid',
    'makeAlliance: with itself',
    async (world) => makeWith({ issuer: world.actors.shop.address as Address })(world),
  ],
  ['AllianceSignatureInvalid', 'makeAlliance: signed by a publisher', makeWith({}, 'shop', 'publisher')],
  ['AllianceExpired', 'makeAlliance: over', makeWith({ validUntil: 1n })],
  [
    'AllianceAlreadyMade',
    'makeAlliance: again',
    async (world) => {
      await ally(world);
      return makeWith({})(world);
    },
  ],
  [
    'AllianceUnknown',
    'endAlliance: there is none',
    ({ discounts, actors, addresses }) =>
      discounts.as(actors.shop).endAlliance(actors.otherShop.address, actors.shop.address, addresses.demoDollar),
  ],
  ['AllianceUnknown', 'spent where they are not taken', spendAllied(2n, undefined)],
  [
    'AllianceExpired',
    'spent when it was over',
    async (world) => {
      const validUntil = BigInt((await networkHelpers.time.latest()) + 1_000);
      return spendAllied(2n, { validUntil }, 1_000)(world);
    },
  ],
  ['AllianceUsedUp', 'spent: a point above the cap', spendAllied(dollars(1) + 1n, { capPoints: dollars(1) })],
  ['PointsAboveMost', 'spent: more than the alliance allows', spendAllied(dollars(2) + 2n, { maxDiscountBps: 500 })],
  [
    'PointsAboveMost',
    'spent: more than half of the price',
    async (world) => {
      await earnPoints(world, dollars(11));
      return buy(world, spending(world.actors.shop, dollars(10) + 1n));
    },
  ],
  ['PointsInsufficient', 'spent: the buyer has none', (world) => buy(world, spending(world.actors.shop, 1n))],
  [
    'PointsOrderNotCompleted',
    'claimed: shipped only',
    async (world) => world.discounts.claimPoints((await orderAt('shipped', world)).order),
  ],
  [
    'PointsNone',
    'claimed: the shop gives none',
    async (world) => world.discounts.claimPoints((await orderAt('completed', world)).order),
  ],
  [
    'PointsAlreadyClaimed',
    'claimed: twice',
    async (world) => {
      await setProgram(100, 0, 'shop')(world);
      const { order } = await orderAt('completed', world);
      await world.discounts.claimPoints(order);
      return world.discounts.claimPoints(order);
    },
  ],
]);
