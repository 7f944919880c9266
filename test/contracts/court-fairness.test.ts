import { expect } from 'chai';
import { networkHelpers } from './setup/chain.ts';
import { DAY, draw, newJuror, openCase, panelOf, seatJurors, takeSeats } from './setup/court.ts';
import { seeded } from './setup/random.ts';
import { dollars, openMarket } from './setup/world.ts';

const draws = 600;
const seats = 120;
const paidAt = 4_000_000_000;
const shares = { large: 36, small: 12 } as const;

/** Fixture: a juror with 30 % of the seats, seven with 10 % each, and a case at a fixed time that waits for its draw. */
async function openUneven() {
  const world = await seatJurors(await openMarket(), 0);
  for (let each = 0; each < 8; each += 1) {
    const juror = await newJuror(world, `uneven ${each}`);
    world.jurors.push(juror);
    const wanted = each === 0 ? shares.large : shares.small;
    for (let taken = 0; taken < wanted; taken += shares.small) await takeSeats(world, juror, shares.small);
  }
  // An order paid at the same second in every run has the same ID, so every run makes the same draws.
  await networkHelpers.time.increaseTo(paidAt - DAY);
  await networkHelpers.time.setNextBlockTimestamp(paidAt);
  const paid = await openCase(world, 'buyer', dollars(15));
  await networkHelpers.mine(3);
  return { world, paid };
}

describe('court: fairness of draws', () => {
  it(`a juror with 30 % of the seats is drawn first in 30 % of ${draws} draws, and nobody sits twice`, async () => {
    const { world, paid } = await networkHelpers.loadFixture(openUneven);
    const random = seeded(7);
    const snapshot = await networkHelpers.takeSnapshot();
    const first = new Map<string, number>();
    for (let each = 0; each < draws; each += 1) {
      const randao = Array.from({ length: 8 }, () => BigInt(random.below(2 ** 32)));
      await networkHelpers.setPrevRandao(randao.reduce((joined, word) => (joined << 32n) | word));
      await draw(world, paid);
      const places = (await panelOf(world, paid)).map(({ juror }) => juror.address);
      expect(new Set(places).size).to.equal(3);
      first.set(places[0]!, (first.get(places[0]!) ?? 0) + 1);
      await snapshot.restore();
    }
    const shareOf = (position: number) => (first.get(world.jurors[position]!.address) ?? 0) / draws;
    expect(Number((await world.court.poolOf(world.addresses.demoDollar)).seats)).to.equal(seats);
    expect(shareOf(0)).to.be.within(0.26, 0.34);
    for (let small = 1; small < world.jurors.length; small += 1) expect(shareOf(small)).to.be.within(0.06, 0.14);
  });
});
