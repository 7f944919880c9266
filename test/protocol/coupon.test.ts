import assert from 'node:assert/strict';
import { test } from 'node:test';
import { base64urlnopad } from '@scure/base';
import { Wallet } from 'ethers';
import fc from 'fast-check';
import { encodeDocument } from '../../protocol/block.ts';
import {
  type Coupon,
  type CouponUse,
  couponId,
  couponSchema,
  couponTypedData,
  discountOf,
  skusHash,
} from '../../protocol/coupon.ts';
import { type CouponCheck, checkCoupon, checkCouponUses } from '../../protocol/coupon-check.ts';
import { decodeCouponCode, encodeCouponCode } from '../../protocol/coupon-code.ts';
import type { Result } from '../../protocol/errors.ts';
import { limits } from '../../protocol/limits.ts';
import { type Address, type Hex, zeroAddress } from '../../protocol/primitives.ts';
import { recoverSigner } from '../../protocol/recover-signer.ts';
import { addressOf, bytes32Of, chainId, coupon, token } from './samples.ts';

const NOW = 1_790_000_000;
const discounts = addressOf('d7');
const wallet = new Wallet(bytes32Of('5a'));
// Safety: ethers gives 0x-prefixed hex.
const owner = wallet.address.toLowerCase() as Address;
const buyer = addressOf('b2');
const sku = bytes32Of('33');
const skusOf = (count: number) => Array.from({ length: count }, (_, index): Hex => `0x${`${index}`.padStart(64, '0')}`);
const codeOf = (result: Result<unknown>) => (result.ok ? 'ok' : result.error.code);

async function signed(changes: Partial<Coupon> = {}, skus: Hex[] = []): Promise<CouponUse> {
  const made = coupon({ shop: owner, skus: skusHash(skus), ...changes });
  const { domain, types, message } = couponTypedData(chainId, discounts, made);
  const signature = (await wallet.signTypedData(domain, { Coupon: [...types.Coupon] }, message)) as Hex;
  return { coupon: made, skus, signer: owner, signature };
}

async function check(use: CouponUse, changes: Partial<CouponCheck> = {}) {
  return checkCoupon({
    use,
    request: { buyer, shop: owner, token, sku, itemUnits: 10_000n },
    chainId,
    discounts,
    now: NOW,
    publishing: async () => ({ mayPublish: true, lowestVersion: 0 }),
    recover: recoverSigner,
    verifyContractSignature: async () => false,
    ...changes,
  });
}

test('a signed coupon travels in a link and comes out ready for the contract', async () => {
  for (const use of [
    await signed(),
    await signed({ percentBps: 0, amountUnits: 5_000n, minimumUnits: 9_000n, holder: buyer }, [sku, ...skusOf(3)]),
    await signed({ firstOrderOnly: true, maxUses: 0xffff_ffff, validUntil: 253_402_300_799n, amountUnits: 0n }),
  ]) {
    const code = encodeCouponCode(use);
    assert.match(code, /^[A-Za-z0-9_-]+$/);
    assert.deepEqual(decodeCouponCode(code), { ok: true, value: use });
    assert.equal(codeOf(await check(use, { now: 0 })), 'ok');
  }
  assert.ok(encodeCouponCode(await signed()).length < 700);
});

test('a code holds some 45 variants, and one that does not fit is refused before it is shared', async () => {
  assert.ok(decodeCouponCode(encodeCouponCode(await signed({}, skusOf(45)))).ok);
  const many = await signed({}, skusOf(limits.couponSkus));
  assert.throws(() => encodeCouponCode(many), { code: 'coupon.too_large' });
  assert.equal(codeOf(decodeCouponCode('A'.repeat(2_732))), 'coupon.too_large');
  assert.notEqual(codeOf(decodeCouponCode('A'.repeat(2_728))), 'coupon.too_large');
  assert.throws(() => encodeCouponCode({ ...many, skus: skusOf(2) }), { code: 'coupon.invalid' });
});

test('a coupon that fits is checked up to its most variants', async () => {
  assert.equal(codeOf(await check(await signed({}, [sku, ...skusOf(limits.couponSkus - 1)]))), 'ok');
  assert.equal(codeOf(await check(await signed({}, [sku, ...skusOf(limits.couponSkus)]))), 'coupon.terms_invalid');
});

test('faulty codes are refused', async () => {
  const code = encodeCouponCode(await signed());
  const use = await signed();
  const bytes = (hex: Hex) => Buffer.from(hex.slice(2), 'hex');
  const document = (changes: object, couponChanges: object = {}) =>
    base64urlnopad.encode(
      encodeDocument({
        v: 1,
        type: 'coupon',
        coupon: {
          ...use.coupon,
          shop: bytes(owner),
          token: bytes(token),
          skus: bytes(use.coupon.skus),
          holder: bytes(zeroAddress),
          amountUnits: '0',
          minimumUnits: '0',
          validUntil: 1_800_000_000,
          nonce: bytes(bytes32Of('09')),
          ...couponChanges,
        },
        skus: [],
        signer: bytes(owner),
        signature: bytes(use.signature),
        ...changes,
      }).bytes,
    );
  assert.deepEqual(decodeCouponCode(document({})), { ok: true, value: use });
  const cases: [string, string][] = [
    ['coupon.malformed', ''],
    ['coupon.malformed', 'no/base64url'],
    ['coupon.malformed', `${code}=`],
    ['coupon.malformed', code.slice(0, -4)],
    ['coupon.invalid', document({ v: 2 })],
    ['coupon.invalid', document({ more: 1 })],
    ['coupon.invalid', document({ skus: [bytes(sku)] })],
    ['coupon.invalid', document({ skus: ['x'] })],
    ['coupon.invalid', document({ skus: Array.from({ length: 101 }, () => 1) })],
    ['coupon.invalid', document({ signature: new Uint8Array(63) })],
    ['coupon.invalid', document({ signer: new Uint8Array(32) })],
    ['coupon.invalid', document({}, { percentBps: 9_001 })],
    ['coupon.invalid', document({}, { percentBps: 0 })],
    ['coupon.invalid', document({}, { amountUnits: '5' })],
    ['coupon.invalid', document({}, { amountUnits: '-5' })],
    ['coupon.invalid', document({}, { maxUses: 0 })],
    ['coupon.invalid', document({}, { maxUsesPerBuyer: 0 })],
    ['coupon.invalid', document({}, { shop: owner })],
    ['coupon.invalid', document({}, { firstOrderOnly: 1 })],
  ];
  for (const [expected, text] of cases) assert.equal(codeOf(decodeCouponCode(text)), expected, text.slice(0, 40));
});

test('no text breaks the reader', () => {
  fc.assert(fc.property(fc.string(), (text) => assert.equal(decodeCouponCode(text).ok, false)));
  fc.assert(
    fc.property(fc.anything(), (skus) => {
      assert.doesNotThrow(() => couponSchema.safeParse(skus));
    }),
  );
});

test('a coupon in JSON is read with its bounds', () => {
  const json = { ...coupon(), amountUnits: '0', minimumUnits: '100', validUntil: 1_800_000_000 };
  assert.deepEqual(couponSchema.parse(json), coupon({ minimumUnits: 100n }));
  for (const change of [{ percentBps: 0 }, { amountUnits: '1' }, { validUntil: 1.5 }, { nonce: '0x12' }, { more: 1 }]) {
    assert.ok(!couponSchema.safeParse({ ...json, ...change }).success);
  }
});

test('a percentage is rounded down, an amount is taken as it is', () => {
  assert.equal(discountOf({ percentBps: 333, amountUnits: 0n }, 10_001n), 333n);
  assert.equal(discountOf({ percentBps: 0, amountUnits: 50n }, 10n), 50n);
});

test('a coupon that the contract takes passes, with its ID and what it takes off', async () => {
  const use = await signed({ minimumUnits: 10_000n }, [bytes32Of('01'), sku]);
  assert.deepEqual(await check(use), {
    ok: true,
    value: { couponId: couponId(chainId, discounts, use.coupon), discountUnits: 1_000n },
  });
  const byContract = { recover: () => undefined, verifyContractSignature: async () => true };
  assert.equal(codeOf(await check(use, byContract)), 'ok');
});

test('each fault of a coupon has its code', async () => {
  const line = { buyer, shop: owner, token, sku, itemUnits: 10_000n };
  const cases: [string, CouponUse, Partial<CouponCheck>?][] = [
    ['coupon.terms_invalid', await signed({ percentBps: 0 })],
    ['coupon.terms_invalid', await signed({ amountUnits: 5n })],
    ['coupon.terms_invalid', await signed({ percentBps: 9_001 })],
    ['coupon.not_for_line', await signed(), { request: { ...line, shop: addressOf('99') } }],
    ['coupon.not_for_line', await signed(), { request: { ...line, token: addressOf('99') } }],
    ['coupon.not_for_line', await signed({ holder: addressOf('99') })],
    ['coupon.not_for_line', await signed({}, [bytes32Of('01')])],
    ['coupon.not_for_line', { ...(await signed()), skus: [sku] }],
    ['coupon.not_for_line', { ...(await signed({}, [sku])), skus: [sku, sku] }],
    ['coupon.signature_invalid', await signed(), { publishing: async () => ({ mayPublish: false, lowestVersion: 0 }) }],
    ['coupon.signature_invalid', await signed(), { chainId: 1 }],
    ['coupon.signature_invalid', await signed(), { discounts: addressOf('99') }],
    ['coupon.signature_invalid', { ...(await signed()), signer: addressOf('99') }],
    ['coupon.signature_invalid', { ...(await signed()), coupon: coupon({ shop: owner, percentBps: 9_000 }) }],
    ['coupon.expired', await signed({ validUntil: BigInt(NOW) })],
    ['coupon.below_minimum', await signed({ minimumUnits: 10_001n })],
    ['discount.too_high', await signed({ percentBps: 0, amountUnits: 10_000n })],
  ];
  for (const [expected, use, changes] of cases) assert.equal(codeOf(await check(use, changes)), expected);
  assert.equal(codeOf(await check(await signed({ holder: buyer }))), 'ok');
  assert.equal(codeOf(await check(await signed({ percentBps: 0, amountUnits: 9_999n }))), 'ok');
});

test('uses so far are compared with what the coupon allows', () => {
  const uses = (changes: object) => ({ uses: 0, usesBy: 0, usedFirstOrder: false, ...changes });
  const of = (changes: object, terms: Partial<Coupon> = {}) =>
    codeOf(checkCouponUses({ couponId: bytes32Of('01'), coupon: coupon(terms), uses: uses(changes) }));
  assert.equal(of({ uses: 99 }), 'ok');
  assert.equal(of({ uses: 100 }), 'coupon.used_up');
  assert.equal(of({ uses: 0xffff_ffff }, { maxUses: 0xffff_ffff }), 'coupon.used_up');
  assert.equal(of({ usesBy: 1 }), 'coupon.used_up_by_buyer');
  assert.equal(of({ usedFirstOrder: true }), 'ok');
  assert.equal(of({ usedFirstOrder: true }, { firstOrderOnly: true }), 'coupon.not_first_order');
});
