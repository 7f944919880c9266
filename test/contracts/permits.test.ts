import { expect } from 'chai';
import { makePurchase } from './setup/cart.ts';
import { ethers, networkHelpers } from './setup/chain.ts';
import { signPermit } from './setup/permits.ts';
import { dollars, openMarket } from './setup/world.ts';

/** Fixture: the buyer has approved nothing. */
async function openWithoutApproval() {
  const world = await openMarket();
  await world.dollar.as(world.actors.buyer).approve(world.addresses.market, 0);
  return world;
}

describe('permits', () => {
  it('a permit pays in the same transaction', async () => {
    const world = await networkHelpers.loadFixture(openWithoutApproval);
    const { actors, addresses, market } = world;
    const permit = await signPermit(world, actors.buyer, addresses.market, dollars(25));
    const buying = market.as(actors.buyer).buy([await makePurchase(world)], [permit]);
    await expect(buying).to.emit(market, 'OrderPaid');
  });

  it('a permit that someone else used first does not stop the purchase', async () => {
    const world = await networkHelpers.loadFixture(openWithoutApproval);
    const { actors, addresses, dollar, market } = world;
    const permit = await signPermit(world, actors.buyer, addresses.market, dollars(25));
    await dollar
      .as(actors.stranger)
      .permit(actors.buyer.address, addresses.market, permit.units, permit.deadline, permit.v, permit.r, permit.s);
    const buying = market.as(actors.buyer).buy([await makePurchase(world)], [permit]);
    await expect(buying).to.emit(market, 'OrderPaid');
  });

  it('a permit of someone else or for an account without code gives nothing', async () => {
    const world = await networkHelpers.loadFixture(openWithoutApproval);
    const { actors, addresses, dollar, market } = world;
    const foreign = await signPermit(world, actors.otherBuyer, addresses.market, dollars(25));
    const nowhere = { ...foreign, token: actors.stranger.address };
    const buying = market.as(actors.buyer).buy([await makePurchase(world)], [foreign, nowhere]);
    await expect(buying).to.be.revertedWithCustomError(dollar, 'ERC20InsufficientAllowance');
  });

  it('a failing permit leaves the decision to the allowance', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { actors, addresses, market } = world;
    const expired = { ...(await signPermit(world, actors.buyer, addresses.market, dollars(25))), deadline: 1n };
    const buying = market.as(actors.buyer).buy([await makePurchase(world)], [expired]);
    await expect(buying).to.emit(market, 'OrderPaid');
  });

  it('a permit stakes, and a stake without permit needs an allowance', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { actors, addresses, deposits, dollar } = world;
    await dollar.as(actors.shop).approve(addresses.deposits, 0);
    const permit = await signPermit(world, actors.shop, addresses.deposits, dollars(7));
    await expect(deposits.as(actors.shop).stake(addresses.demoDollar, dollars(7), permit))
      .to.emit(deposits, 'Staked')
      .withArgs(actors.shop.address, ethers.getAddress(addresses.demoDollar), dollars(7));
    const again = deposits.as(actors.shop).stake(addresses.demoDollar, dollars(7), permit);
    await expect(again).to.be.revertedWithCustomError(dollar, 'ERC20InsufficientAllowance');
  });
});
