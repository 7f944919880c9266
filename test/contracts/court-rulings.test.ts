import { expect } from 'chai';
import { orderOutcomes } from '../../protocol/order.ts';
import { networkHelpers } from './setup/chain.ts';
import {
  attempt,
  type CourtWorld,
  count,
  creditOf,
  DAY,
  draw,
  drawnPlaces,
  execute,
  jurorOf,
  openCase,
  openCourt,
  panelOf,
  phaseOf,
  roundNow,
  seatUnits,
  vote,
} from './setup/court.ts';
import { expectBooks } from './setup/court-books.ts';
import { closingOf, type PaidOrder } from './setup/orders.ts';
import { bytes32, dollars } from './setup/world.ts';

/** The usual order: $300, so a juror earns $3 and locks $200. */
const fee = dollars(3);
const lock = dollars(200);
const staked = seatUnits * 10n;

const outcomeOf = async ({ market }: CourtWorld, { orderId }: PaidOrder) => {
  const { outcome } = await market.progressOf(orderId);
  return orderOutcomes[Number(outcome)];
};
const rulingOf = async ({ court }: CourtWorld, { orderId }: PaidOrder) => Number(await court.currentRuling(orderId));

/** What an action changes of a party's credit and wallet together. */
async function gain(world: CourtWorld, party: { address: string }, action: () => Promise<unknown>): Promise<bigint> {
  const held = async () => (await creditOf(world, party)) + ((await world.dollar.balanceOf(party.address)) as bigint);
  const before = await held();
  await action();
  return (await held()) - before;
}

describe('court: rulings', () => {
  let world: CourtWorld;
  let orders: PaidOrder[];
  beforeEach(async () => {
    world = await networkHelpers.loadFixture(openCourt);
    orders = [];
  });
  afterEach(() => expectBooks(world, orders));
  const open = async (by: 'buyer' | 'shop' = 'buyer') => {
    const paid = await openCase(world, by);
    orders.push(paid);
    return paid;
  };

  it('two of three for the shop: its proposal stands, all who voted are paid alike, the buyer bears the case', async () => {
    const paid = await open();
    const places = await attempt(world, paid, ['shop', 'buyer', 'shop']);
    expect(await phaseOf(world, paid)).to.equal('appealable');
    expect(await rulingOf(world, paid)).to.equal(1);
    const closing = await closingOf(await execute(world, paid));
    expect(closing.payout.buyerUnits).to.equal(dollars(60));
    expect(closing.payout.costsUnits).to.equal(0n);
    for (const { juror } of places) {
      expect(await creditOf(world, juror)).to.equal(fee);
      expect(await jurorOf(world, juror)).to.deep.equal({ stakedUnits: staked, lockedUnits: 0n, seats: 10n });
    }
    expect(await outcomeOf(world, paid)).to.equal('arbitrated');
  });

  it('two of three for the buyer: the coverage pays the case back to the buyer', async () => {
    const paid = await open();
    await attempt(world, paid, ['buyer', 'buyer', 'shop']);
    const closing = await closingOf(await execute(world, paid));
    expect(closing.payout.buyerUnits).to.equal(dollars(180));
    expect(closing.payout.costsUnits).to.equal(3n * fee);
    expect(await creditOf(world, world.actors.buyer)).to.equal(dollars(180) + 3n * fee);
  });

  it('a shop that brought the case and lost pays it, and nothing for the buyer', async () => {
    const paid = await open('shop');
    await attempt(world, paid, ['buyer', 'buyer', 'buyer']);
    const closing = await closingOf(await execute(world, paid));
    expect(closing.payout.costsUnits).to.equal(0n);
    expect(await creditOf(world, world.actors.buyer)).to.equal(dollars(180));
  });

  it('one silent, two agree: decided at once, the silent juror loses a fifth and the fee goes back', async () => {
    const paid = await open();
    const fees: bigint = await world.vault.feesOf(world.addresses.demoDollar);
    const places = await attempt(world, paid, ['shop', 'silent', 'shop']);
    expect(await phaseOf(world, paid)).to.equal('appealable');
    expect(await jurorOf(world, places[1]!.juror)).to.deep.equal({
      stakedUnits: staked - lock / 5n,
      lockedUnits: 0n,
      seats: 10n,
    });
    expect(await world.vault.feesOf(world.addresses.demoDollar)).to.equal(fees + lock / 5n);
    await execute(world, paid);
    expect(await creditOf(world, places[1]!.juror)).to.equal(0n);
    expect(await creditOf(world, world.actors.buyer)).to.equal(dollars(60) + fee);
  });

  it('who committed and did not reveal is silent too', async () => {
    const paid = await open();
    const places = await attempt(world, paid, ['shop', 'committed', 'shop']);
    expect((await panelOf(world, paid))[1]!.state).to.equal('silent');
    expect((await jurorOf(world, places[1]!.juror)).stakedUnits).to.equal(staked - lock / 5n);
  });

  it('one vote alone: the silent are replaced by others once, and the vote stays', async () => {
    const paid = await open();
    const first = await attempt(world, paid, ['shop', 'silent', 'silent']);
    expect(await phaseOf(world, paid)).to.equal('drawing');
    expect((await roundNow(world, paid)).attempt).to.equal(1n);
    await draw(world, paid);
    const second = await drawnPlaces(world, paid);
    expect(second.map(({ seat }) => seat)).to.deep.equal([3, 4]);
    const before = new Set(first.map(({ juror }) => juror.address));
    for (const { juror } of second) expect(before.has(juror.address)).to.equal(false);
    await vote(world, paid, ['shop', 'buyer']);
    await count(world, paid);
    expect(await rulingOf(world, paid)).to.equal(1);
    await execute(world, paid);
    for (const { juror } of [first[0]!, ...second]) expect(await creditOf(world, juror)).to.equal(fee);
  });

  for (const [votes, why] of [
    [[], 'all are silent twice'],
    [['shop'], 'one of three voted'],
  ] as const) {
    it(`refused when ${why}: the price goes back, the deposit stays`, async () => {
      const paid = await open();
      await attempt(world, paid, ['silent', 'silent', 'silent']);
      await draw(world, paid);
      await vote(world, paid, votes);
      const stake = await world.deposits.stakeOf(world.actors.shop.address, world.addresses.demoDollar);
      const closing = await closingOf(await count(world, paid));
      expect(closing.payout.buyerUnits).to.equal(paid.order.totalUnits);
      expect(await phaseOf(world, paid)).to.equal('closed');
      expect(await rulingOf(world, paid)).to.equal(0);
      expect(await outcomeOf(world, paid)).to.equal('arbitrator_refused');
      const after = await world.deposits.stakeOf(world.actors.shop.address, world.addresses.demoDollar);
      expect(after.stakedUnits).to.equal(stake.stakedUnits);
      const silent = (await panelOf(world, paid)).filter(({ state }) => state === 'silent');
      expect(silent.length).to.equal(6 - votes.length);
      const returned = fee * BigInt(3 - votes.length);
      expect(await creditOf(world, world.actors.buyer)).to.equal(paid.order.totalUnits + returned);
    });
  }

  it('refused when two voted and disagree', async () => {
    const paid = await open();
    await attempt(world, paid, ['silent', 'shop', 'silent']);
    await draw(world, paid);
    await vote(world, paid, ['buyer', 'silent']);
    await count(world, paid);
    expect(await outcomeOf(world, paid)).to.equal('arbitrator_refused');
  });

  describe('appeals', () => {
    const appealed = async (by: 'buyer' | 'shop' = 'buyer') => {
      const paid = await open();
      const won = by === 'buyer' ? 'shop' : 'buyer';
      const first = await attempt(world, paid, [won, won, by === 'buyer' ? 'buyer' : 'shop']);
      const cost: bigint = await world.court.appealCost(paid.order);
      expect(cost).to.equal(14n * fee);
      const spent = await gain(world, world.actors[by], () => world.court.as(world.actors[by]).appeal(paid.order));
      expect(spent).to.equal(-cost);
      return { paid, first };
    };
    const majority = (side: 'shop' | 'buyer') =>
      [side, side, side, side, side === 'shop' ? 'buyer' : 'shop', side, side] as const;

    it('overturned: seven others decide, who voted otherwise before loses half of the lock', async () => {
      const { paid, first } = await appealed();
      const second = await attempt(world, paid, majority('buyer'));
      expect(second.length).to.equal(7);
      expect(await phaseOf(world, paid)).to.equal('closed');
      expect(await rulingOf(world, paid)).to.equal(2);
      const slashes = first.map(async ({ juror }) => staked - (await jurorOf(world, juror)).stakedUnits);
      expect(await Promise.all(slashes)).to.deep.equal([lock / 2n, lock / 2n, 0n]);
      for (const { juror } of first) expect(await creditOf(world, juror)).to.equal(fee);
      for (const { juror } of second) {
        expect(await creditOf(world, juror)).to.equal(2n * fee);
        expect((await jurorOf(world, juror)).stakedUnits).to.equal(staked);
      }
      // The coverage of 10 % pays the fee of the failed sale, and what is left of it towards the case.
      const costs = dollars(30) - dollars(1.8);
      expect(await creditOf(world, world.actors.buyer)).to.equal(dollars(180) + costs);
    });

    it('upheld: who voted against it before loses half of the lock', async () => {
      const { paid, first } = await appealed();
      await attempt(world, paid, majority('shop'));
      const slashes = first.map(async ({ juror }) => staked - (await jurorOf(world, juror)).stakedUnits);
      expect(await Promise.all(slashes)).to.deep.equal([0n, 0n, lock / 2n]);
      expect(await outcomeOf(world, paid)).to.equal('arbitrated');
    });

    it('by the shop, which bears its cost whatever comes', async () => {
      const { paid } = await appealed('shop');
      await attempt(world, paid, majority('buyer'));
      expect(await rulingOf(world, paid)).to.equal(2);
      expect(await creditOf(world, world.actors.buyer)).to.equal(dollars(180) + 3n * fee);
    });

    it('three against one of seven decide once the silent were replaced, and not before', async () => {
      const { paid } = await appealed();
      await attempt(world, paid, ['buyer', 'buyer', 'shop', 'buyer']);
      expect(await phaseOf(world, paid)).to.equal('drawing');
      await attempt(world, paid, []);
      expect(await phaseOf(world, paid)).to.equal('closed');
      expect(await rulingOf(world, paid)).to.equal(2);
    });

    it('that cannot decide leaves the first ruling, and slashes nobody for it', async () => {
      const { paid, first } = await appealed();
      await attempt(world, paid, []);
      await attempt(world, paid, []);
      expect(await phaseOf(world, paid)).to.equal('closed');
      expect(await rulingOf(world, paid)).to.equal(1);
      expect(await outcomeOf(world, paid)).to.equal('arbitrated');
      for (const { juror } of first) expect((await jurorOf(world, juror)).stakedUnits).to.equal(staked);
      expect(await creditOf(world, world.actors.buyer)).to.equal(dollars(60) + 14n * fee);
    });
  });

  describe('a case whose order ends before', () => {
    const agree = ({ market, actors }: CourtWorld, { order }: PaidOrder) =>
      market.as(actors.buyer).propose(order, 2_000, bytes32('fine'));

    it('while the draw is ahead: everything goes back to who paid', async () => {
      const paid = await open();
      await agree(world, paid);
      await world.court.as(world.actors.stranger).advance(paid.order);
      expect(await phaseOf(world, paid)).to.equal('closed');
      expect(await creditOf(world, world.actors.buyer)).to.equal(dollars(60) + 3n * fee);
    });

    it('while jurors vote: who revealed is paid, nobody is slashed', async () => {
      const paid = await open();
      await draw(world, paid);
      const places = await vote(world, paid, ['buyer', 'silent', 'committed']);
      await agree(world, paid);
      await world.court.as(world.actors.stranger).advance(paid.order);
      expect(await creditOf(world, world.actors.buyer)).to.equal(dollars(60) + 2n * fee);
      const credits = await Promise.all(places.map(({ juror }) => creditOf(world, juror)));
      expect(credits).to.deep.equal([fee, 0n, 0n]);
      for (const { juror } of places) {
        expect(await jurorOf(world, juror)).to.deep.equal({ stakedUnits: staked, lockedUnits: 0n, seats: 10n });
      }
      expect(await rulingOf(world, paid)).to.equal(0);
    });

    it('after the first ruling', async () => {
      const paid = await open();
      await attempt(world, paid, ['shop', 'shop', 'shop']);
      await world.market.as(world.actors.shop).propose(paid.order, 6_000, bytes32('all right'));
      await expect(world.court.as(world.actors.buyer).appeal(paid.order)).to.be.revertedWithCustomError(
        world.court,
        'CourtAppealRefused',
      );
      await world.court.as(world.actors.stranger).advance(paid.order);
      expect(await outcomeOf(world, paid)).to.equal('agreed');
      expect(await rulingOf(world, paid)).to.equal(0);
    });

    it('because nobody moved it on in time', async () => {
      const paid = await open();
      await attempt(world, paid, ['shop', 'shop', 'shop']);
      await networkHelpers.time.increase(25 * DAY);
      await expect(world.court.as(world.actors.stranger).advance(paid.order)).to.be.revertedWithCustomError(
        world.market,
        'OrderDeadlinePassed',
      );
      await world.market.as(world.actors.stranger).poke(paid.order);
      await world.court.as(world.actors.stranger).advance(paid.order);
      expect(await outcomeOf(world, paid)).to.equal('arbitrator_silent');
      expect(await phaseOf(world, paid)).to.equal('closed');
    });
  });
});
