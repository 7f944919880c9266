import { expect } from 'chai';
import { contractErrors } from '../../protocol/contract-error-table.ts';
import type { Coupon, CouponUse } from '../../protocol/coupon.ts';
import type { Extras } from '../../protocol/extras.ts';
import { type Address, type Hex, zeroAddress, zeroBytes32 } from '../../protocol/primitives.ts';
import { buy, makeExtras } from './setup/cart.ts';
import { networkHelpers, type Signer } from './setup/chain.ts';
import { couponOf } from './setup/coupons.ts';
import {
  count,
  type DiscountLedger,
  holderKey,
  type ModelDiscount,
  type ModelTaken,
  modelDiscount,
} from './setup/discount-ledger.ts';
import { ordersOf, type PaidOrder } from './setup/orders.ts';
import { ally, earnPoints } from './setup/points.ts';
import { type Random, seeded } from './setup/random.ts';
import { bytes32, dollars, openMarket, type World } from './setup/world.ts';

const COUPONS = 12;
const lower = ({ address }: Signer): Address => address.toLowerCase() as Address;

interface Life {
  world: World;
  ledger: DiscountLedger;
  coupons: CouponUse[];
  running: { paid: PaidOrder; taken: ModelTaken }[];
  /** Codes seen, with `taken` and `given back`. */
  seen: Set<string>;
}

const note = ({ seen }: Life, what: string): unknown => seen.add(what);

/** A coupon whose terms are often near a limit; those of the first are not allowed. */
function randomTerms({ actors }: World, random: Random, position: number): Partial<Coupon> {
  const percent = position === 0 || random.below(2) === 0;
  return {
    shop: lower(actors.shop),
    percentBps: percent ? (position === 0 ? 9_001 : random.pick([1, 3_333, 5_000, 9_000])) : 0,
    amountUnits: percent ? 0n : BigInt(random.below(Number(dollars(25)))),
    minimumUnits: random.pick([0n, 0n, dollars(5)]),
    maxUses: random.pick([1, 3, 100]),
    maxUsesPerBuyer: random.pick([1, 2, 100]),
    firstOrderOnly: random.below(3) === 0,
    holder: random.pick([zeroAddress, zeroAddress, zeroAddress, lower(actors.buyer)]),
    nonce: bytes32(`coupon ${position}`),
  };
}

async function begin(random: Random): Promise<Life> {
  const world = await networkHelpers.loadFixture(openMarket);
  const { actors, addresses } = world;
  const earned = dollars(40);
  await earnPoints(world, earned);
  await earnPoints(world, earned, actors.otherShop);
  const maxDiscountBps = random.pick([500, 3_333, 5_000]);
  await world.discounts.as(actors.shop).setProgram(addresses.demoDollar, 0, maxDiscountBps);
  const { alliance } = await ally(world, {
    rateBps: random.pick([1, 3_333, 9_999, 10_000]),
    maxDiscountBps: random.pick([500, 3_333, 5_000]),
    capPoints: dollars(3),
  });
  const buyer = lower(actors.buyer);
  const coupons = Array.from({ length: COUPONS }, (_, position) =>
    couponOf(world, randomTerms(world, random, position)),
  );
  return {
    world,
    coupons: (await Promise.all(coupons)).map((use) => ({ ...use, signer: lower(actors.publisher) })),
    running: [],
    seen: new Set(),
    ledger: {
      chainId: 31_337,
      discounts: addresses.discounts,
      publisher: lower(actors.publisher),
      program: { earnBps: 0, maxDiscountBps },
      alliance,
      usedPoints: 0n,
      uses: new Map(),
      usesBy: new Map(),
      usedFirstOrder: new Set(),
      points: new Map([lower(actors.shop), lower(actors.otherShop)].map((shop) => [holderKey(shop, buyer), earned])),
    },
  };
}

function randomExtras({ world, coupons }: Life, random: Random, itemUnits: bigint): Extras {
  const half = itemUnits / 2n;
  const withPoints = random.below(2) === 0;
  return makeExtras({
    coupons: withPoints && random.below(2) === 0 ? [] : [random.pick(coupons)],
    pointsIssuer: lower(random.pick([world.actors.shop, world.actors.otherShop])),
    points: withPoints
      ? random.pick([1n, itemUnits / 20n + 1n, half + 1n, half + 2n, BigInt(1 + random.below(10_000_000))])
      : 0n,
  });
}

/** Buys with random discounts, from contract and model. */
async function purchase(life: Life, random: Random): Promise<void> {
  const { ledger, running, world } = life;
  const { shop, buyer, otherBuyer } = world.actors;
  const priceUnits = BigInt(1 + random.below(Number(random.pick([dollars(20), 20n]))));
  const quantity = 1 + random.below(3);
  const itemUnits = priceUnits * BigInt(quantity);
  const extras = randomExtras(life, random, itemUnits);
  const payer = random.pick([buyer, buyer, buyer, otherBuyer]);
  const sku = bytes32('sku 0');
  const request = { buyer: lower(payer), shop: lower(shop), token: world.addresses.demoDollar, sku, itemUnits };
  const now = (await networkHelpers.time.latest()) + 1;
  const expected = await modelDiscount(ledger, request, extras, now);
  const lines = [{ offer: { priceUnits }, deliveries: [], line: { quantity, extras: [extras] } }];
  const found = await attempt(() => buy(world, { lines }, payer));
  const label = `${itemUnits} with ${extras.points} points and ${extras.coupons.length} coupons`;
  if (typeof expected === 'string' || typeof found === 'string') {
    expect(found, label).to.equal(expected);
    note(life, String(expected));
    return;
  }
  expect(found.order.totalUnits, label).to.equal(itemUnits - expected.discountUnits);
  apply(life, found, expected);
  running.push({ paid: found, taken: expected.taken });
}

function apply(life: Life, { order }: PaidOrder, { taken }: ModelDiscount): void {
  count(life.ledger, order.buyer.toLowerCase() as Address, lower(life.world.actors.shop), taken, 1);
  note(life, 'taken');
}

async function attempt(send: () => ReturnType<typeof buy>): Promise<PaidOrder | string> {
  try {
    const [paid] = await ordersOf(await send());
    if (paid === undefined) throw new Error('no order was paid');
    return paid;
  } catch (error) {
    const name = /custom error '(\w+)/.exec(String(error))?.[1];
    const code = contractErrors.find((entry) => entry.name === name)?.code;
    if (code === undefined) throw error;
    return code;
  }
}

/** Refunds an order and gives back what it used up. */
async function refund(life: Life, random: Random): Promise<void> {
  const { ledger, running, world } = life;
  const [refunded] = running.splice(random.below(running.length), 1);
  if (refunded === undefined) return;
  const { paid, taken } = refunded;
  await world.market.as(world.actors.shop).cancel(paid.order);
  const { couponId, points, pointsIssuer, firstOrderOnly } = taken;
  await world.discounts.giveBack(paid.order, {
    couponId: couponId ?? zeroBytes32,
    firstOrderOnly,
    pointsIssuer: points === 0n ? zeroAddress : pointsIssuer,
    points,
  });
  count(ledger, paid.order.buyer.toLowerCase() as Address, lower(world.actors.shop), taken, -1);
  note(life, 'given back');
}

/** Everything that the contract keeps is what the model kept. */
async function expectEqual({ world, ledger, coupons }: Life): Promise<void> {
  const { actors, addresses, discounts } = world;
  const buyers = [actors.buyer, actors.otherBuyer];
  for (const { coupon } of coupons) {
    const id: Hex = await discounts.couponDigest(coupon);
    expect(await discounts.couponUses(id)).to.equal(ledger.uses.get(id) ?? 0);
    for (const buyer of buyers) {
      const usesBy = await discounts.couponUsesBy(id, buyer.address);
      expect(usesBy).to.equal(ledger.usesBy.get(holderKey(id, lower(buyer))) ?? 0);
    }
  }
  for (const buyer of buyers) {
    const first = await discounts.usedFirstOrderCoupon(actors.shop.address, buyer.address);
    expect(first).to.equal(ledger.usedFirstOrder.has(lower(buyer)));
    for (const issuer of [actors.shop, actors.otherShop]) {
      const points = await discounts.pointsOf(issuer.address, addresses.demoDollar, buyer.address);
      expect(points).to.equal(ledger.points.get(holderKey(lower(issuer), lower(buyer))) ?? 0n);
    }
  }
  const at = [actors.otherShop.address, actors.shop.address, addresses.demoDollar] as const;
  expect((await discounts.allianceOf(...at)).usedPoints).to.equal(ledger.usedPoints);
}

describe('discounts: contract and the protocol’s arithmetic agree', () => {
  const fresh = seeded(Date.now()).below(1_000_000);
  const seen = new Set<string>();
  for (const [seed, steps] of [
    [1, 150],
    [2, 150],
    [fresh, 40],
  ] as const) {
    it(`in ${steps} random purchases and refunds from seed ${seed}`, async () => {
      const random = seeded(seed);
      const life = await begin(random);
      for (let step = 0; step < steps; step += 1) {
        await (random.below(5) === 0 ? refund(life, random) : purchase(life, random));
      }
      await expectEqual(life);
      if (seed !== fresh) for (const what of life.seen) seen.add(what);
    });
  }

  it('and the random purchases met every rule', () => {
    expect([...seen]).to.include.members([
      'taken',
      'given back',
      'coupon.below_minimum',
      'coupon.not_first_order',
      'coupon.not_for_line',
      'coupon.terms_invalid',
      'coupon.used_up',
      'coupon.used_up_by_buyer',
      'discount.none',
      'discount.too_high',
      'alliance.used_up',
      'points.above_most',
      'points.insufficient',
    ]);
  });
});
