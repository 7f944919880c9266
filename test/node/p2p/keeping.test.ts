import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { networkLimits } from '../../../node/p2p/network-limits.ts';
import { startMarketPolicy } from '../../../node/policy/chain-policy.ts';
import { changePolicy } from '../../../node/policy/policy-file.ts';
import { type Block, rawBlock } from '../../../protocol/block.ts';
import { VouchError } from '../../../protocol/errors.ts';
import type { Address } from '../../../protocol/primitives.ts';
import {
  type SampleShop,
  sampleChainId,
  sampleItems,
  sampleMarket,
  sampleShop,
} from '../../../scripts/bench/replicate/sample-shop.ts';
import { localNodes, publish } from './support/in-process.ts';
import { type NodeParts, seconds, until } from './support/node-parts.ts';

const shopOf = (number: number): Promise<SampleShop> => sampleShop(`0x${number.toString(16).padStart(64, '0')}`);
const one = await shopOf(0x51);
const two = await shopOf(0x52);
const three = await shopOf(0x53);
const holds = (node: NodeParts, { shop }: SampleShop) => node.sink.state.heads[shop] !== undefined;
const day = 86_400;
const silent = () => undefined;

/** A shop of one listing with pictures of so many bytes together. */
async function withPictures(shop: SampleShop, bytes: number, version = 1, validSeconds = day) {
  const pictures: Block[] = [];
  for (let left = bytes; left > 0; left -= 500_000) {
    const content = new Uint8Array(Math.min(left, 500_000)).fill(pictures.length + version);
    content.set(Buffer.from(shop.shop.slice(2), 'hex'));
    pictures.push(rawBlock(content));
  }
  const images = pictures.map(({ cid, bytes: content }) => ({
    sources: [{ cid, bytes: content.length, width: 10, height: 10, type: 'image/webp' as const }],
  }));
  const made = await shop.version({
    version,
    items: [{ number: 0, revision: version, images }],
    now: seconds(),
    validSeconds,
  });
  return { ...made, blocks: [...made.blocks, ...pictures] };
}
/** What an operator decides for one node, in a folder of its own. */
async function ownPolicy(context: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), 'vouch-denied-'));
  const policy = await startMarketPolicy({
    dataDir: folder,
    authority: { verifyContractSignature: async () => 'no_contract' },
    chainId: sampleChainId,
    market: sampleMarket,
    log: { debug: silent, info: silent, warn: silent, error: silent },
  });
  context.after(async () => {
    await policy.stop();
    await rm(folder, { recursive: true, maxRetries: 5 });
  });
  return { folder, policy };
}
const quotaFor = (node: NodeParts, shop: Address, listings: number) =>
  node.authority.quotas.set(shop, { listings, bytes: listings * 262_144 });

test('a shop whose deposit stays too small goes after its grace, one whose deposit came back stays', async (context) => {
  const start = await localNodes(context);
  const time = { ahead: 0 };
  const clock = () => seconds() + time.ahead;
  const node = await start({ port: 21_310, clock });
  const now = () => seconds() + time.ahead;
  const long = networkLimits.unstakedKeepSeconds + 3 * day;
  for (const shop of [one, two])
    await publish(node, await shop.version({ version: 1, items: sampleItems(3), now: now(), validSeconds: long }));
  assert.ok((await node.store.count()) > 6);
  for (const { shop } of [one, two]) node.authority.quotas.set(shop, null);
  await node.network.keepingRound();
  time.ahead += networkLimits.unstakedKeepSeconds - day;
  node.authority.quotas.delete(two.shop);
  await node.network.keepingRound();
  assert.deepEqual([holds(node, one), holds(node, two)], [true, true]);
  node.authority.quotas.set(two.shop, null);
  await node.network.keepingRound();
  time.ahead += day + 1;
  await node.network.keepingRound();
  assert.deepEqual([holds(node, one), holds(node, two)], [false, true]);
  assert.deepEqual(node.sink.dropped, [[one.shop, 'keep']]);
  assert.deepEqual(node.dropped, ['unstaked']);
  // Its deposit is back and it publishes again, as if it had never been here.
  node.authority.quotas.delete(one.shop);
  await publish(node, await one.version({ version: 1, items: sampleItems(3), now: now(), validSeconds: long }));
  assert.ok(holds(node, one));
});

test('a shop whose catalogue ended long ago goes, with its blocks', async (context) => {
  const start = await localNodes(context);
  const time = { ahead: 0 };
  const node = await start({ port: 21_311, clock: () => seconds() + time.ahead });
  await publish(node, await one.version({ version: 1, items: sampleItems(3), now: seconds(), validSeconds: day }));
  time.ahead = day + networkLimits.endedKeepSeconds - 60;
  await node.network.keepingRound();
  assert.ok(holds(node, one));
  time.ahead += 120;
  await node.network.keepingRound();
  assert.equal(holds(node, one), false);
  assert.equal(await node.store.count(), 0);
  assert.equal(node.network.shopCount(), 0);
});

test('a full node refuses new shops, but for one with a larger deposit, for which the smallest makes way', async (context) => {
  const start = await localNodes(context);
  const node = await start({ port: 21_312, storeMostBytes: 5_000_000 });
  for (const { shop } of [one, two]) quotaFor(node, shop, 1_000);
  await publish(node, await withPictures(one, 2_400_000));
  await publish(node, await withPictures(two, 2_400_000));
  await until('their sizes', () => node.network.usedBytes() > 4_800_000);
  await node.network.keepingRound();
  // The same deposit as the smallest that is held is not enough.
  quotaFor(node, three.shop, 1_000);
  const made = await withPictures(three, 1_000_000);
  await assert.rejects(publish(node, made), { code: 'store.full', retryable: true });
  assert.deepEqual(
    [one, two, three].map((shop) => holds(node, shop)),
    [true, true, false],
  );
  // A held shop may change within what it has.
  await publish(node, await withPictures(one, 2_300_000, 2));

  quotaFor(node, two.shop, 2_000);
  quotaFor(node, three.shop, 1_500);
  await node.network.keepingRound();
  await until('the room', async () => {
    try {
      await node.network.publish(made.head);
      return true;
    } catch (error) {
      assert.equal((error as { code?: string }).code, 'store.full');
      return false;
    }
  });
  assert.deepEqual(
    [one, two, three].map((shop) => holds(node, shop)),
    [false, true, true],
  );
  assert.deepEqual(node.dropped, ['full']);
});

test('a shop that shows more than there is room for is refused', async (context) => {
  const start = await localNodes(context);
  const node = await start({ port: 21_313, storeMostBytes: 2_000_000 });
  await assert.rejects(publish(node, await withPictures(one, 2_400_000, 7)), { code: 'catalogue.quota_exceeded' });
  await publish(node, await withPictures(one, 1_900_000, 8));
  assert.ok(node.network.usedBytes() <= 2_000_000);
});

test('a drop that was killed half way is ended at the next start', async (context) => {
  const start = await localNodes(context);
  const node = await start({ port: 21_314 });
  const made = await one.version({ version: 1, items: sampleItems(3), now: seconds() });
  await publish(node, made);
  await publish(node, await two.version({ version: 1, items: sampleItems(3), now: seconds() }));
  const [root] = made.blocks.slice(-1);
  assert.ok(root);
  await node.store.drops.begin(one.shop, root.cid);
  // The rows went, the blocks did not.
  await node.sink.drop(one.shop, { ordered: 'keep' });
  await node.stop();
  const again = await start({ port: 21_314 });
  assert.deepEqual(await again.store.drops.unfinished(), []);
  assert.deepEqual(
    await Promise.all(made.blocks.map(({ cid }) => again.store.has(cid))),
    made.blocks.map(() => false),
  );
  assert.ok(holds(again, two));
  assert.equal(again.network.shopCount(), 1);
  await publish(again, made);
  assert.ok(holds(again, one));
});

test('a denied picture is neither held nor asked for nor served here, and comes back', async (context) => {
  const start = await localNodes(context);
  const { folder, policy } = await ownPolicy(context);
  const a = await start({ port: 21_315 });
  const made = await withPictures(one, 900_000, 9);
  const denied = made.blocks.at(-1);
  assert.ok(denied);
  await publish(a, made);
  const b = await start({ port: 21_316, policy, bootstrap: a.network.addresses() });
  const c = await start({ port: 21_317, bootstrap: b.network.addresses() });
  const has = (node: NodeParts, block: Block) => node.store.has(block.cid);
  await until('the picture on every node', async () => (await has(b, denied)) && (await has(c, denied)));

  const reason = 'Shows a person who did not agree';
  const cid = denied.cid.toString();
  await changePolicy(folder, (was) => ({ ...was, denied: [{ cid, reason, since: 1 }] }));
  await until('the picture to go', async () => !(await has(b, denied)));
  assert.ok(holds(b, one));
  const receipt = async () => (await b.network.replicas(one.shop))?.receipts.get(b.network.peerId);
  await until('the receipt to say so', async () => (await receipt())?.complete === false);
  // Its neighbours hold it, and a newer catalogue shows it in a second listing.
  const source = { cid: denied.cid, bytes: denied.bytes.length, width: 10, height: 10, type: 'image/webp' as const };
  const items = [{ number: 1, revision: 0, images: [{ sources: [source] }] }];
  await publish(a, await one.version({ version: 10, items, now: seconds() }));
  await until('the newer catalogue', async () => (await receipt())?.version === 10);
  assert.equal(await has(b, denied), false);
  await assert.rejects(b.network.fetchBlocks([denied.cid]), { code: 'catalogue.block_missing' });
  // The two that may have it find each other by themselves, or again when a busy machine cut them off.
  const fromOthers = async (): Promise<Block | undefined> => {
    try {
      return (await c.network.fetchBlocks([denied.cid]))[0];
    } catch (error) {
      if (error instanceof VouchError && error.code === 'catalogue.block_missing') return undefined;
      throw error;
    }
  };
  await until('a neighbour to give it', async () => (await fromOthers())?.bytes.length === denied.bytes.length);

  await changePolicy(folder, (was) => ({ ...was, denied: [] }));
  await until('the picture to be back', () => has(b, denied));
  await until('the receipt to say so too', async () => (await receipt())?.complete === true);
});

test('a shop that is allowed and published again while it goes stays', async (context) => {
  const start = await localNodes(context);
  const { folder, policy } = await ownPolicy(context);
  const node = await start({ port: 21_318, policy });
  await publish(node, await one.version({ version: 1, items: sampleItems(3), now: seconds() }));
  const goes = Promise.withResolvers<void>();
  const under = Promise.withResolvers<void>();
  const { drop } = node.sink;
  node.sink.drop = async (...asked) => {
    under.resolve();
    await goes.promise;
    return drop(...asked);
  };
  await changePolicy(folder, (was) => ({ ...was, denied: [{ shop: one.shop, reason: 'A mistake', since: 1 }] }));
  await under.promise;
  await changePolicy(folder, (was) => ({ ...was, denied: [] }));
  await until('the shop to be allowed', async () => policy.shopRefusal(one.shop) === null);
  const again = publish(node, await one.version({ version: 2, items: sampleItems(3), now: seconds() }));
  goes.resolve();
  await again;
  // Another denial is enforced after all that the first one asked for.
  const lookedAt = Promise.withResolvers<void>();
  await publish(node, await two.version({ version: 1, items: sampleItems(3), now: seconds() }));
  node.sink.drop = async (shop, how) => {
    if (shop === two.shop) lookedAt.resolve();
    return drop(shop, how);
  };
  await changePolicy(folder, (was) => ({ ...was, denied: [{ shop: two.shop, reason: 'Fakes', since: 1 }] }));
  await lookedAt.promise;
  assert.ok(holds(node, one));
});
