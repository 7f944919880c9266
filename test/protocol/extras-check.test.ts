import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Wallet } from 'ethers';
import { type Coupon, type CouponUse, couponTypedData } from '../../protocol/coupon.ts';
import type { Result } from '../../protocol/errors.ts';
import { extrasOf } from '../../protocol/extras.ts';
import { type ExtrasCheck, type ShownExtras, verifyExtras } from '../../protocol/extras-check.ts';
import { groupId, groupTermsHash, groupTermsOf, noGroupTerms } from '../../protocol/group.ts';
import { ownPointsTerms } from '../../protocol/points.ts';
import { type Address, type Hex, zeroAddress, zeroBytes32 } from '../../protocol/primitives.ts';
import { recoverSigner } from '../../protocol/recover-signer.ts';
import { addressOf, bytes32Of, chainId, coupon, groupTerms, offer } from './samples.ts';

const NOW = 1_790_000_000;
const discounts = addressOf('d7');
const wallet = new Wallet(bytes32Of('5a'));
// Safety: ethers gives 0x-prefixed hex.
const owner = wallet.address.toLowerCase() as Address;
const terms = groupTermsOf(groupTerms());
const sold = offer({ shop: owner, group: groupTermsHash(terms) });
const unused = { uses: 0, usesBy: 0, usedFirstOrder: false };
const codeOf = (result: Result<unknown>) => (result.ok ? 'ok' : result.error.code);

async function use(changes: Partial<Coupon> = {}): Promise<CouponUse> {
  const made = coupon({ shop: owner, ...changes });
  const { domain, types, message } = couponTypedData(chainId, discounts, made);
  const signature = (await wallet.signTypedData(domain, { Coupon: [...types.Coupon] }, message)) as Hex;
  return { coupon: made, skus: [], signer: owner, signature };
}
const check = (shown: Partial<ShownExtras>, changes: Partial<ExtrasCheck> = {}) =>
  verifyExtras({
    offer: sold,
    buyer: addressOf('b2'),
    shown: { quantity: 2, discountUnits: 0n, ...shown },
    chainId,
    discounts,
    now: NOW,
    publishing: async () => ({ mayPublish: true, lowestVersion: 0 }),
    recover: recoverSigner,
    verifyContractSignature: async () => false,
    ...changes,
  });

const leader = addressOf('1e');
const joined = (changes: object = {}) => {
  const deadline = NOW + 60;
  const { shop, sku, token, group } = sold;
  return { groupId: groupId({ shop, sku, token, terms: group, leader, deadline }), leader, deadline, ...changes };
};

test('a line bought alone costs the offer, one bought as a group what the group says', async () => {
  assert.deepEqual(await check({}), { ok: true, value: { itemUnits: 59_800_000n, discountUnits: 0n } });
  const opened = await check({ group: { terms } });
  assert.deepEqual(opened, { ok: true, value: { itemUnits: 39_800_000n, discountUnits: 0n } });
  assert.equal(codeOf(await check({ group: { terms, joins: joined() } })), 'ok');
});

test('group terms and group are those that the shop signed', async () => {
  const cheaper = { ...terms, priceUnits: 1n };
  assert.equal(codeOf(await check({ group: { terms: cheaper } })), 'group.terms_mismatch');
  assert.equal(codeOf(await check({ group: { terms } }, { offer: offer() })), 'group.terms_mismatch');
  const other = (changes: object) => check({ group: { terms, joins: joined(changes) } });
  assert.equal(codeOf(await other({ groupId: bytes32Of('01') })), 'group.id_mismatch');
  assert.equal(codeOf(await other({ leader: addressOf('99') })), 'group.id_mismatch');
  assert.equal(codeOf(await other({ deadline: NOW + 61 })), 'group.id_mismatch');
  const over = await check({ group: { terms, joins: joined() } }, { now: NOW + 61 });
  assert.equal(codeOf(over), 'group.deadline_passed');
});

test('points count on what the coupon leaves, and the page showed the sum', async () => {
  const points = {
    points: 1_000_000n,
    heldPoints: 2_000_000n,
    terms: ownPointsTerms({ earnBps: 0, maxDiscountBps: 5_000 }),
  };
  const both = { coupon: { use: await use(), uses: unused }, points };
  const result = await check({ ...both, discountUnits: 6_980_000n });
  assert.deepEqual(result, { ok: true, value: { itemUnits: 59_800_000n, discountUnits: 6_980_000n } });
  assert.equal(codeOf(await check({ ...both, discountUnits: 6_980_001n })), 'discount.mismatch');
  assert.equal(codeOf(await check({ discountUnits: 1n })), 'discount.mismatch');
  const most = { ...points, terms: ownPointsTerms({ earnBps: 0, maxDiscountBps: 100 }) };
  assert.equal(codeOf(await check({ points: most, discountUnits: 1_000_000n })), 'points.above_most');
});

test('a coupon is checked for this line, its uses too', async () => {
  const shown = async (changes: Partial<Coupon>, uses = unused) =>
    codeOf(await check({ coupon: { use: await use(changes), uses }, discountUnits: 5_980_000n }));
  assert.equal(await shown({}), 'ok');
  assert.equal(await shown({ token: addressOf('99') }), 'coupon.not_for_line');
  assert.equal(await shown({ minimumUnits: 59_800_001n }), 'coupon.below_minimum');
  assert.equal(await shown({}, { ...unused, usesBy: 1 }), 'coupon.used_up_by_buyer');
});

test('coupon and points are not used up for nothing', async () => {
  const terms = ownPointsTerms({ earnBps: 0, maxDiscountBps: 5_000 });
  assert.equal(codeOf(await check({ points: { points: 0n, heldPoints: 5n, terms } })), 'discount.none');
});

test('a plain line has no extras, and every choice fills its fields', async () => {
  assert.deepEqual(extrasOf({}), []);
  const nothing = {
    group: noGroupTerms,
    leader: zeroAddress,
    groupDeadline: 0,
    handover: zeroBytes32,
    pointsIssuer: zeroAddress,
    points: 0n,
    coupons: [],
  };
  assert.deepEqual(extrasOf({ handover: bytes32Of('01') }), [{ ...nothing, handover: bytes32Of('01') }]);
  assert.deepEqual(extrasOf({ group: { terms } }), [{ ...nothing, group: terms }]);
  assert.deepEqual(extrasOf({ group: { terms, joins: { leader, deadline: 7 } } }), [
    { ...nothing, group: terms, leader, groupDeadline: 7 },
  ]);
  const made = await use();
  assert.deepEqual(extrasOf({ coupon: made, points: { issuer: owner, points: 5n } }), [
    { ...nothing, pointsIssuer: owner, points: 5n, coupons: [made] },
  ]);
});
