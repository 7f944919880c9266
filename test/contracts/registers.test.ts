import { expect } from 'chai';
import { ethers, networkHelpers } from './setup/chain.ts';
import { afterDeadline, orderAt } from './setup/orders.ts';
import { bytes32, dollars, openMarket } from './setup/world.ts';

describe('shops', () => {
  it('opens with a profile and a key, and changes both', async () => {
    const { shops, actors } = await networkHelpers.loadFixture(openMarket);
    const mine = shops.as(actors.stranger);
    expect(await shops.isOpen(actors.stranger.address)).to.equal(false);
    await expect(mine.open(bytes32('profile'), bytes32('key')))
      .to.emit(shops, 'ShopOpened')
      .withArgs(actors.stranger.address, bytes32('profile'), bytes32('key'));
    expect(await shops.isOpen(actors.stranger.address)).to.equal(true);
    await expect(mine.setProfile(bytes32('new')))
      .to.emit(shops, 'ShopProfileChanged')
      .withArgs(actors.stranger.address, bytes32('new'));
    await expect(mine.setEncryptionKey(bytes32('next')))
      .to.emit(shops, 'ShopEncryptionKeyChanged')
      .withArgs(actors.stranger.address, bytes32('next'));
    expect(await shops.encryptionKey(actors.stranger.address)).to.equal(bytes32('next'));
  });

  it('names who may publish, and cancels old versions', async () => {
    const { shops, actors } = await networkHelpers.loadFixture(openMarket);
    const { shop, publisher, stranger } = actors;
    expect(await shops.publishing(shop.address, shop.address)).to.deep.equal([true, 0n]);
    expect(await shops.publishing(shop.address, publisher.address)).to.deep.equal([true, 0n]);
    expect(await shops.publishing(shop.address, stranger.address)).to.deep.equal([false, 0n]);
    expect(await shops.publishing(stranger.address, stranger.address)).to.deep.equal([false, 0n]);
    await expect(shops.as(shop).setPublisher(publisher.address, false))
      .to.emit(shops, 'ShopPublisherChanged')
      .withArgs(shop.address, publisher.address, false);
    await expect(shops.as(shop).raiseLowestVersion(9))
      .to.emit(shops, 'ShopLowestVersionRaised')
      .withArgs(shop.address, 9);
    expect(await shops.publishing(shop.address, publisher.address)).to.deep.equal([false, 9n]);
    await expect(shops.as(shop).anchor(10, bytes32('root')))
      .to.emit(shops, 'ShopCatalogueAnchored')
      .withArgs(shop.address, 10, bytes32('root'));
  });
});

describe('referrals', () => {
  it('registers below a parent for ever', async () => {
    const { referrals, actors } = await networkHelpers.loadFixture(openMarket);
    await expect(referrals.as(actors.stranger).register(actors.promoter.address))
      .to.emit(referrals, 'PromoterRegistered')
      .withArgs(actors.stranger.address, actors.promoter.address);
    expect(await referrals.promoterOf(actors.stranger.address)).to.deep.equal([true, actors.promoter.address]);
    expect(await referrals.promoterOf(actors.buyer.address)).to.deep.equal([false, ethers.ZeroAddress]);
  });
});

describe('reviews', () => {
  it('weighs by the fee, and keeps half the weight with the first stars', async () => {
    const { reviews, actors, addresses, ...world } = await networkHelpers.loadFixture(openMarket);
    const { order, orderId } = await orderAt('completed', { ...world, reviews, actors, addresses });
    const fee = order.totalUnits / 100n;
    const sums = async () => {
      const { count, weightUnits, weightedHalfStars } = await reviews.sumsOf(order.shop, order.token);
      return [count, weightUnits, weightedHalfStars];
    };
    await expect(reviews.as(actors.buyer).post(order, 5, bytes32('good')))
      .to.emit(reviews, 'ReviewPosted')
      .withArgs(orderId, order.shop, order.buyer, order.token, 5, bytes32('good'), fee);
    expect(await sums()).to.deep.equal([1n, fee, fee * 10n]);
    await expect(reviews.as(actors.buyer).amend(order, 1, bytes32('broke')))
      .to.emit(reviews, 'ReviewAmended')
      .withArgs(orderId, order.shop, 1, bytes32('broke'), 1);
    expect(await sums()).to.deep.equal([1n, fee, fee * 6n]);
    await reviews.as(actors.buyer).amend(order, 3, bytes32('mended'));
    expect(await sums()).to.deep.equal([1n, fee, fee * 8n]);
    await expect(reviews.as(actors.shop).reply(order, bytes32('thanks')))
      .to.emit(reviews, 'ReviewReplied')
      .withArgs(orderId, order.shop, bytes32('thanks'));
  });

  it('a sale that the shop did not ship weighs as much as a good one', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { order, orderId } = await orderAt('paid', world);
    await afterDeadline(world, { order, orderId }, 1);
    await world.market.poke(order);
    await world.reviews.as(world.actors.buyer).post(order, 1, bytes32('never came'));
    const { weightUnits } = await world.reviews.sumsOf(order.shop, order.token);
    expect(weightUnits).to.equal(order.totalUnits / 100n);
  });

  it('a cancelled order may be reviewed and weighs nothing', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { order } = await orderAt('paid', world);
    await world.market.as(world.actors.shop).cancel(order);
    await world.reviews.as(world.actors.buyer).post(order, 1, bytes32('cancelled'));
    const { count, weightUnits } = await world.reviews.sumsOf(order.shop, order.token);
    expect([count, weightUnits]).to.deep.equal([1n, 0n]);
  });
});

describe('demo dollar', () => {
  it('has six decimals and gives to the caller', async () => {
    const { dollar, actors } = await networkHelpers.loadFixture(openMarket);
    await dollar.as(actors.stranger).mint(dollars(10));
    expect(await dollar.balanceOf(actors.stranger.address)).to.equal(dollars(10));
    expect([await dollar.name(), await dollar.symbol(), await dollar.decimals()]).to.deep.equal([
      'Demo Dollar',
      'dUSD',
      6n,
    ]);
  });
});
