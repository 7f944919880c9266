import { expect } from 'chai';
import type { Address, Hex } from '../../protocol/primitives.ts';
import { buy, makePurchase } from './setup/cart.ts';
import { ethers, networkHelpers } from './setup/chain.ts';
import { create } from './setup/contract.ts';
import { createAccount, openContractShop } from './setup/contract-account.ts';
import { openMarket } from './setup/world.ts';

describe('signatures of catalogues', () => {
  it('the shop itself may sign', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { shop } = world.actors;
    const purchase = { signer: shop.address as Address };
    await expect(buy(world, { signedBy: shop, purchase })).to.emit(world.market, 'OrderPaid');
  });

  it('a shop made of code signs by ERC-1271, as long as it says so', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { actors, market } = world;
    const account = await openContractShop(world);
    const options = {
      shop: { ...actors.shop, address: account.address } as typeof actors.shop,
      signedBy: actors.stranger,
      purchase: { signer: account.address },
    };
    await expect(buy(world, options)).to.emit(market, 'OrderPaid');
    await account.setSigner(actors.buyer.address);
    await expect(buy(world, options))
      .to.be.revertedWithCustomError(market, 'CatalogueSignatureInvalid')
      .withArgs(account.address);
  });

  it('a publisher made of code signs by ERC-1271', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { actors, market, shops } = world;
    const account = await createAccount(actors.stranger.address);
    await shops.as(actors.shop).setPublisher(account.address, true);
    const options = { signedBy: actors.stranger, purchase: { signer: account.address } };
    await expect(buy(world, options)).to.emit(market, 'OrderPaid');
  });

  it('code that answers nonsense has signed nothing', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { actors, addresses, market, shops } = world;
    await shops.as(actors.shop).setPublisher(addresses.settings, true);
    const buying = buy(world, { purchase: { signer: addresses.settings } });
    await expect(buying).to.be.revertedWithCustomError(market, 'CatalogueSignatureInvalid');
  });

  it('a key whose account has EIP-7702 code still signs by itself, even when the code would refuse', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { actors, market } = world;
    const code = await create('ContractAccount', [ethers.ZeroAddress]);
    const designator = ethers.concat(['0xef0100', code]);
    await networkHelpers.setCode(actors.publisher.address, designator);
    expect(await ethers.provider.getCode(actors.publisher.address)).to.equal(designator);
    await expect(buy(world)).to.emit(market, 'OrderPaid');
    const forged = buy(world, { signedBy: actors.stranger });
    await expect(forged).to.be.revertedWithCustomError(market, 'CatalogueSignatureInvalid');
  });

  it('the 64-byte form is refused', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { signature } = await makePurchase(world);
    const compact = ethers.Signature.from(signature).compactSerialized as Hex;
    const buying = buy(world, { purchase: { signature: compact } });
    await expect(buying).to.be.revertedWithCustomError(world.market, 'CatalogueSignatureInvalid');
  });

  it('is checked every time: a purchase that worked proves nothing for the next caller', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { actors, market } = world;
    const purchase = await makePurchase(world);
    await market.as(actors.buyer).buy([purchase], []);
    const again = market.as(actors.otherBuyer).buy([{ ...purchase, signature: '0x' }], []);
    await expect(again).to.be.revertedWithCustomError(market, 'CatalogueSignatureInvalid');
  });

  it('a catalogue lasts until its second, and an old one ends with the lowest version', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { actors, market, shops } = world;
    const purchase = await makePurchase(world, { catalogue: { version: 7n } });
    await shops.as(actors.shop).raiseLowestVersion(7);
    await networkHelpers.time.setNextBlockTimestamp(Number(purchase.catalogue.validUntil) - 1);
    await expect(market.as(actors.buyer).buy([purchase], [])).to.emit(market, 'OrderPaid');
    await expect(market.as(actors.buyer).buy([purchase], []))
      .to.be.revertedWithCustomError(market, 'CatalogueExpired')
      .withArgs(purchase.catalogue.validUntil);
  });
});
