import assert from 'node:assert/strict';
import { test } from 'node:test';
import { privateKeyToAccount } from 'viem/accounts';
import { headsTopic } from '../../../node/p2p/gossip-options.ts';
import type { VouchError } from '../../../protocol/errors.ts';
import { encodeHead, type Head } from '../../../protocol/head.ts';
import { limits } from '../../../protocol/limits.ts';
import type { Address } from '../../../protocol/primitives.ts';
import type { Profile } from '../../../protocol/profile.ts';
import { sampleItems, sampleProfile, sampleShop, sampleTime } from '../../../scripts/bench/replicate/sample-shop.ts';
import { headFromHex } from './support/file-sink.ts';
import { localNodes, publish } from './support/in-process.ts';
import { type NodeParts, seconds, until } from './support/node-parts.ts';

const sample = await sampleShop(`0x${'31'.repeat(32)}`);
const { shop } = sample;
const stranger = privateKeyToAccount(`0x${'32'.repeat(32)}`);
const strangerAddress = stranger.address.toLowerCase() as Address;
const version = (number: number, count = 12, extra = {}) =>
  sample.version({ version: number, items: sampleItems(count), now: seconds(), ...extra });

const held = (node: NodeParts): Head | undefined => {
  const hex = node.sink.state.heads[shop];
  return hex === undefined ? undefined : headFromHex(hex);
};

test('publishing refuses what no other node would accept, and says why', async (context) => {
  const start = await localNodes(context);
  const node = await start({ port: 18_931 });
  const good = await version(2);
  const refused: [string, string, { head: Head; blocks: typeof good.blocks }][] = [
    [
      'a forged signature',
      'head.signature_invalid',
      { ...good, head: { ...good.head, signature: new Uint8Array(65).fill(27) } },
    ],
    ['a signer who is no publisher', 'head.signer_unknown', await version(2, 12, { signer: stranger })],
    ['a catalogue that has ended', 'head.expired', await version(2, 12, { validSeconds: -1 })],
    [
      'a catalogue that is valid too long',
      'head.too_long',
      await version(2, 12, { validSeconds: limits.catalogueValidSeconds + limits.clockSkewSeconds + 60 }),
    ],
    [
      'an entry that is dated ahead of the clock',
      'catalogue.entry_ahead',
      await sample.version({
        version: 2,
        items: [{ number: 0, revision: seconds() + limits.clockSkewSeconds + 60 - sampleTime }],
        now: seconds(),
      }),
    ],
    [
      'a catalogue whose blocks were not uploaded',
      'catalogue.block_missing',
      { head: (await version(2, 13)).head, blocks: [] },
    ],
  ];
  for (const [name, code, made] of refused) {
    await assert.rejects(publish(node, made), { code }, name);
  }
  assert.equal(held(node), undefined);

  node.authority.quotas.set(shop, null);
  await assert.rejects(publish(node, good), { code: 'shop.stake_too_small' });
  node.authority.quotas.set(shop, { listings: 11, bytes: 1e9 });
  await assert.rejects(publish(node, good), { code: 'catalogue.quota_exceeded' });
  node.authority.quotas.set(shop, { listings: 12, bytes: 9_000 });
  await assert.rejects(publish(node, good), { code: 'catalogue.quota_exceeded' });
  node.authority.quotas.delete(shop);
  node.authority.lowestVersions.set(shop, 3);
  await assert.rejects(publish(node, good), { code: 'head.cancelled' });
  node.authority.lowestVersions.delete(shop);

  const update = await publish(node, good);
  assert.deepEqual([update.complete, update.changedCount, update.removed], [true, 12, []]);
  await assert.rejects(publish(node, good), { code: 'head.stale' });
  await assert.rejects(publish(node, await version(1)), { code: 'head.stale' });
});

test('a publisher signs for a shop, and a contract account for itself', async (context) => {
  const start = await localNodes(context);
  const node = await start({ port: 18_932 });
  node.authority.publishers.set(shop, [strangerAddress]);
  await publish(node, await version(1, 5, { signer: stranger }));
  assert.equal(held(node)?.signer, strangerAddress);
  const second = await version(2, 5);
  const byContract = { ...second, head: { ...second.head, signature: new Uint8Array(96).fill(7) } };
  await assert.rejects(publish(node, byContract), { code: 'head.signature_invalid' });
  node.authority.verifyContractSignature = async (signer) => (signer === shop ? 'valid' : 'invalid');
  await publish(node, byContract);
  assert.equal(held(node)?.catalogue.version, 2);
});

test('an edit, a removal and a new profile reach another node as changes, not as the whole', async (context) => {
  const start = await localNodes(context);
  const a = await start({ port: 18_933 });
  const b = await start({ port: 18_934, bootstrap: a.network.addresses() });
  const applied: { changed: number; removed: string[]; complete: boolean; profile: Profile | null | undefined }[] = [];
  const apply = b.sink.apply;
  b.sink.apply = async (update) => {
    await apply(update);
    applied.push({
      changed: update.changedCount,
      removed: update.removed,
      complete: update.complete,
      profile: update.profile,
    });
  };
  const reached = (number: number) => until(`version ${number}`, () => applied.length === number);
  await publish(a, await version(1, 40));
  await reached(1);
  const items = sampleItems(39).map((item) => (item.number === 7 ? { ...item, revision: 1 } : item));
  const profile = sampleProfile(shop, 'Made by hand');
  await publish(a, await sample.version({ version: 2, items, now: seconds(), profile }));
  await reached(2);
  assert.deepEqual(applied[0], { changed: 40, removed: [], complete: true, profile: null });
  assert.equal(applied[1]?.changed, 1);
  assert.deepEqual(applied[1]?.removed, ['clay-candle-holder-39']);
  assert.equal(applied[1]?.complete, false);
  assert.equal(applied[1]?.profile?.type, 'profile');
});

/** What a node gossips with, once another listens. */
async function gossipOf(node: NodeParts) {
  const { pubsub } = node.network.libp2p.services as unknown as {
    pubsub: { publish(topic: string, data: Uint8Array): Promise<unknown>; getMeshPeers(topic: string): unknown[] };
  };
  // Who is known to listen may not be spoken to yet; who is in the mesh is.
  await until('gossip', () => pubsub.getMeshPeers(headsTopic).length === 1);
  return pubsub;
}

test('gossip of bad heads changes nothing, and a good one still arrives', async (context) => {
  const start = await localNodes(context);
  const a = await start({ port: 18_935 });
  const b = await start({ port: 18_936, bootstrap: a.network.addresses() });
  const pubsub = await gossipOf(a);
  const good = await version(5);
  const forged = await version(6);
  const codes = ['head.malformed', 'head.too_large', 'head.signer_unknown', 'head.expired', 'head.signature_invalid'];
  const bad = [
    new Uint8Array([0xff, 0x01]),
    new Uint8Array(limits.headBytes + 1),
    encodeHead((await version(6, 12, { signer: stranger })).head).bytes,
    encodeHead((await version(6, 12, { validSeconds: -1 })).head).bytes,
    encodeHead({ ...forged.head, signature: good.head.signature }).bytes,
  ];
  for (const bytes of bad) await pubsub.publish(headsTopic, bytes);
  await until('five refusals', () => codes.every((code) => b.checked.includes(code)));
  assert.equal(held(b), undefined);
  await publish(a, good);
  await until('the good head', () => held(b)?.catalogue.version === 5);
});

test('a catalogue whose node went before anybody had it keeps nobody from the one before', async (context) => {
  const start = await localNodes(context);
  const gone = await start({ port: 18_951 });
  const late = await start({ port: 18_952, bootstrap: gone.network.addresses() });
  const pubsub = await gossipOf(gone);
  const [first, lost] = [await version(1), await version(2)];
  await pubsub.publish(headsTopic, encodeHead(lost.head).bytes);
  await until('the head alone', () => late.checked.includes('accepted'));
  await gone.stop();

  const keeper = await start({ port: 18_953 });
  await publish(keeper, first);
  await late.network.libp2p.dial(keeper.network.libp2p.getMultiaddrs());
  await until('the older catalogue', () => held(late)?.catalogue.version === 1);
  const newcomer = await start({ port: 18_954, bootstrap: late.network.addresses() });
  await until('the older catalogue at a newcomer', () => held(newcomer)?.catalogue.version === 1);

  await newcomer.store.stage(...lost.blocks);
  await newcomer.network.publish(lost.head);
  await until('the newest once its blocks are found', () => held(late)?.catalogue.version === 2);
});

test('whoever publishes behind what the shop announced elsewhere is told so for good, and may bring what was announced', async (context) => {
  const start = await localNodes(context);
  const gone = await start({ port: 18_955 });
  const late = await start({ port: 18_956, bootstrap: gone.network.addresses() });
  const pubsub = await gossipOf(gone);
  const [first, lost, next] = [await version(1), await version(2), await version(3)];
  await pubsub.publish(headsTopic, encodeHead(lost.head).bytes);
  await until('the head alone', () => late.checked.includes('accepted'));
  await gone.stop();

  await assert.rejects(publish(late, first), (error: VouchError) => {
    assert.equal(error.code, 'head.stale');
    assert.equal(error.retryable, false, 'it will be older at any time');
    assert.match(error.message, /announced version 2 elsewhere, and 1 is not newer/);
    assert.equal(error.details.limit, 'above 2');
    return true;
  });
  assert.equal(held(late), undefined);
  await publish(late, lost);
  assert.equal(held(late)?.catalogue.version, 2);
  await publish(late, next);
  assert.equal(held(late)?.catalogue.version, 3);
});

test('two catalogues of one version are kept as evidence, and every node ends with the same one', async (context) => {
  const start = await localNodes(context);
  const a = await start({ port: 18_937 });
  const b = await start({ port: 18_938 });
  const [one, other] = [await version(3, 10), await version(3, 11)];
  await publish(a, one);
  await publish(b, other);
  const lower = one.head.catalogue.root < other.head.catalogue.root ? one : other;
  const c = await start({ port: 18_939, bootstrap: [...a.network.addresses(), ...b.network.addresses()] });
  await b.network.libp2p.dial(a.network.libp2p.getMultiaddrs());
  const nodes = [a, b, c];
  await until('agreement', () => nodes.every((node) => held(node)?.catalogue.root === lower.head.catalogue.root));
  await until('evidence', () => [a, b].every((node) => node.sink.state.equivocations.length > 0));
  assert.deepEqual(new Set(a.sink.state.equivocations), new Set([`${shop}/3`]));
});
