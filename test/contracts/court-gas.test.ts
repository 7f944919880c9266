import { expect } from 'chai';
import type { ContractTransactionResponse } from 'ethers';
import { networkHelpers } from './setup/chain.ts';
import {
  answered,
  type CourtWorld,
  commit,
  count,
  draw,
  drawnPlaces,
  execute,
  newJuror,
  openCase,
  openCourt,
  panelOf,
  reveal,
  takeSeats,
  vote,
} from './setup/court.ts';
import { type PaidOrder, pay } from './setup/orders.ts';
import { bytes32, dollars } from './setup/world.ts';

/** What each action may use at most, in gas: some above what was measured, because picks that fail cost gas by chance. */
const most = {
  'take a seat': 120_000,
  'take 20 seats': 655_000,
  'leave 20 seats': 215_000,
  'free 20 seats': 310_000,
  'bring a case': 350_000,
  'submit evidence': 50_000,
  'draw three': 450_000,
  commit: 72_000,
  reveal: 55_000,
  exclude: 90_000,
  'count, decided': 110_000,
  'count, replace three': 160_000,
  'execute, three paid': 340_000,
  appeal: 600_000,
  'draw seven': 850_000,
  'execute an appeal, ten paid': 750_000,
} as const;
type Action = keyof typeof most;

const used = async (sent: ContractTransactionResponse): Promise<number> => Number((await sent.wait())?.gasUsed ?? 0);

/** Fills the list with seats that cannot be drawn: 20 for each who comes and leaves. */
async function addDeadSeats(world: CourtWorld, people: number): Promise<void> {
  const { court, addresses } = world;
  for (let each = 0; each < people; each += 1) {
    const { seats } = await court.poolOf(addresses.demoDollar);
    const person = await newJuror(world, `dead ${each}`);
    await takeSeats(world, person, 20);
    const seatIds = Array.from({ length: 20 }, (_, position) => Number(seats) + position);
    await court.as(person).leaveSeats(addresses.demoDollar, seatIds);
  }
}

describe('court: gas', () => {
  const measured = new Map<Action, number>();
  const note = async (action: Action, sent: ContractTransactionResponse) => {
    measured.set(action, await used(sent));
  };
  const expectWithin = () => {
    for (const [action, gas] of measured) expect(gas, action).to.be.lessThan(most[action]);
  };
  it('of seats', async () => {
    const world = await networkHelpers.loadFixture(openCourt);
    const { court, addresses } = world;
    await note('take a seat', await takeSeats(world, await newJuror(world, 'one'), 1));
    const twenty = await newJuror(world, 'twenty');
    await note('take 20 seats', await takeSeats(world, twenty, 20));
    const seatIds = Array.from({ length: 20 }, (_, position) => 121 + position);
    await note('leave 20 seats', await court.as(twenty).leaveSeats(addresses.demoDollar, seatIds));
    await networkHelpers.time.increase(28 * 86_400);
    await note('free 20 seats', await court.as(twenty).freeSeats(addresses.demoDollar, seatIds));
    expectWithin();
  });

  it('of a case, its replacement and its appeal', async () => {
    const world = await networkHelpers.loadFixture(openCourt);
    const { court, actors } = world;
    const ties = await answered(world, dollars(15));
    await note('bring a case', await court.as(actors.buyer).createDispute(ties.order));
    await note('submit evidence', await court.as(actors.buyer).submitEvidence(ties.order, bytes32('photo')));
    await draw(world, ties);
    await note('count, replace three', await count(world, ties));

    const paid = await openCase(world);
    await note('draw three', await draw(world, paid));
    await vote(world, paid, ['shop', 'shop', 'buyer']);
    await note('count, decided', await count(world, paid));
    await note('appeal', await court.as(actors.buyer).appeal(paid.order));
    await note('draw seven', await draw(world, paid));
    const places = await drawnPlaces(world, paid);
    for (const place of places) await note('commit', await commit(world, paid, place, 'buyer'));
    for (const place of places) await note('reveal', await reveal(world, paid, place, 'buyer'));
    await note('execute an appeal, ten paid', await count(world, paid));

    const plain = await openCase(world, 'buyer', dollars(15));
    await draw(world, plain);
    await vote(world, plain, ['shop', 'shop', 'shop']);
    await count(world, plain);
    await note('execute, three paid', await execute(world, plain));
    expectWithin();
  });

  it('of an exclusion', async () => {
    const world = await networkHelpers.loadFixture(openCourt);
    const { court, actors, dollar, addresses, market } = world;
    const proofs: PaidOrder[] = [];
    for (const juror of world.jurors) {
      await dollar.as(juror).approve(addresses.market, dollars(100));
      proofs.push(await pay(world, {}, juror));
    }
    const paid = await openCase(world);
    await draw(world, paid);
    const [place] = await panelOf(world, paid);
    const proof = proofs.find(({ order }) => order.buyer.toLowerCase() === place!.juror.address.toLowerCase())!;
    expect((await market.progressOf(proof.orderId)).state).to.equal(2n);
    await note('exclude', await court.as(actors.stranger).exclude(paid.order, 0, proof.order));
    expectWithin();
  });

  it('of a draw stays bounded, however long the list and however few of it can be drawn (I7)', async () => {
    const world = await networkHelpers.loadFixture(openCourt);
    await addDeadSeats(world, 50);
    const paid = await openCase(world);
    await draw(world, paid);
    await vote(world, paid, ['shop', 'shop', 'shop']);
    await count(world, paid);
    const appeal = await world.court.as(world.actors.buyer).appeal(paid.order);
    expect(await used(appeal)).to.be.lessThan(1_500_000);
    expect(await used(await draw(world, paid))).to.be.lessThan(1_500_000);
  });

  after(() => {
    if (process.env.SHOW_GAS === '1') console.table(Object.fromEntries(measured));
  });
});
