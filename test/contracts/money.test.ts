import { expect } from 'chai';
import { buy } from './setup/cart.ts';
import { ethers, networkHelpers } from './setup/chain.ts';
import { afterDeadline, orderAt, pay } from './setup/orders.ts';
import { acceptToken } from './setup/tokens.ts';
import { dollars, noPermit, openMarket } from './setup/world.ts';

const DAY = 86_400;
const exitDelay = 158 * DAY;

describe('deposits', () => {
  it('a stake leaves after the exit delay, and what is leaving backs no new order', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { actors, addresses, deposits, vault } = world;
    const mine = deposits.as(actors.shop);
    const token = ethers.getAddress(addresses.demoDollar);
    const now = (await networkHelpers.time.latest()) + 10;
    await networkHelpers.time.setNextBlockTimestamp(now);
    await expect(mine.unbond(token, dollars(5_000)))
      .to.emit(deposits, 'UnbondingStarted')
      .withArgs(actors.shop.address, token, dollars(5_000), now + exitDelay);
    await expect(buy(world)).to.be.revertedWithCustomError(deposits, 'DepositsInsufficient');
    await networkHelpers.time.setNextBlockTimestamp(now + exitDelay);
    await expect(mine.withdraw(token))
      .to.emit(deposits, 'StakeWithdrawn')
      .withArgs(actors.shop.address, token, dollars(5_000))
      .and.to.emit(vault, 'Credited')
      .withArgs(token, actors.shop.address, ethers.ZeroHash, dollars(5_000));
    expect(await vault.creditOf(token, actors.shop.address)).to.equal(dollars(5_000));
    expect((await deposits.stakeOf(actors.shop.address, token)).stakedUnits).to.equal(0n);
  });

  it('stopping to withdraw frees the stake again', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { actors, addresses, deposits } = world;
    await deposits.as(actors.shop).unbond(addresses.demoDollar, dollars(5_000));
    await expect(deposits.as(actors.shop).unbond(addresses.demoDollar, 0))
      .to.emit(deposits, 'UnbondingStarted')
      .withArgs(actors.shop.address, ethers.getAddress(addresses.demoDollar), 0, 0);
    await expect(buy(world)).to.emit(world.market, 'OrderPaid');
  });

  it('a slash reaches stake that is leaving: selling and vanishing costs the coverage', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { actors, addresses, deposits, market } = world;
    const { order, orderId } = await pay(world);
    await deposits.as(actors.shop).unbond(addresses.demoDollar, dollars(5_000));
    await afterDeadline(world, { order, orderId }, 1);
    await market.poke(order);
    const stake = await deposits.stakeOf(actors.shop.address, addresses.demoDollar);
    const slashed = dollars(5_000) - stake.stakedUnits;
    expect(slashed).to.be.greaterThan(0n);
    expect(stake.unbondingUnits).to.equal(stake.stakedUnits);
  });

  it('an open order holds its coverage even after the exit delay', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { actors, addresses, deposits } = world;
    const { order } = await orderAt('shipped', world);
    await deposits.as(actors.shop).unbond(addresses.demoDollar, dollars(5_000));
    await networkHelpers.time.increase(exitDelay);
    await deposits.as(actors.shop).withdraw(addresses.demoDollar);
    const stake = await deposits.stakeOf(actors.shop.address, addresses.demoDollar);
    expect([stake.stakedUnits, stake.lockedUnits, stake.unbondingUnits]).to.deep.equal(
      Array.from({ length: 3 }, () => order.coverageUnits),
    );
  });

  it('coverage counts per token: a stake in one backs nothing in another', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { token } = await acceptToken(world, 'SilentToken');
    const buying = buy(world, { lines: [{ offer: { token } }] });
    await expect(buying).to.be.revertedWithCustomError(world.deposits, 'DepositsInsufficient');
  });

  it('a longer exit than the longest order', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const deposits = await ethers.getContractAt('Deposits', world.addresses.deposits);
    expect(await deposits.getFunction('EXIT_DELAY')()).to.equal(BigInt(exitDelay));
  });
});

describe('vault', () => {
  it('pays a credit to any receiver, in parts', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { actors, addresses, dollar, vault } = world;
    const { order } = await orderAt('completed', world);
    const token = ethers.getAddress(addresses.demoDollar);
    const credit = await vault.creditOf(token, order.promoter);
    await expect(vault.as(actors.promoter).withdraw(token, actors.stranger.address, credit - 1n))
      .to.emit(vault, 'Withdrawn')
      .withArgs(token, actors.promoter.address, actors.stranger.address, credit - 1n);
    expect(await dollar.balanceOf(actors.stranger.address)).to.equal(credit - 1n);
    expect(await vault.creditOf(token, order.promoter)).to.equal(1n);
  });

  it('anyone sends the fees to the treasury, and only there', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { actors, addresses, dollar, vault } = world;
    const { order } = await orderAt('completed', world);
    const fee = order.totalUnits / 100n;
    const token = ethers.getAddress(addresses.demoDollar);
    await expect(vault.as(actors.stranger).withdrawFees(token))
      .to.emit(vault, 'FeesWithdrawn')
      .withArgs(token, actors.treasury.address, fee);
    expect(await dollar.balanceOf(actors.treasury.address)).to.equal(fee);
    expect(await vault.feesOf(token)).to.equal(0n);
  });

  it('a donation changes nothing: neither credits nor what a purchase must pay', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { actors, addresses, dollar, vault } = world;
    await dollar.as(actors.otherBuyer).transfer(addresses.vault, dollars(123));
    const { order } = await orderAt('completed', world);
    const credits = [order.buyer, order.shop, order.promoter, order.parent, order.host];
    const sum = await credits.reduce<Promise<bigint>>(
      async (total, owner) => (await total) + (await vault.creditOf(addresses.demoDollar, owner)),
      vault.feesOf(addresses.demoDollar),
    );
    expect(sum).to.equal(order.totalUnits);
  });
});

describe('a token whose issuer blocks accounts', () => {
  it('a blocked shop stops neither the order nor the others, and may name another receiver', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { actors, deposits, market, vault } = world;
    const { token, contract } = await acceptToken(world, 'BlockingToken');
    await deposits.as(actors.shop).stake(token, dollars(10), noPermit);
    const { order } = await orderAt('shipped', world, { lines: [{ offer: { token } }] });
    await contract.getFunction('setBlocked')(actors.shop.address, true);
    await market.as(actors.buyer).confirm(order);
    const credit = await vault.creditOf(token, actors.shop.address);
    const blocked = vault.as(actors.shop).withdraw(token, actors.shop.address, credit);
    await expect(blocked).to.be.revertedWithCustomError(contract, 'AccountBlocked');
    await vault.as(actors.promoter).withdraw(token, actors.promoter.address, 1);
    await vault.as(actors.shop).withdraw(token, actors.stranger.address, credit);
    expect(await contract.getFunction('balanceOf')(actors.stranger.address)).to.equal(credit);
  });
});
