import { expect } from 'chai';
import type { Address } from '../../protocol/primitives.ts';
import { buy, makePurchase } from './setup/cart.ts';
import { ethers, networkHelpers } from './setup/chain.ts';
import { create } from './setup/contract.ts';
import { attempt, creditOf, execute, jurorOf, openCase, openCourt, phaseOf } from './setup/court.ts';
import { orderAt } from './setup/orders.ts';
import { noPermit, openMarket, type World } from './setup/world.ts';

/** Contracts that answer badly: with no gas left, or with more than anyone wants to copy. */
const hostile: { name: string; make: () => Promise<string> }[] = [
  { name: 'a gas burner', make: () => create('GasBurner') },
  { name: 'a returning payload bomb', make: () => create('PayloadBomb', [500_000, false]) },
  { name: 'a reverting payload bomb', make: () => create('PayloadBomb', [500_000, true]) },
];

const gasOf = async (sent: Promise<{ wait(): Promise<{ gasUsed: bigint } | null> }>): Promise<bigint> =>
  (await (await sent).wait())?.gasUsed ?? 0n;

describe('attackers: contracts that answer badly', () => {
  for (const { name, make } of hostile) {
    it(`${name} as arbitrator stops no escalation, and costs at most 65,000 gas`, async () => {
      const world = await networkHelpers.loadFixture(openMarket);
      const { actors, market } = world;
      const plain = await orderAt('answered', world);
      const usual = await gasOf(market.as(actors.buyer).escalate(plain.order));
      const arbitrator = (await make()) as Address;
      const { order } = await orderAt('answered', world, { lines: [{ offer: { arbitrator } }] });
      expect(await gasOf(market.as(actors.buyer).escalate(order))).to.be.lessThan(usual + 65_000n);
    });

    it(`${name} as publisher has signed nothing, and other publishers sell on`, async () => {
      const world = await networkHelpers.loadFixture(openMarket);
      const { actors, market, shops } = world;
      const signer = (await make()) as Address;
      await shops.as(actors.shop).setPublisher(signer, true);
      await expect(buy(world, { purchase: { signer } })).to.be.revertedWithCustomError(
        market,
        'CatalogueSignatureInvalid',
      );
      await expect(buy(world)).to.emit(market, 'OrderPaid');
    });

    it(`${name} as the token of a permit is ignored like any failing permit`, async () => {
      const world = await networkHelpers.loadFixture(openMarket);
      const { actors, market } = world;
      const permit = { ...noPermit, token: await make(), units: 1n };
      const buying = market.as(actors.buyer).buy([await makePurchase(world)], [permit], { gasLimit: 16_000_000n });
      await expect(buying).to.emit(market, 'OrderPaid');
    });
  }

  it('a wallet that flips counts by what it says in the block of the purchase', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { actors, market, shops } = world;
    const signer = (await create('FlippingWallet')) as Address;
    await shops.as(actors.shop).setPublisher(signer, true);
    const purchase = await makePurchase(world, { purchase: { signer } });
    const buyInBlock = async (parity: number) => {
      const next = (await ethers.provider.getBlockNumber()) + 1;
      if (next % 2 !== parity) await networkHelpers.mine();
      return market.as(actors.buyer).buy([purchase], [], { gasLimit: 1_000_000n });
    };
    await expect(buyInBlock(0)).to.emit(market, 'OrderPaid');
    await expect(buyInBlock(1)).to.be.revertedWithCustomError(market, 'CatalogueSignatureInvalid');
    await expect(buyInBlock(0)).to.emit(market, 'OrderPaid');
  });

  it('keys whose EIP-7702 code burns all gas stop nobody: nothing calls a payee', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { actors, addresses, dollar, market, vault } = world;
    const code = ethers.concat(['0xef0100', await create('GasBurner')]);
    const people = [actors.buyer, actors.shop, actors.publisher, actors.promoter, actors.host, actors.treasury];
    for (const { address } of people) await networkHelpers.setCode(address, code);
    const { order } = await orderAt('completed', world);
    await market.as(actors.shop).cancel((await orderAt('shipped', world)).order);
    for (const payee of [actors.buyer, actors.shop, actors.promoter, actors.host]) {
      const credit: bigint = await vault.creditOf(addresses.demoDollar, payee.address);
      const before: bigint = await dollar.balanceOf(payee.address);
      await vault.as(payee).withdraw(addresses.demoDollar, payee.address, credit);
      expect(await dollar.balanceOf(payee.address)).to.equal(before + credit);
    }
    await vault.withdrawFees(addresses.demoDollar);
    expect(await dollar.balanceOf(actors.treasury.address)).to.equal(order.totalUnits / 100n);
  });

  it('a key that became an account by a real EIP-7702 transaction buys and signs as before', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { actors, market, shops } = world;
    const key = ethers.Wallet.createRandom().connect(ethers.provider);
    await actors.stranger.sendTransaction({ to: key.address, value: ethers.parseEther('1') });
    const delegate = await create('ContractAccount', [ethers.ZeroAddress]);
    const authorization = await key.authorize({ address: delegate, nonce: 1, chainId: 31_337 });
    const sent = await key.sendTransaction({
      type: 4,
      to: actors.stranger.address,
      authorizationList: [authorization],
    });
    await sent.wait();
    expect(await ethers.provider.getCode(key.address)).to.equal(ethers.concat(['0xef0100', delegate]).toLowerCase());
    await shops.as(actors.shop).setPublisher(key.address, true);
    const options = { signedBy: key, purchase: { signer: key.address as Address } };
    await expect(buy(world, options)).to.emit(market, 'OrderPaid');
    const forged = buy(world, { ...options, signedBy: actors.stranger });
    await expect(forged).to.be.revertedWithCustomError(market, 'CatalogueSignatureInvalid');
  });
});

const FOR_SHOP = 1;

/** Pays jurors for finding for the shop; the bribe makes up for what they lose when they are found out. */
async function bribe(world: World, orderId: string, units: bigint, onlyWhenLost: boolean) {
  const { actors, addresses, dollar } = world;
  const args = [addresses.court, addresses.demoDollar, orderId, FOR_SHOP, units, onlyWhenLost];
  const at = await create('Briber', args);
  await dollar.as(actors.stranger).mint(units * 3n);
  await dollar.as(actors.stranger).transfer(at, units * 3n);
  return ethers.getContractAt('Briber', at);
}

describe('attackers: a briber of jurors', () => {
  it('buys a first panel for nothing when nobody appeals: votes are public once they are cast', async () => {
    const world = await networkHelpers.loadFixture(openCourt);
    const paid = await openCase(world);
    const briber = await bribe(world, paid.orderId, 100_000_000n, true);
    await attempt(world, paid, ['shop', 'shop', 'shop']);
    await execute(world, paid);
    expect((await world.court.caseOf(paid.orderId)).ruling).to.equal(BigInt(FOR_SHOP));
    await expect(briber.getFunction('claim')(0, 0)).to.be.revertedWithCustomError(briber, 'BribeNotDue');
  });

  it('pays for at least the whole order once one appeal is honest, and loses the case', async () => {
    const world = await networkHelpers.loadFixture(openCourt);
    const { actors, court, dollar } = world;
    const paid = await openCase(world);
    const { lockUnits } = await court.roundOf(paid.orderId, 0);
    const lossUnits: bigint = lockUnits / 2n;
    const briber = await bribe(world, paid.orderId, lossUnits, true);
    const bribed = await attempt(world, paid, ['shop', 'shop', 'shop']);
    await court.as(actors.buyer).appeal(paid.order);
    await attempt(
      world,
      paid,
      Array.from({ length: 7 }, () => 'buyer' as const),
    );
    expect(await phaseOf(world, paid)).to.equal('closed');
    expect((await court.caseOf(paid.orderId)).ruling).to.equal(2n);

    const before = await Promise.all(bribed.map(({ juror }) => dollar.balanceOf(juror.address) as Promise<bigint>));
    for (const { seat } of bribed) await briber.getFunction('claim')(0, seat);
    await expect(briber.getFunction('claim')(0, 0)).to.be.revertedWithCustomError(briber, 'BribeNotDue');
    const after = await Promise.all(bribed.map(({ juror }) => dollar.balanceOf(juror.address) as Promise<bigint>));
    const spent = after.reduce((sum, units, position) => sum + units - (before[position] ?? 0n), 0n);
    // Each juror lost half of the lock, and the locks of a panel together are at least twice the order.
    expect(spent).to.equal(3n * lossUnits);
    expect(spent >= paid.order.totalUnits).to.equal(true);
    for (const { juror } of bribed) expect((await jurorOf(world, juror)).lockedUnits).to.equal(0n);
    // The buyer got what they asked for, 60 %, and the costs of both rounds as far as the coverage reached.
    const asked = (paid.order.totalUnits * 6_000n) / 10_000n;
    expect((await creditOf(world, actors.buyer)) >= asked).to.equal(true);
  });
});
