import { expect } from 'chai';
import { type Coupon, couponId as couponIdOf, skusHash } from '../../protocol/coupon.ts';
import type { Address } from '../../protocol/primitives.ts';
import { type Alone, openAlone } from './setup/alone.ts';
import { ethers, networkHelpers, type Signer } from './setup/chain.ts';
import { create } from './setup/contract.ts';
import { makeCoupon, signCoupon } from './setup/discounts.ts';
import type { TypedDataSigner } from './setup/typed-data-signer.ts';
import { bytes32, dollars } from './setup/world.ts';

const token = `0x${'70'.repeat(20)}` as Address;
const sku = bytes32('sku');
const nobody = ethers.ZeroAddress;

interface Using {
  coupon?: Partial<Coupon>;
  skus?: readonly `0x${string}`[];
  itemUnits?: bigint;
  buyer?: Signer;
  signedBy?: TypedDataSigner;
  signer?: string;
  chainId?: number;
}

/** What the market asks for a line that uses a coupon. */
async function requestWith(alone: Alone, using: Using) {
  const { actors, addresses } = alone;
  const coupon = makeCoupon(actors.shop.address, token, using.coupon);
  const use = await signCoupon({
    discounts: addresses.discounts,
    signedBy: actors.publisher,
    signer: actors.publisher.address,
    ...using,
    coupon,
  });
  const { itemUnits = dollars(20), buyer = actors.buyer } = using;
  const request = { buyer: buyer.address, shop: actors.shop.address, token, sku, itemUnits };
  return { coupon, couponId: await alone.discounts.couponDigest(coupon), use, request };
}

/** Uses a coupon as the market does. */
const take = async (alone: Alone, using: Using = {}) => {
  const { use, request } = await requestWith(alone, using);
  return alone.discounts.take(request, [use], nobody, 0);
};

const discountOf = async (alone: Alone, using: Using = {}): Promise<bigint> => {
  const { use, request } = await requestWith(alone, using);
  const { discountUnits } = await alone.discounts.take.staticCall(request, [use], nobody, 0);
  return discountUnits;
};

describe('coupons: what they take off', () => {
  it('a percentage, rounded down, of up to 90 %', async () => {
    const alone = await networkHelpers.loadFixture(openAlone);
    expect(await discountOf(alone)).to.equal(dollars(2));
    expect(await discountOf(alone, { itemUnits: 19n })).to.equal(1n);
    expect(await discountOf(alone, { coupon: { percentBps: 9_000 } })).to.equal(dollars(18));
    expect(await discountOf(alone, { itemUnits: 2n ** 128n - 1n })).to.equal((2n ** 128n - 1n) / 10n);
  });

  it('a fixed amount, of less than the line costs', async () => {
    const alone = await networkHelpers.loadFixture(openAlone);
    const fixed = { percentBps: 0, amountUnits: dollars(5) };
    expect(await discountOf(alone, { coupon: fixed })).to.equal(dollars(5));
    expect(await discountOf(alone, { coupon: fixed, itemUnits: dollars(5) + 1n })).to.equal(dollars(5));
    await expect(take(alone, { coupon: fixed, itemUnits: dollars(5) }))
      .to.be.revertedWithCustomError(alone.discounts, 'DiscountTooHigh')
      .withArgs(dollars(5), dollars(5));
  });

  it('counts from its minimum on', async () => {
    const alone = await networkHelpers.loadFixture(openAlone);
    const coupon = { minimumUnits: dollars(20) };
    expect(await discountOf(alone, { coupon })).to.equal(dollars(2));
    const { couponId } = await requestWith(alone, { coupon });
    await expect(take(alone, { coupon, itemUnits: dollars(20) - 1n }))
      .to.be.revertedWithCustomError(alone.discounts, 'CouponBelowMinimum')
      .withArgs(couponId, dollars(20) - 1n, dollars(20));
  });

  it('are not used up for nothing', async () => {
    const alone = await networkHelpers.loadFixture(openAlone);
    const { couponId } = await requestWith(alone, {});
    await expect(take(alone, { itemUnits: 9n })).to.be.revertedWithCustomError(alone.discounts, 'DiscountNone');
    expect(await alone.discounts.couponUses(couponId)).to.equal(0n);
    await expect(take(alone, { itemUnits: 10n })).to.emit(alone.discounts, 'CouponUsed');
  });
});

describe('coupons: what they are for', () => {
  it('some SKUs, such as all of a listing, brought along', async () => {
    const alone = await networkHelpers.loadFixture(openAlone);
    const skus = [bytes32('other'), sku];
    expect(await discountOf(alone, { coupon: { skus: skusHash(skus) }, skus })).to.equal(dollars(2));
    for (const [signed, brought] of [
      [skus, [sku]],
      [skus, []],
      [skus, [sku, bytes32('other')]],
      [[bytes32('other')], [bytes32('other')]],
    ]) {
      const taking = take(alone, { coupon: { skus: skusHash(signed!) }, skus: brought! });
      await expect(taking).to.be.revertedWithCustomError(alone.discounts, 'CouponNotForLine');
    }
    const whole = take(alone, { skus });
    await expect(whole).to.be.revertedWithCustomError(alone.discounts, 'CouponNotForLine');
  });

  it('a hundred SKUs at most', async () => {
    const alone = await networkHelpers.loadFixture(openAlone);
    const skus = Array.from({ length: 100 }, (_, position) => (position === 99 ? sku : bytes32(`sku ${position}`)));
    expect(await discountOf(alone, { coupon: { skus: skusHash(skus) }, skus })).to.equal(dollars(2));
    const more = [...skus, bytes32('more')];
    const taking = take(alone, { coupon: { skus: skusHash(more) }, skus: more });
    await expect(taking).to.be.revertedWithCustomError(alone.discounts, 'CouponTermsInvalid');
  });

  it('its holder', async () => {
    const alone = await networkHelpers.loadFixture(openAlone);
    const { buyer, otherBuyer } = alone.actors;
    const coupon = { holder: buyer.address as Address };
    await expect(take(alone, { coupon, buyer: otherBuyer })).to.be.revertedWithCustomError(
      alone.discounts,
      'CouponNotForLine',
    );
    await expect(take(alone, { coupon })).to.emit(alone.discounts, 'CouponUsed');
  });

  it('its shop and token', async () => {
    const alone = await networkHelpers.loadFixture(openAlone);
    const { otherShop, buyer } = alone.actors;
    for (const coupon of [{ shop: otherShop.address as Address }, { token: buyer.address as Address }]) {
      const taking = take(alone, { coupon });
      await expect(taking).to.be.revertedWithCustomError(alone.discounts, 'CouponNotForLine');
    }
  });
});

describe('coupons: how often and how long', () => {
  it('so often for everyone, and so often a buyer', async () => {
    const alone = await networkHelpers.loadFixture(openAlone);
    const { actors, discounts } = alone;
    const coupon = { maxUses: 3, maxUsesPerBuyer: 2 };
    const { couponId } = await requestWith(alone, { coupon });
    const used = (units: bigint, uses: number, buyer: Signer) =>
      [couponId, actors.shop.address, buyer.address, units, uses, false] as const;
    await expect(take(alone, { coupon }))
      .to.emit(discounts, 'CouponUsed')
      .withArgs(...used(dollars(2), 1, actors.buyer));
    await take(alone, { coupon });
    await expect(take(alone, { coupon }))
      .to.be.revertedWithCustomError(discounts, 'CouponUsedUpByBuyer')
      .withArgs(couponId, actors.buyer.address, 2);
    await expect(take(alone, { coupon, buyer: actors.otherBuyer }))
      .to.emit(discounts, 'CouponUsed')
      .withArgs(...used(dollars(2), 3, actors.otherBuyer));
    await expect(take(alone, { coupon, buyer: actors.otherBuyer }))
      .to.be.revertedWithCustomError(discounts, 'CouponUsedUp')
      .withArgs(couponId, 3);
    expect(await discounts.couponUses(couponId)).to.equal(3n);
    expect(await discounts.couponUsesBy(couponId, actors.buyer.address)).to.equal(2n);
    expect(await discounts.couponUsesBy(couponId, actors.otherBuyer.address)).to.equal(1n);
  });

  it('another nonce is another coupon', async () => {
    const alone = await networkHelpers.loadFixture(openAlone);
    await take(alone, { coupon: { maxUses: 1 } });
    const taking = take(alone, { coupon: { maxUses: 1, nonce: bytes32('second') } });
    await expect(taking).to.emit(alone.discounts, 'CouponUsed');
  });

  it('a first-order coupon once a buyer and shop, whichever coupon it is', async () => {
    const alone = await networkHelpers.loadFixture(openAlone);
    const { actors, discounts } = alone;
    const coupon = { firstOrderOnly: true };
    const second = { firstOrderOnly: true, nonce: bytes32('second') };
    expect(await discounts.usedFirstOrderCoupon(actors.shop.address, actors.buyer.address)).to.equal(false);
    await take(alone, { coupon });
    expect(await discounts.usedFirstOrderCoupon(actors.shop.address, actors.buyer.address)).to.equal(true);
    const { couponId } = await requestWith(alone, { coupon: second });
    await expect(take(alone, { coupon: second }))
      .to.be.revertedWithCustomError(discounts, 'CouponNotFirstOrder')
      .withArgs(couponId, actors.buyer.address);
    await expect(take(alone)).to.emit(discounts, 'CouponUsed');
    await expect(take(alone, { coupon: second, buyer: actors.otherBuyer })).to.emit(discounts, 'CouponUsed');
  });

  for (const [seconds, valid] of [
    [-1, true],
    [0, false],
    [1, false],
  ] as const) {
    it(`${valid ? 'counts' : 'has ended'} ${seconds} s from its last second`, async () => {
      const alone = await networkHelpers.loadFixture(openAlone);
      const validUntil = (await networkHelpers.time.latest()) + 100;
      const using = { coupon: { validUntil: BigInt(validUntil) } };
      const { couponId } = await requestWith(alone, using);
      await networkHelpers.time.setNextBlockTimestamp(validUntil + seconds);
      const taking = take(alone, using);
      if (valid) await expect(taking).to.emit(alone.discounts, 'CouponUsed');
      else
        await expect(taking)
          .to.be.revertedWithCustomError(alone.discounts, 'CouponExpired')
          .withArgs(couponId, validUntil);
    });
  }

  it('the shop alone cancels it, for ever, even one that nobody used', async () => {
    const alone = await networkHelpers.loadFixture(openAlone);
    const { actors, discounts } = alone;
    const { coupon, couponId } = await requestWith(alone, { coupon: { maxUses: 2 ** 32 - 1 } });
    for (const other of [actors.publisher, actors.stranger]) {
      await expect(discounts.as(other).cancelCoupon(coupon))
        .to.be.revertedWithCustomError(discounts, 'CouponNotYours')
        .withArgs(actors.shop.address);
    }
    await expect(discounts.as(actors.shop).cancelCoupon(coupon))
      .to.emit(discounts, 'CouponCancelled')
      .withArgs(couponId, actors.shop.address);
    expect(await discounts.couponUses(couponId)).to.equal(2n ** 32n - 1n);
    await expect(take(alone, { coupon: { maxUses: 2 ** 32 - 1 } }))
      .to.be.revertedWithCustomError(discounts, 'CouponUsedUp')
      .withArgs(couponId, 2 ** 32 - 1);
  });
});

describe('coupons: who signs', () => {
  it('the digest is what a wallet signs', async () => {
    const alone = await networkHelpers.loadFixture(openAlone);
    const { actors, addresses, discounts } = alone;
    for (const changes of [{}, { holder: actors.buyer.address as Address, firstOrderOnly: true, skus: sku }]) {
      const coupon = makeCoupon(actors.shop.address, token, changes);
      expect(await discounts.couponDigest(coupon)).to.equal(couponIdOf(31_337, addresses.discounts, coupon));
    }
  });

  it('the shop itself may', async () => {
    const alone = await networkHelpers.loadFixture(openAlone);
    const { shop } = alone.actors;
    const taking = take(alone, { signedBy: shop, signer: shop.address });
    await expect(taking).to.emit(alone.discounts, 'CouponUsed');
  });

  it('nobody else, nor a publisher who no longer is one, nor for another chain', async () => {
    const alone = await networkHelpers.loadFixture(openAlone);
    const { actors, discounts, shops } = alone;
    const refused = (using: Using) =>
      expect(take(alone, using)).to.be.revertedWithCustomError(discounts, 'CouponSignatureInvalid');
    await refused({ signedBy: actors.stranger });
    await refused({ signedBy: actors.stranger, signer: actors.stranger.address });
    await refused({ chainId: 1 });
    await shops.as(actors.shop).setPublisher(actors.publisher.address, false);
    await refused({});
  });

  it('no field can be changed after signing', async () => {
    const alone = await networkHelpers.loadFixture(openAlone);
    const { use, request } = await requestWith(alone, {});
    const changes: Partial<Coupon>[] = [
      { percentBps: 1_001 },
      { percentBps: 0, amountUnits: 1n },
      { minimumUnits: 1n },
      { maxUses: 1_001 },
      { maxUsesPerBuyer: 4 },
      { firstOrderOnly: true },
      { validUntil: 2n ** 40n + 1n },
      { nonce: bytes32('forged') },
      { holder: alone.actors.buyer.address as Address },
    ];
    for (const change of changes) {
      const forged = { ...use, coupon: { ...use.coupon, ...change } };
      const taking = alone.discounts.take(request, [forged], nobody, 0);
      await expect(taking).to.be.revertedWithCustomError(alone.discounts, 'CouponSignatureInvalid');
    }
  });

  it('a publisher made of code signs by ERC-1271, as long as it says so', async () => {
    const alone = await networkHelpers.loadFixture(openAlone);
    const { actors, discounts, shops } = alone;
    const account = await create('ContractAccount', [actors.stranger.address]);
    await shops.as(actors.shop).setPublisher(account, true);
    const using = { signedBy: actors.stranger, signer: account };
    await expect(take(alone, using)).to.emit(discounts, 'CouponUsed');
    const contract = await ethers.getContractAt('ContractAccount', account);
    await contract.getFunction('setSigner')(actors.buyer.address);
    await expect(take(alone, using))
      .to.be.revertedWithCustomError(discounts, 'CouponSignatureInvalid')
      .withArgs(account);
  });

  it('a key whose account has EIP-7702 code still signs by itself', async () => {
    const alone = await networkHelpers.loadFixture(openAlone);
    const { actors, discounts } = alone;
    const code = await create('ContractAccount', [nobody]);
    await networkHelpers.setCode(actors.publisher.address, ethers.concat(['0xef0100', code]));
    await expect(take(alone)).to.emit(discounts, 'CouponUsed');
    const forged = take(alone, { signedBy: actors.stranger });
    await expect(forged).to.be.revertedWithCustomError(discounts, 'CouponSignatureInvalid');
  });
});
