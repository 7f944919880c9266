import { expect } from 'chai';
import { keccak256 } from 'viem/utils';
import { ethers, networkHelpers, type Signer } from './setup/chain.ts';
import {
  answered,
  attempt,
  type CourtWorld,
  DAY,
  decidingHeader,
  draw,
  drawnPlaces,
  eventsOf,
  headerOf,
  keepHash,
  newJuror,
  openCase,
  openCourt,
  panelOf,
  phaseOf,
  prepareJuror,
  roundNow,
  seatJurors,
  seatUnits,
  takeSeats,
} from './setup/court.ts';
import { expectBooks } from './setup/court-books.ts';
import type { PaidOrder } from './setup/orders.ts';
import { dollars, openMarket } from './setup/world.ts';

const openSmallCourt = async () => seatJurors(await openMarket(), 3);

describe('court: draws', () => {
  let world: CourtWorld;
  let orders: PaidOrder[];
  beforeEach(async () => {
    world = await networkHelpers.loadFixture(openCourt);
    orders = [];
  });
  afterEach(() => expectBooks(world, orders));
  const open = async (priceUnits?: bigint) => {
    const paid = await openCase(world, 'buyer', priceUnits);
    orders.push(paid);
    return paid;
  };

  /** Everyone whom one seed after the other would draw; undefined for people who are no jurors of the fixture. */
  const panelsOf = async (paid: PaidOrder, seeds: number) => {
    const everyone: (Signer | undefined)[] = [];
    for (let randao = 0; randao < seeds; randao += 1) {
      const snapshot = await networkHelpers.takeSnapshot();
      await networkHelpers.mine(3);
      await networkHelpers.setPrevRandao(randao);
      await draw(world, paid);
      everyone.push(...(await panelOf(world, paid)).map(({ juror }) => juror));
      await snapshot.restore();
    }
    return everyone;
  };

  it('headers are encoded to the bytes that the chain hashed', async () => {
    for (const block of [0n, 1n, BigInt(await ethers.provider.getBlockNumber())]) {
      const { hash } = (await ethers.provider.getBlock(block))!;
      expect(keccak256(await headerOf(block))).to.equal(hash);
    }
  });

  it('seat three different people who are no party, each with the stake at risk', async () => {
    const paid = await open();
    const sent = await draw(world, paid);
    const places = await panelOf(world, paid);
    expect(new Set(places.map(({ juror }) => juror.address)).size).to.equal(3);
    const names = (await eventsOf(sent)).map(({ eventName }) => eventName);
    expect(names).to.deep.equal(['JurorDrawn', 'JurorDrawn', 'JurorDrawn', 'VotingStarted']);
    const { lockUnits, commitBy, revealBy } = await roundNow(world, paid);
    expect(lockUnits).to.equal(dollars(200));
    expect(Number(commitBy)).to.equal((await networkHelpers.time.latest()) + 2 * DAY);
    expect(Number(revealBy - commitBy)).to.equal(DAY);
    for (const { juror } of places) {
      expect((await world.court.jurorOf(world.addresses.demoDollar, juror.address)).lockedUnits).to.equal(lockUnits);
    }
  });

  it('wait for the block that was announced, and take no other header', async () => {
    const paid = await open();
    const { drawBlock } = await roundNow(world, paid);
    expect(Number(drawBlock)).to.equal((await ethers.provider.getBlockNumber()) + 4);
    const earlier = await headerOf(drawBlock - 4n);
    await networkHelpers.mine(3);
    await expect(world.court.draw(paid.order, earlier))
      .to.be.revertedWithCustomError(world.court, 'CourtDrawAhead')
      .withArgs(drawBlock);
    await networkHelpers.mine(2);
    const header = await headerOf(drawBlock);
    const flipped = `${header.slice(0, -2)}${header.endsWith('00') ? '01' : '00'}`;
    const next = await headerOf(drawBlock - 1n);
    for (const wrong of [earlier, next, flipped, '0x']) {
      await expect(world.court.draw(paid.order, wrong))
        .to.be.revertedWithCustomError(world.court, 'CourtHeaderWrong')
        .withArgs(drawBlock);
    }
    await world.court.draw(paid.order, header);
  });

  it('follow the randomness of that block alone: another proposer gives another panel', async () => {
    const paid = await open();
    const panels = new Set<string>();
    for (const randao of [1n, 2n, 1n, 3n]) {
      const snapshot = await networkHelpers.takeSnapshot();
      await networkHelpers.mine(3);
      await networkHelpers.setPrevRandao(randao);
      await draw(world, paid);
      panels.add((await panelOf(world, paid)).map(({ juror }) => juror.address).join());
      await snapshot.restore();
    }
    expect(panels.size).to.equal(3);
  });

  it('reach back as far as the chain keeps hashes, then announce another block', async () => {
    const paid = await open();
    const header = await decidingHeader(world, paid);
    const { drawBlock } = await roundNow(world, paid);
    await networkHelpers.mine(8_200);
    const announced = (await ethers.provider.getBlockNumber()) + 1 + 4;
    await expect(world.court.draw(paid.order, header))
      .to.emit(world.court, 'DrawAnnounced')
      .withArgs(paid.orderId, 0, 0, announced);
    expect(await phaseOf(world, paid)).to.equal('drawing');
    expect((await roundNow(world, paid)).drawBlock > drawBlock).to.equal(true);
    await draw(world, paid);
    expect(await phaseOf(world, paid)).to.equal('voting');
  });

  it('take hashes that are older than 256 blocks from the history of the chain', async () => {
    const paid = await open();
    const header = await decidingHeader(world, paid);
    const { drawBlock } = await roundNow(world, paid);
    await keepHash(drawBlock);
    await networkHelpers.mine(300);
    await world.court.draw(paid.order, header);
    expect(await phaseOf(world, paid)).to.equal('voting');
  });

  it('are not bent by who takes seats once the seed is known', async () => {
    const paid = await open();
    const header = await decidingHeader(world, paid);
    const panelAfter = async (prepare: () => Promise<unknown>) => {
      const snapshot = await networkHelpers.takeSnapshot();
      await prepare();
      await networkHelpers.time.increase(15 * DAY);
      await world.court.draw(paid.order, header);
      const drawn = (await panelOf(world, paid)).map(({ juror }) => juror);
      await snapshot.restore();
      return drawn;
    };
    const drawn = await panelAfter(async () => undefined);
    const others = world.jurors.filter((juror) => !drawn.includes(juror));
    const late = await newJuror(world, 'late');
    const same = await panelAfter(() => Promise.all([late, ...others].map((juror) => takeSeats(world, juror, 20))));
    expect(same).to.deep.equal(drawn);
    const passedOver = await panelAfter(() => takeSeats(world, drawn[0]!, 20));
    expect(passedOver).not.to.include(drawn[0]);
  });

  it('pass over seats that still warmed up when the draw was announced', async () => {
    const joined = [await newJuror(world, 'joined'), await newJuror(world, 'joined too')];
    for (const juror of joined) for (let times = 0; times < 5; times += 1) await takeSeats(world, juror, 20);
    const paid = await open(dollars(95));
    expect((await roundNow(world, paid)).seatCount).to.equal(320n);
    const drawn = await panelsOf(paid, 12);
    for (const juror of drawn) expect(world.jurors).to.include(juror);
    world = { ...world, jurors: [...world.jurors, ...joined] };
  });

  it('pass over seats that were given up when the draw was announced', async () => {
    const token = world.addresses.demoDollar;
    const [gone, staying] = [world.jurors.slice(0, 6), world.jurors.slice(6)];
    for (const [position, juror] of gone.entries()) {
      const seatIds = Array.from({ length: 10 }, (_, each) => position * 10 + each);
      await world.court.as(juror).leaveSeats(token, seatIds);
    }
    const paid = await open(dollars(95));
    for (const late of staying.slice(3)) {
      const seatIds = Array.from({ length: 10 }, (_, each) => world.jurors.indexOf(late) * 10 + each);
      await world.court.as(late).leaveSeats(token, seatIds);
    }
    for (const juror of await panelsOf(paid, 12)) expect(staying).to.include(juror);
  });

  it('pass over whoever the order pays, though they are jurors', async () => {
    const { actors } = world;
    const paidByOrder = [actors.promoter, actors.parent, actors.host, actors.shop, actors.buyer];
    for (const person of paidByOrder) {
      await prepareJuror(world, person);
      for (let times = 0; times < 2; times += 1) await takeSeats(world, person, 20);
    }
    await networkHelpers.time.increase(14 * DAY);
    const paid = await openCase(world);
    const drawn = await panelsOf(paid, 8);
    expect(drawn.length).to.equal(24);
    for (const juror of drawn) expect(world.jurors).to.include(juror);
    orders.push(paid);
    world = { ...world, jurors: [...world.jurors, ...paidByOrder] };
  });

  it('are refused before they begin when too few jurors have so much free', async () => {
    // Each of them has $500; this order needs $533 of each.
    const paid = await answered(world, dollars(795));
    orders.push(paid);
    await expect(world.court.as(world.actors.buyer).createDispute(paid.order))
      .to.be.revertedWithCustomError(world.court, 'CourtJurorsShort')
      .withArgs(0, 3);
  });

  it('wait when jurors became busy after the announcement', async () => {
    world = await networkHelpers.loadFixture(openSmallCourt);
    const cases = [await open(dollars(295)), await open(dollars(295)), await open(dollars(295))];
    const [first, second, third] = cases as [PaidOrder, PaidOrder, PaidOrder];
    await draw(world, first);
    await draw(world, second);
    // $100 are left of each juror's $500.
    await expect(draw(world, third)).to.emit(world.court, 'DrawAnnounced');
    expect(await phaseOf(world, third)).to.equal('drawing');
    expect(await panelOf(world, third)).to.deep.equal([]);
    await world.market.as(world.actors.shop).propose(first.order, 6_000, ethers.ZeroHash);
    await world.court.advance(first.order);
    await draw(world, third);
    expect((await drawnPlaces(world, third)).length).to.equal(3);
  });

  it('refuse an appeal that no other jurors can hear', async () => {
    world = await networkHelpers.loadFixture(openSmallCourt);
    const paid = await open(dollars(95));
    await attempt(world, paid, ['shop', 'shop', 'shop']);
    await expect(world.court.as(world.actors.buyer).appeal(paid.order))
      .to.be.revertedWithCustomError(world.court, 'CourtJurorsShort')
      .withArgs(0, 7);
  });

  it('replace nobody when there is nobody else, and refuse then', async () => {
    world = await networkHelpers.loadFixture(openSmallCourt);
    const paid = await open(dollars(95));
    await attempt(world, paid, ['shop', 'silent', 'silent']);
    await draw(world, paid);
    expect(await drawnPlaces(world, paid)).to.deep.equal([]);
    await world.court.advance(paid.order);
    expect(await phaseOf(world, paid)).to.equal('closed');
    expect(await world.court.currentRuling(paid.orderId)).to.equal(0n);
  });

  it('know the smallest stake: one seat, however small the order', async () => {
    const paid = await open(dollars(5));
    await draw(world, paid);
    expect((await roundNow(world, paid)).lockUnits).to.equal(seatUnits);
  });
});
