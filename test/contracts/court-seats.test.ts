import { expect } from 'chai';
import { ethers, networkHelpers, type Signer } from './setup/chain.ts';
import {
  answered,
  attempt,
  type CourtWorld,
  creditOf,
  DAY,
  eventsOf,
  execute,
  jurorOf,
  openCase,
  openCourt,
  roundNow,
  seatsEach,
  seatUnits,
  takeSeats,
} from './setup/court.ts';
import { expectBooks } from './setup/court-books.ts';
import type { PaidOrder } from './setup/orders.ts';
import { signPermit } from './setup/permits.ts';
import { dollars, noPermit } from './setup/world.ts';

/** The list of the fixture: ten seats of each juror, one juror after the other. */
const seatsOf = (juror: number, count = seatsEach): number[] =>
  Array.from({ length: count }, (_, position) => juror * seatsEach + position);

describe('court: seats', () => {
  let world: CourtWorld;
  let orders: PaidOrder[];
  let token: string;
  let first: Signer;
  beforeEach(async () => {
    world = await networkHelpers.loadFixture(openCourt);
    orders = [];
    token = world.addresses.demoDollar;
    first = world.jurors[0]!;
  });
  afterEach(() => expectBooks(world, orders));
  const leave = (seatIds: number[], juror = first) => world.court.as(juror).leaveSeats(token, seatIds);
  const free = (seatIds: number[], juror = first) => world.court.as(juror).freeSeats(token, seatIds);
  const exitDelay = () => networkHelpers.time.increase(28 * DAY);

  it('cost their stake, and can be drawn after two weeks', async () => {
    const spare = world.jurors[0]!;
    const sent = await takeSeats(world, spare, 2);
    const [taken] = await eventsOf(sent);
    const now = await networkHelpers.time.latest();
    expect(taken).to.deep.include({ eventName: 'SeatTaken' });
    const seat = await world.court.seatOf(token, 120);
    expect([seat.juror, seat.activeAt, seat.leavingAt]).to.deep.equal([spare.address, BigInt(now + 14 * DAY), 0n]);
    const pool = await world.court.poolOf(token);
    expect([pool.seats, pool.keptSeats, pool.stakedUnits]).to.deep.equal([122n, 122n, 122n * seatUnits]);
    expect(await world.court.valueCap(token)).to.equal((122n * seatUnits) / 4n);
  });

  it('can be paid with a permit', async () => {
    const { actors, court, addresses, dollar } = world;
    await dollar.as(actors.stranger).mint(seatUnits);
    const permit = await signPermit(world, actors.stranger, addresses.court, seatUnits);
    await court.as(actors.stranger).takeSeats(token, 1, permit);
    expect((await jurorOf(world, actors.stranger)).stakedUnits).to.equal(seatUnits);
    world = { ...world, jurors: [...world.jurors, actors.stranger] };
  });

  it('come back four weeks after they were given up, and their place is taken again', async () => {
    await leave(seatsOf(0, 2));
    expect((await world.court.poolOf(token)).keptSeats).to.equal(118n);
    await exitDelay();
    await expect(free(seatsOf(0, 2)))
      .to.emit(world.court, 'SeatFreed')
      .withArgs(ethers.getAddress(token), 0, first.address, seatUnits);
    expect(await creditOf(world, first)).to.equal(2n * seatUnits);
    expect(await jurorOf(world, first)).to.deep.equal({ stakedUnits: 8n * seatUnits, lockedUnits: 0n, seats: 8n });
    await takeSeats(world, world.jurors[1]!, 3);
    const owners = [0, 1, 120].map(async (seatId) => (await world.court.seatOf(token, seatId)).juror);
    expect(new Set(await Promise.all(owners))).to.deep.equal(new Set([world.jurors[1]!.address]));
    expect((await world.court.poolOf(token)).seats).to.equal(121n);
  });

  it('are not free a second early', async () => {
    await leave([0]);
    const { leavingAt } = await world.court.seatOf(token, 0);
    const freeAt = Number(leavingAt) + 28 * DAY;
    await networkHelpers.time.increaseTo(freeAt - 2);
    await networkHelpers.time.setNextBlockTimestamp(freeAt - 1);
    await expect(free([0]))
      .to.be.revertedWithCustomError(world.court, 'CourtSeatBusy')
      .withArgs(0, freeAt);
    await networkHelpers.time.increaseTo(freeAt);
    await free([0]);
  });

  it('do not back new cases once they were given up', async () => {
    for (const [position, juror] of world.jurors.entries()) await leave(seatsOf(position), juror);
    expect(await world.court.valueCap(token)).to.equal(0n);
    const paid = await answered(world);
    orders.push(paid);
    await expect(world.court.as(world.actors.buyer).createDispute(paid.order))
      .to.be.revertedWithCustomError(world.court, 'CourtValueAboveCap')
      .withArgs(paid.order.totalUnits, 0);
  });

  it('bear a slash: the seat that leaves first pays it', async () => {
    const paid = await openCase(world);
    orders.push(paid);
    const places = await attempt(world, paid, ['shop', 'silent', 'shop']);
    await execute(world, paid);
    const slashed = places[1]!.juror;
    const { stakedUnits } = await jurorOf(world, slashed);
    expect(stakedUnits).to.equal(10n * seatUnits - dollars(40));
    const seatIds = seatsOf(world.jurors.indexOf(slashed));
    await leave(seatIds, slashed);
    await exitDelay();
    await free(seatIds.slice(0, 1), slashed);
    expect(await creditOf(world, slashed)).to.equal(seatUnits - dollars(40));
    await free(seatIds.slice(1), slashed);
    expect(await creditOf(world, slashed)).to.equal(10n * seatUnits - dollars(40));
    expect(await jurorOf(world, slashed)).to.deep.equal({ stakedUnits: 0n, lockedUnits: 0n, seats: 0n });
  });

  it('stay while a case that took too long holds their stake', async () => {
    const paid = await openCase(world);
    orders.push(paid);
    const [place] = await attempt(world, paid, ['shop', 'shop', 'shop']);
    const juror = place!.juror;
    const seatIds = seatsOf(world.jurors.indexOf(juror));
    await leave(seatIds, juror);
    await exitDelay();
    await expect(free(seatIds, juror))
      .to.be.revertedWithCustomError(world.court, 'CourtStakeLocked')
      .withArgs((await roundNow(world, paid)).lockUnits);
    await free(seatIds.slice(0, 6), juror);
    await world.market.as(world.actors.stranger).poke(paid.order);
    await world.court.as(world.actors.stranger).advance(paid.order);
    await free(seatIds.slice(6), juror);
    expect(await creditOf(world, juror)).to.equal(10n * seatUnits + dollars(3));
  });

  it('belong to whoever took them', async () => {
    for (const action of [leave([10]), free([10]), leave([1_000])]) {
      await expect(action).to.be.revertedWithCustomError(world.court, 'CourtSeatNotYours');
    }
    await expect(free([0]))
      .to.be.revertedWithCustomError(world.court, 'CourtSeatBusy')
      .withArgs(0, ethers.MaxUint256);
  });

  it('are taken for tokens that arrived, and only in tokens that jurors are paid in', async () => {
    await expect(
      world.court.as(first).takeSeats(world.actors.stranger.address, 1, noPermit),
    ).to.be.revertedWithCustomError(world.court, 'CourtTokenRefused');
    await world.dollar.as(first).approve(world.addresses.court, 0);
    await expect(takeSeats(world, first, 1)).to.be.revertedWithCustomError(world.dollar, 'ERC20InsufficientAllowance');
  });
});
