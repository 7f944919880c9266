import { expect } from 'chai';
import { allianceDigest } from '../../protocol/points.ts';
import type { Address } from '../../protocol/primitives.ts';
import { buy } from './setup/cart.ts';
import { ethers, networkHelpers } from './setup/chain.ts';
import { create } from './setup/contract.ts';
import { signAlliance } from './setup/discounts.ts';
import { orderAt, pay } from './setup/orders.ts';
import { ally, earnPoints, makeAlliance, orderUnits, spending } from './setup/points.ts';
import { dollars, openMarket, type World } from './setup/world.ts';

const pointsAt = ({ actors, addresses, discounts }: World, shop = actors.shop, holder = actors.buyer) =>
  discounts.pointsOf(shop.address, addresses.demoDollar, holder.address);

describe('points: earning', () => {
  it('a completed order gives the buyer its part of the total, once, whoever asks', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { actors, addresses, discounts } = world;
    const token = ethers.getAddress(addresses.demoDollar);
    await expect(discounts.as(actors.shop).setProgram(token, 333, 5_000))
      .to.emit(discounts, 'ProgramChanged')
      .withArgs(actors.shop.address, token, 333, 5_000);
    expect(await discounts.programOf(actors.shop.address, addresses.demoDollar)).to.deep.equal([333n, 5_000n]);
    const { order, orderId } = await orderAt('completed', world);
    const points = (order.totalUnits * 333n) / 10_000n;
    expect(await discounts.pointsClaimed(orderId)).to.equal(false);
    await expect(discounts.as(actors.stranger).claimPoints(order))
      .to.emit(discounts, 'PointsEarned')
      .withArgs(actors.shop.address, actors.buyer.address, token, orderId, points);
    expect(await pointsAt(world)).to.equal(points);
    expect(await discounts.pointsClaimed(orderId)).to.equal(true);
    await expect(discounts.claimPoints(order))
      .to.be.revertedWithCustomError(discounts, 'PointsAlreadyClaimed')
      .withArgs(orderId);
  });

  for (const stage of ['paid', 'shipped', 'disputed', 'escalated', 'refunded', 'settled', 'ruled'] as const) {
    it(`not an order that is ${stage}`, async () => {
      const world = await networkHelpers.loadFixture(openMarket);
      const { actors, addresses, discounts } = world;
      await discounts.as(actors.shop).setProgram(addresses.demoDollar, 500, 5_000);
      const { order, orderId } = await orderAt(stage, world);
      await expect(discounts.claimPoints(order))
        .to.be.revertedWithCustomError(discounts, 'PointsOrderNotCompleted')
        .withArgs(orderId);
    });
  }

  it('not an order that never was, whatever its terms say', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { actors, addresses, discounts } = world;
    await discounts.as(actors.shop).setProgram(addresses.demoDollar, 500, 5_000);
    const { order } = await orderAt('completed', world);
    const claiming = discounts.claimPoints({ ...order, totalUnits: order.totalUnits * 2n });
    await expect(claiming).to.be.revertedWithCustomError(discounts, 'PointsOrderNotCompleted');
  });

  it('what the program gives when they are claimed; nothing is no claim', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { actors, addresses, discounts } = world;
    const { order, orderId } = await orderAt('completed', world);
    await expect(discounts.claimPoints(order)).to.be.revertedWithCustomError(discounts, 'PointsNone').withArgs(orderId);
    await discounts.as(actors.shop).setProgram(addresses.demoDollar, 5_000, 0);
    await discounts.claimPoints(order);
    expect(await pointsAt(world)).to.equal(order.totalUnits / 2n);
  });

  it('rates are at most half', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { actors, addresses, discounts } = world;
    const program = discounts.as(actors.shop);
    await program.setProgram(addresses.demoDollar, 5_000, 5_000);
    for (const [earnBps, maxDiscountBps] of [
      [5_001, 0],
      [0, 5_001],
    ]) {
      await expect(program.setProgram(addresses.demoDollar, earnBps, maxDiscountBps))
        .to.be.revertedWithCustomError(discounts, 'PointsRateInvalid')
        .withArgs(5_001, 5_000);
    }
  });
});

describe('points: at the shop that gave them', () => {
  it('take a unit each off the price', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { actors, addresses, discounts, dollar, market } = world;
    await earnPoints(world, dollars(4));
    const before = await dollar.balanceOf(actors.buyer.address);
    const sent = await buy(world, spending(actors.shop, dollars(3)));
    await expect(sent)
      .to.emit(discounts, 'PointsSpent')
      .withArgs(
        actors.shop.address,
        actors.buyer.address,
        ethers.getAddress(addresses.demoDollar),
        actors.shop.address,
        dollars(3),
        dollars(3),
      );
    await expect(sent).to.emit(market, 'OrderDiscounted').withArgs(ethers.isHexString, dollars(3));
    expect(before - (await dollar.balanceOf(actors.buyer.address))).to.equal(orderUnits - dollars(3));
    expect(await pointsAt(world)).to.equal(dollars(1));
  });

  it('as far as the program allows, and no unit further', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { actors, addresses, discounts } = world;
    await earnPoints(world, dollars(10));
    await discounts.as(actors.shop).setProgram(addresses.demoDollar, 0, 2_500);
    await expect(buy(world, spending(actors.shop, dollars(5) + 1n)))
      .to.be.revertedWithCustomError(discounts, 'PointsAboveMost')
      .withArgs(dollars(5) + 1n, dollars(5));
    const { order } = await pay(world, spending(actors.shop, dollars(5)));
    expect(order.totalUnits).to.equal(orderUnits - dollars(5));
    await discounts.as(actors.shop).setProgram(addresses.demoDollar, 0, 0);
    await expect(buy(world, spending(actors.shop, 1n)))
      .to.be.revertedWithCustomError(discounts, 'PointsAboveMost')
      .withArgs(1, 0);
  });

  it('only those that the buyer has', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { actors, discounts } = world;
    await earnPoints(world, dollars(3));
    await expect(buy(world, spending(actors.shop, dollars(3) + 1n)))
      .to.be.revertedWithCustomError(discounts, 'PointsInsufficient')
      .withArgs(dollars(3), dollars(3) + 1n);
    await expect(buy(world, spending(actors.shop, 1n), actors.otherBuyer))
      .to.be.revertedWithCustomError(discounts, 'PointsInsufficient')
      .withArgs(0, 1);
  });
});

describe('points: at an allied shop', () => {
  /** The shop accepts what the other shop gave. */
  const allied = async (changes = {}) => {
    const world = await networkHelpers.loadFixture(openMarket);
    await earnPoints(world, dollars(8), world.actors.otherShop);
    await ally(world, changes);
    return world;
  };

  it('count at the rate that both signed, rounded down', async () => {
    const world = await allied({ rateBps: 3_333 });
    const { actors, addresses, discounts } = world;
    const discount = ((dollars(3) + 1n) * 3_333n) / 10_000n;
    const { order } = await pay(world, spending(actors.otherShop, dollars(3) + 1n));
    expect(order.totalUnits).to.equal(orderUnits - discount);
    expect(await pointsAt(world, actors.otherShop)).to.equal(dollars(5) - 1n);
    const at = [actors.otherShop.address, actors.shop.address, addresses.demoDollar] as const;
    expect((await discounts.allianceOf(...at)).usedPoints).to.equal(dollars(3) + 1n);
  });

  it('as far as the alliance allows', async () => {
    const world = await allied({ maxDiscountBps: 1_000 });
    const { actors, discounts } = world;
    await expect(buy(world, spending(actors.otherShop, dollars(4) + 2n)))
      .to.be.revertedWithCustomError(discounts, 'PointsAboveMost')
      .withArgs(dollars(2) + 1n, dollars(2));
    await expect(buy(world, spending(actors.otherShop, dollars(4) + 1n))).to.emit(discounts, 'PointsSpent');
  });

  it('up to its cap, which later alliances of the two go on counting', async () => {
    const world = await allied({ capPoints: dollars(3) });
    const { actors, addresses, discounts } = world;
    await buy(world, spending(actors.otherShop, dollars(2)));
    await expect(buy(world, spending(actors.otherShop, dollars(1) + 1n)))
      .to.be.revertedWithCustomError(discounts, 'AllianceUsedUp')
      .withArgs(dollars(1), dollars(1) + 1n);
    await buy(world, spending(actors.otherShop, dollars(1)));
    await discounts.as(actors.shop).endAlliance(actors.otherShop.address, actors.shop.address, addresses.demoDollar);
    await ally(world, { capPoints: dollars(2) });
    await expect(buy(world, spending(actors.otherShop, 1n)))
      .to.be.revertedWithCustomError(discounts, 'AllianceUsedUp')
      .withArgs(0, 1);
    await ally(world, { capPoints: dollars(4) });
    await expect(buy(world, spending(actors.otherShop, dollars(1)))).to.emit(discounts, 'PointsSpent');
  });

  for (const [seconds, valid] of [
    [-1, true],
    [0, false],
    [1, false],
  ] as const) {
    it(`${valid ? 'still count' : 'no longer count'} ${seconds} s from its last second`, async () => {
      const validUntil = BigInt((await networkHelpers.time.latest()) + 10_000);
      const world = await allied({ validUntil });
      const { actors, discounts } = world;
      await networkHelpers.time.setNextBlockTimestamp(Number(validUntil) + seconds);
      const buying = buy(world, spending(actors.otherShop, 2n));
      if (valid) await expect(buying).to.emit(discounts, 'PointsSpent');
      else await expect(buying).to.be.revertedWithCustomError(discounts, 'AllianceExpired').withArgs(validUntil);
    });
  }

  for (const ending of ['shop', 'otherShop'] as const) {
    it(`no longer once ${ending === 'shop' ? 'the acceptor' : 'the issuer'} ended it`, async () => {
      const world = await allied();
      const { actors, addresses, discounts } = world;
      const { shop, otherShop } = actors;
      const at = [otherShop.address, shop.address, ethers.getAddress(addresses.demoDollar)] as const;
      await expect(discounts.as(actors.stranger).endAlliance(...at))
        .to.be.revertedWithCustomError(discounts, 'AllianceUnknown')
        .withArgs(otherShop.address, shop.address);
      await expect(discounts.as(actors[ending]).endAlliance(...at))
        .to.emit(discounts, 'AllianceEnded')
        .withArgs(...at, actors[ending].address);
      await expect(buy(world, spending(otherShop, 2n)))
        .to.be.revertedWithCustomError(discounts, 'AllianceUnknown')
        .withArgs(otherShop.address, shop.address);
      const again = discounts.as(shop).endAlliance(...at);
      await expect(again).to.be.revertedWithCustomError(discounts, 'AllianceUnknown');
    });
  }

  it('one way only', async () => {
    const world = await allied();
    const { actors, discounts } = world;
    await earnPoints(world, dollars(5));
    const buying = buy(world, { ...spending(actors.shop, 1n), shop: actors.otherShop });
    await expect(buying).to.be.revertedWithCustomError(discounts, 'AllianceUnknown');
  });
});

describe('points: who makes an alliance', () => {
  it('the acceptor, with the issuer’s signature; anyone can read it', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { actors, addresses, discounts } = world;
    const { alliance, made } = await ally(world);
    const token = ethers.getAddress(addresses.demoDollar);
    const parties = [actors.otherShop.address, actors.shop.address, token] as const;
    await expect(made)
      .to.emit(discounts, 'AllianceMade')
      .withArgs(...parties, (emitted: unknown[]) => {
        expect(emitted).to.deep.equal([
          ...parties,
          BigInt(alliance.rateBps),
          BigInt(alliance.maxDiscountBps),
          alliance.capPoints,
          alliance.validUntil,
        ]);
        return true;
      });
    const found = await discounts.allianceOf(...parties);
    expect(found.alliance).to.deep.equal([
      ...parties,
      BigInt(alliance.rateBps),
      BigInt(alliance.maxDiscountBps),
      alliance.capPoints,
      alliance.validUntil,
    ]);
    const reverse = await discounts.allianceOf(actors.shop.address, actors.otherShop.address, addresses.demoDollar);
    expect(reverse.alliance.issuer).to.equal(ethers.ZeroAddress);
  });

  it('the digest is what a wallet signs', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const alliance = makeAlliance(world);
    const digest = allianceDigest(31_337, world.addresses.discounts, alliance);
    expect(await world.discounts.allianceDigest(alliance)).to.equal(digest);
  });

  it('a signature counts once, so that an alliance that ended stays ended', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { actors, addresses, discounts } = world;
    const { alliance, signature } = await ally(world);
    const { issuer, acceptor, token } = alliance;
    await discounts.as(actors.otherShop).endAlliance(issuer, acceptor, token);
    await expect(discounts.as(actors.shop).makeAlliance(alliance, signature))
      .to.be.revertedWithCustomError(discounts, 'AllianceAlreadyMade')
      .withArgs(await discounts.allianceDigest(alliance));
    const found = await discounts.allianceOf(issuer, acceptor, addresses.demoDollar);
    expect(found.alliance.issuer).to.equal(ethers.ZeroAddress);
  });

  it('an issuer made of code signs by ERC-1271; a publisher never signs for a shop', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { actors, addresses, discounts } = world;
    const account = (await create('ContractAccount', [actors.stranger.address])) as Address;
    const make = async (issuer: string, signedBy: typeof actors.stranger, validUntil: bigint): Promise<unknown> => {
      const alliance = makeAlliance(world, { issuer: issuer as Address, validUntil });
      const signature = await signAlliance({ discounts: addresses.discounts, signedBy, alliance });
      return discounts.as(actors.shop).makeAlliance(alliance, signature);
    };
    const validUntil = 2n ** 40n;
    await expect(make(account, actors.stranger, validUntil)).to.emit(discounts, 'AllianceMade');
    await expect(make(account, actors.buyer, validUntil + 1n))
      .to.be.revertedWithCustomError(discounts, 'AllianceSignatureInvalid')
      .withArgs(account);
    await expect(make(actors.otherShop.address, actors.publisher, validUntil))
      .to.be.revertedWithCustomError(discounts, 'AllianceSignatureInvalid')
      .withArgs(actors.otherShop.address);
  });

  it('a key whose account has EIP-7702 code still signs by itself', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const code = await create('ContractAccount', [ethers.ZeroAddress]);
    await networkHelpers.setCode(world.actors.otherShop.address, ethers.concat(['0xef0100', code]));
    await expect((await ally(world)).made).to.emit(world.discounts, 'AllianceMade');
  });
});
