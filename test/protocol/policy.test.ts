import assert from 'node:assert/strict';
import { test } from 'node:test';
import { privateKeyToAccount } from 'viem/accounts';
import { hexToBytes } from 'viem/utils';
import { encodeDocument } from '../../protocol/block.ts';
import { limits } from '../../protocol/limits.ts';
import { denialSchema, openPolicy, policySchema } from '../../protocol/policy.ts';
import {
  decodePolicyList,
  encodePolicyList,
  type PolicyList,
  policyListSchema,
  policyListTypedData,
  type SignedPolicyList,
  verifyPolicyList,
} from '../../protocol/policy-list.ts';
import type { Address } from '../../protocol/primitives.ts';
import { quotaOf } from '../../protocol/quota.ts';
import { recoverSigner } from '../../protocol/recover-signer.ts';

const author = privateKeyToAccount(`0x${'11'.repeat(32)}`);
const market: Address = `0x${'4d'.repeat(20)}`;
const chainId = 31_337;
const shop = (number: number): Address => `0x${number.toString(16).padStart(40, '0')}`;
const denial = (number: number, reason = 'A fake') => ({ shop: shop(number), reason, since: 1_800_000_000 });
const listOf = (changes: Partial<PolicyList> = {}): PolicyList => ({
  author: author.address.toLowerCase() as Address,
  version: 3,
  name: 'Fakes',
  entries: [denial(1), denial(2)],
  ...changes,
});
const sign = async (list: PolicyList): Promise<SignedPolicyList> => ({
  v: 1,
  type: 'policy-list',
  list,
  signature: hexToBytes(await author.signTypedData(policyListTypedData(chainId, market, list))),
});
const ports = { chainId, market, recover: recoverSigner, verifyContractSignature: async () => false };
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

test('a list is its author’s, whole and for one market', async () => {
  const signed = await sign(listOf());
  const again = decodePolicyList(encodePolicyList(signed).bytes);
  assert.ok(again.ok);
  assert.ok((await verifyPolicyList(again.value, ports)).ok);
  const changes: Partial<PolicyList>[] = [
    { version: 4 },
    { name: 'Others' },
    { author: shop(9) },
    { entries: [denial(1)] },
    { entries: [denial(1), denial(2, 'Something else')] },
  ];
  for (const change of changes) {
    const forged = await verifyPolicyList({ ...signed, list: { ...signed.list, ...change } }, ports);
    assert.equal(!forged.ok && forged.error.code, 'policy_list.signature_invalid', JSON.stringify(change));
  }
  assert.equal((await verifyPolicyList(signed, { ...ports, chainId: 1 })).ok, false);
  assert.equal((await verifyPolicyList(signed, { ...ports, market: shop(5) })).ok, false);
});

test('a contract account signs a list by its own rules', async () => {
  const signed = { ...(await sign(listOf({ author: shop(77) }))), signature: new Uint8Array(90) };
  const asked: string[] = [];
  const verifyContractSignature = async ({ signer }: { signer: string }) => asked.push(signer) > 0;
  assert.ok((await verifyPolicyList(signed, { ...ports, verifyContractSignature })).ok);
  assert.deepEqual(asked, [shop(77)]);
});

test('lists, denials and policies end at their limits', async () => {
  const accepts = (value: unknown) => policySchema.safeParse(value).success;
  const text = (length: number) => 'x'.repeat(length);
  const cases: [name: string, limit: number, of: (count: number) => boolean][] = [
    [
      'policyListEntries',
      limits.policyListEntries,
      (n) => policyListSchema.safeParse(listOf({ entries: many(n, denial as never) })).success,
    ],
    [
      'policyListNameCharacters',
      limits.policyListNameCharacters,
      (n) => policyListSchema.safeParse(listOf({ name: text(n) })).success,
    ],
    [
      'denialReasonCharacters',
      limits.denialReasonCharacters,
      (n) => denialSchema.safeParse(denial(1, text(n))).success,
    ],
    ['policyEntries', limits.policyEntries, (n) => accepts({ v: 1, denied: many(n, (i) => denial(i)) })],
    ['policyEntries', limits.policyEntries, (n) => accepts({ v: 1, followed: many(n, shop) })],
    ['policyEntries', limits.policyEntries, (n) => accepts({ v: 1, allowed: many(n, (i) => ({ shop: shop(i) })) })],
    ['policyLists', limits.policyLists, (n) => accepts({ v: 1, lists: many(n, shop) })],
  ];
  for (const [name, limit, of] of cases) assert.deepEqual([of(limit), of(limit + 1)], [true, false], name);
});

test('a list of exactly its bytes is taken, and one byte more is not', async () => {
  const text = (length: number) => 'x'.repeat(length);
  const entries = (reasons: number[]) => reasons.map((length, index) => denial(index, text(length)));
  const encoded = async (reasons: number[]) => encodeDocument(await sign(listOf({ entries: entries(reasons) }))).bytes;
  const each = (await encoded(many(301, () => 200))).length - (await encoded(many(300, () => 200))).length;
  // All but the last eight reasons have 200 characters; those share what is left.
  const count = 300 + Math.floor((limits.policyListBytes - (await encoded(many(300, () => 200))).length) / each) - 8;
  const rest = limits.policyListBytes - (await encoded(many(count, () => 200))).length - 8 * (each - 200);
  const filled = (characters: number) =>
    encoded([...many(count, () => 200), ...many(8, (index) => Math.floor((characters + index) / 8))]);
  const exact = await filled(rest);
  assert.equal(exact.length, limits.policyListBytes);
  assert.ok(decodePolicyList(exact).ok);
  const over = decodePolicyList(await filled(rest + 1));
  assert.equal(!over.ok && over.error.code, 'policy_list.too_large');
});

test('a denial names either a shop or a block, with its reason', () => {
  const cid = encodeDocument({ some: 'document' }).cid.toString();
  const refuses = (value: object) => assert.equal(denialSchema.safeParse(value).success, false, JSON.stringify(value));
  assert.ok(denialSchema.safeParse({ cid, reason: 'x', since: 1 }).success);
  refuses({ reason: 'x', since: 1 });
  refuses({ shop: shop(1), cid, reason: 'x', since: 1 });
  refuses({ shop: shop(1), reason: '', since: 1 });
  refuses({ shop: shop(1), since: 1 });
  refuses({ cid: 'Qm123', reason: 'x', since: 1 });
  refuses({ cid: cid.toUpperCase(), reason: 'x', since: 1 });
  assert.deepEqual(policySchema.parse({ v: 1 }), openPolicy);
  assert.deepEqual([openPolicy.carries, openPolicy.denied], ['all', []]);
});

test('the quota of a deposit grows with it, and is none below the minimum', () => {
  const stake = (units: string, accepted = true) => ({ units, minStakeUnits: '1000', accepted });
  assert.equal(quotaOf([]), null);
  assert.equal(quotaOf([stake('999')]), null);
  assert.equal(quotaOf([stake('5000', false)]), null);
  assert.deepEqual(quotaOf([stake('1000')]), { listings: 1_000, bytes: 1_000 * 262_144 });
  assert.equal(quotaOf([stake('2500'), stake('1000')])?.listings, 2_500);
  assert.equal(quotaOf([stake('100000000000')])?.listings, limits.catalogueListings);
  assert.equal(quotaOf([{ units: '0', minStakeUnits: '0', accepted: true }])?.listings, 1_000);
});
