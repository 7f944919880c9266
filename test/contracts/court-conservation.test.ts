import { expect } from 'chai';
import { networkHelpers } from './setup/chain.ts';
import {
  answered,
  type CourtWorld,
  commit,
  count,
  DAY,
  draw,
  drawnPlaces,
  eventsOf,
  openCourt,
  panelOf,
  phaseOf,
  reveal,
  takeSeats,
  vote,
} from './setup/court.ts';
import { expectBooks } from './setup/court-books.ts';
import { type PaidOrder, pay } from './setup/orders.ts';
import { type Random, seeded } from './setup/random.ts';
import { bytes32, dollars } from './setup/world.ts';

interface Walk {
  world: CourtWorld;
  cases: PaidOrder[];
  /** What jurors bought at the shop: reasons to exclude them. */
  ties: PaidOrder[];
  /** Seats of each juror that were not freed. */
  seats: Map<string, number[]>;
  /** How each sealed vote reads, by order, seat and juror. */
  sealed: Map<string, 'shop' | 'buyer'>;
}
type Act = (walk: Walk, random: Random) => Promise<unknown>;

const sides = ['shop', 'buyer'] as const;
const onCase =
  (act: (walk: Walk, random: Random, paid: PaidOrder) => Promise<unknown>): Act =>
  async (walk, random) =>
    walk.cases.length === 0 ? undefined : act(walk, random, random.pick(walk.cases));
const keyOf = (paid: PaidOrder, seat: number, juror: string) => `${paid.orderId} ${seat} ${juror}`;

/** Every action, as often as it is listed. Many are refused; none may break an invariant. */
const acts: Record<string, Act> = {
  'bring a case': async ({ world, cases }, random) => {
    if (cases.length >= 16) return;
    const paid = await answered(world, BigInt(1 + random.below(200_000_000)));
    cases.push(paid);
    return world.court.as(world.actors[random.pick(sides)]).createDispute(paid.order);
  },
  draw: onCase(({ world }, _random, paid) => draw(world, paid)),
  'a juror buys': async ({ world, ties }, random) => {
    const juror = random.pick(world.jurors);
    await world.dollar.as(juror).approve(world.addresses.market, dollars(100));
    ties.push(await pay(world, {}, juror));
  },
  'hold a vote': onCase(async ({ world }, random, paid) => {
    if ((await phaseOf(world, paid)) === 'drawing') await draw(world, paid);
    await vote(
      world,
      paid,
      Array.from({ length: 7 }, () => random.pick(['shop', 'shop', 'shop', 'buyer', 'buyer', 'silent', 'committed'])),
    );
    return count(world, paid);
  }),
  'hold a clear vote': onCase(async ({ world }, random, paid) => {
    if ((await phaseOf(world, paid)) === 'drawing') await draw(world, paid);
    const side = random.pick(sides);
    await vote(
      world,
      paid,
      Array.from({ length: 7 }, (_, seat) => (seat === 2 ? random.pick(sides) : side)),
    );
    return count(world, paid);
  }),
  'some commit': onCase(async ({ world, sealed }, random, paid) => {
    for (const place of await drawnPlaces(world, paid)) {
      if (place.state === 'committed' || random.below(5) === 0) continue;
      const side = random.pick(sides);
      await commit(world, paid, place, side);
      sealed.set(keyOf(paid, place.seat, place.juror.address), side);
    }
  }),
  'some reveal': onCase(async ({ world, sealed }, random, paid) => {
    for (const place of await drawnPlaces(world, paid)) {
      const side = sealed.get(keyOf(paid, place.seat, place.juror.address));
      if (side !== undefined && random.below(5) !== 0) await reveal(world, paid, place, side);
    }
  }),
  exclude: onCase(async ({ world, ties }, random, paid) => {
    for (const { seat, juror } of await drawnPlaces(world, paid)) {
      const tie = ties.find(({ order }) => order.buyer.toLowerCase() === juror.address.toLowerCase()) ?? paid;
      await world.court.as(world.actors[random.pick(sides)]).exclude(paid.order, seat, tie.order);
    }
  }),
  'submit evidence': onCase(({ world }, random, { order }) =>
    world.court.as(world.actors[random.pick(sides)]).submitEvidence(order, bytes32(`piece ${random.below(99)}`)),
  ),
  advance: onCase(({ world }, _random, { order }) => world.court.as(world.actors.stranger).advance(order)),
  appeal: onCase(async ({ world }, _random, { order, orderId }) => {
    const { ruling } = await world.court.caseOf(orderId);
    return world.court.as(ruling === 1n ? world.actors.buyer : world.actors.shop).appeal(order);
  }),
  propose: onCase(({ world }, random, { order }) =>
    world.market.as(world.actors[random.pick(sides)]).propose(order, 1 + random.below(9_000), bytes32('reply')),
  ),
  poke: onCase(({ world }, _random, { order }) => world.market.as(world.actors.stranger).poke(order)),
  'take seats': async ({ world, seats }, random) => {
    const juror = random.pick(world.jurors);
    const taken = await eventsOf(await takeSeats(world, juror, 1 + random.below(3)));
    const ids = taken.flatMap((event) => (event.eventName === 'SeatTaken' ? [event.args.seatId] : []));
    seats.set(juror.address, [...(seats.get(juror.address) ?? []), ...ids]);
  },
  'leave seats': async ({ world, seats }, random) => {
    const juror = random.pick(world.jurors);
    const own = seats.get(juror.address) ?? [];
    return world.court.as(juror).leaveSeats(world.addresses.demoDollar, own.slice(0, random.below(3)));
  },
  'free seats': async ({ world, seats }, random) => {
    const juror = random.pick(world.jurors);
    const own = seats.get(juror.address) ?? [];
    const count = 1 + random.below(2);
    await world.court.as(juror).freeSeats(world.addresses.demoDollar, own.slice(0, count));
    seats.set(juror.address, own.slice(count));
  },
  wait: (_, random) => networkHelpers.time.increase(random.pick([3_600, DAY / 2, DAY, DAY, 3 * DAY, 30 * DAY])),
};

const isRefusal = (error: unknown): boolean => error instanceof Error && error.message.includes('custom error');

async function attemptAct(act: Act | undefined, walk: Walk, random: Random): Promise<boolean> {
  try {
    await act?.(walk, random);
    return true;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return false;
  }
}

/** Ends every case, however it stands, by the steps that anyone can take. */
async function endAll({ world, cases }: Walk): Promise<void> {
  for (const paid of cases) {
    await networkHelpers.time.increase(31 * DAY);
    const { state } = await world.market.progressOf(paid.orderId);
    const phase = await phaseOf(world, paid);
    if (Number(state) <= 5) await world.market.as(world.actors.stranger).poke(paid.order);
    if (phase !== 'none' && phase !== 'closed') await world.court.as(world.actors.stranger).advance(paid.order);
  }
}

/** I8: all who voted in a round of a closed case earn the same, whatever they voted. */
async function expectEqualPay({ world, cases }: Walk): Promise<void> {
  let expected = 0n;
  for (const paid of cases) {
    for (const round of [0, 1]) {
      const { feeUnits } = await world.court.roundOf(paid.orderId, round);
      const voted = (await panelOf(world, paid, round)).filter(({ state }) => state === 'revealed');
      expected += BigInt(feeUnits) * BigInt(voted.length);
    }
  }
  const filter = world.court.filters.CaseClosed!();
  const closed = await world.court.queryFilter(filter);
  const paidUnits = closed.reduce((sum, event) => sum + ('args' in event ? (event.args.jurorUnits as bigint) : 0n), 0n);
  expect(paidUnits).to.equal(expected);
}

/** Everyone leaves with what is left: nothing stays behind in the pool. */
async function leaveAll({ world, seats }: Walk): Promise<void> {
  const token = world.addresses.demoDollar;
  for (const juror of world.jurors) {
    const own = seats.get(juror.address) ?? [];
    for (const seatId of own) {
      const { leavingAt } = await world.court.seatOf(token, seatId);
      if (leavingAt === 0n) await world.court.as(juror).leaveSeats(token, [seatId]);
    }
  }
  await networkHelpers.time.increase(28 * DAY);
  for (const juror of world.jurors) {
    const own = seats.get(juror.address) ?? [];
    for (let from = 0; from < own.length; from += 20) {
      await world.court.as(juror).freeSeats(token, own.slice(from, from + 20));
    }
  }
  const { keptSeats, stakedUnits } = await world.court.poolOf(token);
  expect([keptSeats, stakedUnits]).to.deep.equal([0n, 0n]);
}

describe('court: conservation, whatever anyone does (I1, I4, I8)', () => {
  const fresh = seeded(Date.now()).below(1_000_000);
  for (const [seed, steps] of [
    [6, 200],
    // Votes after a deadline that an earlier step let pass.
    [386_188, 60],
    [fresh, 60],
  ] as const) {
    it(`${steps} random steps from seed ${seed}`, async () => {
      const world = await networkHelpers.loadFixture(openCourt);
      await world.dollar.as(world.actors.shop).mint(dollars(10_000));
      const seats = new Map(
        world.jurors.map(({ address }, juror) => [address, Array.from({ length: 10 }, (_, seat) => juror * 10 + seat)]),
      );
      const walk: Walk = { world, cases: [], ties: [], seats, sealed: new Map() };
      const check = () => expectBooks(world, [...walk.cases, ...walk.ties]);
      const random = seeded(seed);
      const accepted = new Set<string>();
      for (let step = 0; step < steps; step += 1) {
        const name = random.pick(Object.keys(acts));
        if (!(await attemptAct(acts[name], walk, random))) continue;
        accepted.add(name);
        await check();
      }
      // Who is drawn depends on the chain's randomness, so a rare action may find no fitting case.
      if (steps > 100) expect(accepted.size, [...accepted].join()).to.be.at.least(Object.keys(acts).length - 3);
      await endAll(walk);
      await check();
      await expectEqualPay(walk);
      await leaveAll(walk);
      await check();
    });
  }
});
