import { expect } from 'chai';
import { finalStates, type OrderState } from '../../protocol/order.ts';
import type { Address } from '../../protocol/primitives.ts';
import { buy, zero } from './setup/cart.ts';
import { networkHelpers } from './setup/chain.ts';
import { expectInvariants, type Ledger } from './setup/ledger.ts';
import { ordersOf, type PaidOrder } from './setup/orders.ts';
import { type Random, seeded } from './setup/random.ts';
import { type ActorName, bytes32, dollars, noPermit, openMarket } from './setup/world.ts';

const HOUR = 3_600;
const everyone: ActorName[] = ['shop', 'otherShop', 'buyer', 'otherBuyer', 'arbitrator', 'stranger', 'promoter'];
const lineParts = [10_000, 5_000, 4_999, 3_333, 1, 0];

type Act = (ledger: Ledger, random: Random) => Promise<unknown>;

/** Takes an action on an order that it fits mostly, sometimes on any. */
const onOrder =
  (fits: readonly OrderState[], act: (ledger: Ledger, random: Random, paid: PaidOrder) => Promise<unknown>): Act =>
  async (ledger, random) => {
    const { orders, seen } = ledger;
    const fitting = orders.filter(({ orderId }) => fits.includes(seen.get(orderId) ?? 'none'));
    const from = fitting.length === 0 || random.below(5) === 0 ? orders : fitting;
    return from.length === 0 ? undefined : act(ledger, random, random.pick(from));
  };

/** The rightful caller mostly, sometimes anyone. */
const callerOf = ({ world }: Ledger, random: Random, rightful: string) => {
  const { actors } = world;
  const signer = Object.values(actors).find(({ address }) => address === rightful) ?? actors.stranger;
  return random.below(10) === 0 ? actors[random.pick(everyone)] : signer;
};

const purchase: Act = async (ledger, random) => {
  const { world, orders } = ledger;
  const { actors } = world;
  const payees: Address[] = [actors.promoter, actors.parent, actors.host].map(({ address }) => address as Address);
  const lines = Array.from({ length: 1 + random.below(3) }, () => ({
    offer: {
      priceUnits: BigInt(1 + random.below(50_000_000)),
      coverageBps: 1_000 + random.below(9_000),
      commissionBps: random.below(2_500),
      parentBps: random.below(10_001),
      hostBps: random.below(500),
      shipWithinSeconds: HOUR + random.below(48 * HOUR),
      inspectWithinSeconds: HOUR + random.below(48 * HOUR),
    },
    line: {
      quantity: 1 + random.below(3),
      choice: random.below(2),
      promoter: random.pick([payees[0] ?? zero, payees[1] ?? zero, zero]),
      host: random.pick([payees[2] ?? zero, actors.shop.address as Address, zero]),
    },
  }));
  const shop = random.pick([actors.shop, actors.otherShop]);
  const buyer = random.pick([actors.buyer, actors.otherBuyer]);
  orders.push(...(await ordersOf(await buy(world, { shop, lines }, buyer))));
};

/** Every action, as often as it is listed. Many are refused; none may break an invariant. */
const acts: Record<string, Act> = {
  buy: purchase,
  'buy more': purchase,
  ship: onOrder(['paid'], (ledger, random, { order }) =>
    ledger.world.market.as(callerOf(ledger, random, order.shop)).ship(order, bytes32('parcel')),
  ),
  'ship more': onOrder(['paid'], (ledger, random, { order }) =>
    ledger.world.market.as(callerOf(ledger, random, order.shop)).ship(order, bytes32('parcel')),
  ),
  cancel: onOrder(['paid', 'shipped'], (ledger, random, { order }) =>
    random.below(3) > 0
      ? Promise.resolve()
      : ledger.world.market.as(callerOf(ledger, random, order.shop)).cancel(order),
  ),
  confirm: onOrder(['shipped'], (ledger, random, { order }) =>
    ledger.world.market.as(callerOf(ledger, random, order.buyer)).confirm(order),
  ),
  dispute: onOrder(['shipped'], (ledger, random, { order }) =>
    ledger.world.market
      .as(callerOf(ledger, random, order.buyer))
      .dispute(order, random.pick(lineParts), bytes32('photo')),
  ),
  propose: onOrder(['disputed', 'escalated'], (ledger, random, { order }) =>
    ledger.world.market
      .as(callerOf(ledger, random, random.pick([order.buyer, order.shop])))
      .propose(order, random.pick(lineParts), bytes32('reply')),
  ),
  'propose more': onOrder(['disputed'], (ledger, random, { order }) =>
    ledger.world.market.as(callerOf(ledger, random, order.shop)).propose(order, random.below(5_000), bytes32('reply')),
  ),
  escalate: onOrder(['disputed'], (ledger, random, { order }) =>
    ledger.world.market.as(callerOf(ledger, random, random.pick([order.buyer, order.shop]))).escalate(order),
  ),
  rule: onOrder(['escalated'], (ledger, random, { order }) =>
    ledger.world.market.as(callerOf(ledger, random, order.arbitrator)).rule(order, random.pick(lineParts)),
  ),
  poke: onOrder(['paid', 'shipped', 'disputed', 'escalated'], (ledger, _random, { order }) =>
    ledger.world.market.as(ledger.world.actors.stranger).poke(order),
  ),
  stake: ({ world }, random) =>
    world.deposits
      .as(random.pick([world.actors.shop, world.actors.otherShop]))
      .stake(world.addresses.demoDollar, dollars(1 + random.below(50)), noPermit),
  unbond: ({ world }, random) =>
    world.deposits
      .as(random.pick([world.actors.shop, world.actors.otherShop]))
      .unbond(world.addresses.demoDollar, dollars(random.below(4_000))),
  'withdraw stake': ({ world }, random) =>
    world.deposits.as(random.pick([world.actors.shop, world.actors.otherShop])).withdraw(world.addresses.demoDollar),
  'withdraw credit': async ({ world }, random) => {
    const owner = world.actors[random.pick(everyone)];
    const credit: bigint = await world.vault.creditOf(world.addresses.demoDollar, owner.address);
    return world.vault.as(owner).withdraw(world.addresses.demoDollar, owner.address, (credit + 1n) / 2n);
  },
  'withdraw fees': ({ world }) => world.vault.withdrawFees(world.addresses.demoDollar),
  donate: async (ledger, random) => {
    const { dollar, actors, addresses } = ledger.world;
    const units = BigInt(1 + random.below(1_000));
    await dollar.as(actors.otherBuyer).transfer(addresses.vault, units);
    ledger.donatedUnits += units;
  },
  'change parameters': ({ world }, random) =>
    world.settings.setParameters({
      feeBps: random.below(501),
      minCoverageBps: 500,
      penaltyBps: random.below(5_001),
      answerWithinSeconds: HOUR + random.below(24 * HOUR),
      escalateWithinSeconds: HOUR + random.below(24 * HOUR),
      ruleWithinSeconds: HOUR + random.below(24 * HOUR),
    }),
  wait: async (_, random) =>
    networkHelpers.time.increase(random.pick([60, 600, HOUR, HOUR, 2 * HOUR, 6 * HOUR, 24 * HOUR, 160 * 24 * HOUR])),
};

const isRefusal = (error: unknown): boolean => error instanceof Error && error.message.includes('custom error');

/** Does random things and checks the invariants after each. Returns how often each action was accepted. */
async function wander(ledger: Ledger, seed: number, steps: number): Promise<Map<string, number>> {
  const random = seeded(seed);
  const accepted = new Map<string, number>();
  const names = Object.keys(acts);
  for (let step = 0; step < steps; step += 1) {
    const name = random.pick(names);
    try {
      await acts[name]?.(ledger, random);
      accepted.set(name, (accepted.get(name) ?? 0) + 1);
    } catch (error) {
      if (!isRefusal(error)) throw new Error(`seed ${seed}, step ${step}, ${name}`, { cause: error });
    }
    await expectInvariants(ledger);
  }
  return accepted;
}

describe('conservation: whatever anyone does, the vault holds what it owes (I1, I3, I4)', () => {
  const fresh = seeded(Date.now()).below(1_000_000);
  for (const [seed, steps] of [
    [2, 350],
    [fresh, 120],
  ] as const) {
    it(`${steps} random steps from seed ${seed}`, async () => {
      const world = await networkHelpers.loadFixture(openMarket);
      const ledger: Ledger = { world, orders: [], donatedUnits: 0n, seen: new Map() };
      const accepted = await wander(ledger, seed, steps);
      if (steps > 300) expect([...accepted.keys()]).to.include.members(Object.keys(acts));
      for (const { order, orderId } of ledger.orders) {
        // I3: every order ends once its deadlines pass and someone pokes it.
        while (!finalStates.has(ledger.seen.get(orderId) ?? 'none')) {
          await networkHelpers.time.increase(31 * 24 * HOUR);
          await world.market.poke(order);
          await expectInvariants(ledger);
        }
      }
    });
  }
});
