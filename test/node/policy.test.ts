import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { CID } from 'multiformats/cid';
import { compileRules } from '../../node/policy/rules.ts';
import { uploaderNames } from '../../node/uploader-names.ts';
import { cidFromDigest, DAG_CBOR, digestOf, RAW, rawBlock } from '../../protocol/block.ts';
import { policySchema } from '../../protocol/policy.ts';
import type { Address } from '../../protocol/primitives.ts';
import { runCli } from '../support/cli.ts';
import { keyOf } from '../support/people.ts';

let folder: string;
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'vouch-policy-'));
});
after(() => rm(folder, { recursive: true }));

const shop = (number: number): Address => `0x${number.toString(16).padStart(40, '0')}`;
const { cid } = rawBlock(new Uint8Array([1, 2, 3]));
const denial = (of: { shop: Address } | { cid: string }, reason: string) => ({ ...of, reason, since: 1 });

test("the operator's denials count before what the operator allows, and that before the lists in their order", () => {
  const policy = policySchema.parse({
    v: 1,
    denied: [denial({ shop: shop(1) }, 'own')],
    allowed: [{ shop: shop(1) }, { shop: shop(2) }, { cid: cid.toString() }],
  });
  const list = (author: Address, shops: number[], blocks: CID[] = []) => ({
    author,
    version: 1,
    name: 'list',
    entries: [
      ...shops.map((number) => denial({ shop: shop(number) }, `of ${author.at(-1)}`)),
      ...blocks.map((block) => denial({ cid: block.toString() }, 'block')),
    ],
  });
  const other = rawBlock(new Uint8Array([9])).cid;
  const rules = compileRules(policy, [list(shop(0xa), [1, 2, 3], [cid, other]), list(shop(0xb), [3, 4])]);
  const of = (number: number) => {
    const found = rules.shop(shop(number));
    return found && [found.reason, found.list];
  };
  assert.deepEqual([1, 2, 3, 4, 5].map(of), [
    ['own', null],
    undefined,
    ['of a', shop(0xa)],
    ['of b', shop(0xb)],
    undefined,
  ]);
  assert.equal(rules.block(cid), undefined);
  // The same bytes under another codec are the same block.
  for (const codec of [RAW, DAG_CBOR] as const)
    assert.equal(rules.block(cidFromDigest(digestOf(other), codec))?.reason, 'block');
  assert.equal(rules.view.denials.length, 4);
});

test('the tool says what is wrong and changes nothing then', async () => {
  const data = path.join(folder, 'wrong');
  const run = (...args: string[]) => runCli(['policy', ...args], { DATA_DIR: folder, VOUCH_KEY: keyOf('operator') });
  const wrong: [string[], RegExp][] = [
    [['deny', shop(1)], /^option\.missing: --reason/],
    [['deny', shop(1), '--reason', 'x'.repeat(301)], /^policy\.invalid: .*denied\.0\.reason/],
    [['deny', 'nonsense', '--reason', 'x'], /^cid\.invalid: /],
    [['carry', 'some'], /^policy\.invalid: .*carries/],
    [['follow', '0x12'], /^option\.invalid: SHOP must be an address/],
    [['subscribe', 'someone'], /^option\.invalid: AUTHOR/],
    [['publish', '--name', 'x', '--deployment', data], /^config\.deployment_unreadable|^config\./],
    [['publish'], /^policy_list\.invalid: .*name/],
  ];
  const answers = await Promise.all(wrong.map(([args]) => run(...args)));
  for (const [index, { code, out, err }] of answers.entries()) {
    assert.deepEqual([code, out], [1, ''], err);
    assert.match(err, wrong[index]?.[1] ?? /never/);
  }
  await assert.rejects(readFile(path.join(folder, 'policy.json')), { code: 'ENOENT' });
  assert.equal((await run('deny', cid.toString(), '--reason', 'x')).code, 0);
  assert.equal((await run('deny', cid.toString(), '--reason', 'y')).code, 0);
  const shown = await run('show');
  assert.deepEqual(
    JSON.parse(shown.out).denied.map(({ reason }: { reason: string }) => reason),
    ['y'],
  );
  await writeFile(path.join(folder, 'policy.json'), 'no json');
  assert.match((await run('follow', shop(1))).err, /^policy\.unreadable: /);
  assert.equal(await readFile(path.join(folder, 'policy.json'), 'utf8'), 'no json');
});

test('uploads are counted by address, an IPv6 network as one, under names that tell nothing', () => {
  const name = uploaderNames();
  const same = (one: string, other: string) => name(one) === name(other);
  assert.ok(same('192.0.2.7', '192.0.2.7'));
  assert.ok(same('192.0.2.7', '::ffff:192.0.2.7'));
  assert.ok(!same('192.0.2.7', '192.0.2.8'));
  assert.ok(same('2001:db8:1:2::1', '2001:db8:1:2:3:4:5:6'));
  assert.ok(same('2001:db8::1', '2001:0db8:0:0:ffff::'));
  assert.ok(!same('2001:db8:1:2::1', '2001:db8:1:3::1'));
  assert.ok(same('fe80::1%eth0', 'fe80::2'));
  assert.doesNotMatch(name('192.0.2.7'), /192/);
  assert.notEqual(uploaderNames()('192.0.2.7'), name('192.0.2.7'));
});
