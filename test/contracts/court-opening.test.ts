import { expect } from 'chai';
import { ethers, networkHelpers } from './setup/chain.ts';
import { attempt, execute, openCase, openCourt, roundNow } from './setup/court.ts';
import { expectBooks } from './setup/court-books.ts';
import { orderAt } from './setup/orders.ts';
import { bytes32, dollars, openMarket } from './setup/world.ts';

describe('court: opening a case', () => {
  it('names the cost before: three jurors, a hundredth of the order each, at least half a dollar', async () => {
    const world = await networkHelpers.loadFixture(openCourt);
    const large = await openCase(world);
    expect(await world.court.arbitrationCost(large.order)).to.equal(dollars(9));
    expect(await world.court.appealCost(large.order)).to.equal(dollars(42));
    const small = await openCase(world, 'buyer', dollars(15));
    expect(await world.court.arbitrationCost(small.order)).to.equal(dollars(1.5));
    expect((await world.market.progressOf(small.orderId)).state).to.equal(5n);
  });

  it('keeps the fee that it was opened with, though the settings change', async () => {
    const world = await networkHelpers.loadFixture(openCourt);
    const paid = await openCase(world, 'buyer', dollars(15));
    await world.settings.setJurorTerms(world.addresses.demoDollar, {
      seatUnits: dollars(50),
      feeUnits: dollars(5),
    });
    expect(await world.court.appealCost(paid.order)).to.equal(dollars(7));
    await attempt(world, paid, ['shop', 'shop', 'shop']);
    await world.court.as(world.actors.buyer).appeal(paid.order);
    expect((await roundNow(world, paid)).feeUnits).to.equal(dollars(1));
    await expectBooks(world, [paid]);
  });

  it('is the court’s alone: no party escalates by itself', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const lines = [{ offer: { arbitrator: world.addresses.court } }];
    const { order } = await orderAt('answered', world, { lines });
    for (const party of [world.actors.buyer, world.actors.shop]) {
      await expect(world.market.as(party).escalate(order)).to.be.revertedWithCustomError(
        world.market,
        'OrderCallerWrong',
      );
    }
  });

  it('refuses an order of nothing that nobody paid, where nobody ever took a seat', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { order } = await orderAt('answered', world, { lines: [{ offer: { arbitrator: world.addresses.court } }] });
    await expect(world.court.as(world.actors.buyer).createDispute({ ...order, totalUnits: 0n }))
      .to.be.revertedWithCustomError(world.court, 'CourtJurorsShort')
      .withArgs(0, 3);
  });

  it('takes eight pieces of evidence of each side, until the end', async () => {
    const world = await networkHelpers.loadFixture(openCourt);
    const { court, actors } = world;
    const paid = await openCase(world);
    for (let piece = 0; piece < 8; piece += 1) {
      await court.as(actors.buyer).submitEvidence(paid.order, bytes32(`photo ${piece}`));
    }
    await expect(court.as(actors.buyer).submitEvidence(paid.order, bytes32('one more')))
      .to.be.revertedWithCustomError(court, 'CourtTooMuchEvidence')
      .withArgs(paid.orderId, 8);
    await attempt(world, paid, ['shop', 'shop', 'shop']);
    await expect(court.as(actors.shop).submitEvidence(paid.order, bytes32('invoice')))
      .to.emit(court, 'Evidence')
      .withArgs(
        ethers.getAddress(world.addresses.court),
        BigInt(paid.orderId),
        actors.shop.address,
        bytes32('invoice'),
      );
    const { buyerEvidence, shopEvidence } = await court.caseOf(paid.orderId);
    expect([buyerEvidence, shopEvidence]).to.deep.equal([8n, 1n]);
    await execute(world, paid);
    await expect(court.as(actors.shop).submitEvidence(paid.order, bytes32('late'))).to.be.revertedWithCustomError(
      court,
      'CourtPhaseWrong',
    );
  });
});
