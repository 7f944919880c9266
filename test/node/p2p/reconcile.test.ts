import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askHeads } from '../../../node/p2p/heads-get.ts';
import { reconcileProtocol } from '../../../node/p2p/reconcile-protocol.ts';
import type { Head } from '../../../protocol/head.ts';
import { encodeHead } from '../../../protocol/head.ts';
import type { Address } from '../../../protocol/primitives.ts';
import { sampleItems, sampleShop } from '../../../scripts/bench/replicate/sample-shop.ts';
import { headFromHex } from './support/file-sink.ts';
import { localNodes, publish } from './support/in-process.ts';
import { type NodeParts, seconds, until } from './support/node-parts.ts';

const shops = await Promise.all([1, 2, 3, 4].map((number) => sampleShop(`0x${`5${number}`.repeat(32)}`)));
const [first] = shops as [(typeof shops)[0], ...typeof shops];
const catalogue = (shop: (typeof shops)[0], version: number, count = 3) =>
  shop.version({ version, items: sampleItems(count), now: seconds() });
const held = (node: NodeParts, shop: Address): Head | undefined => {
  const hex = node.sink.state.heads[shop];
  return hex === undefined ? undefined : headFromHex(hex);
};

test('peers that meet tell each other the heads that one of them lacks, whoever dialled', async (context) => {
  const start = await localNodes(context);
  const a = await start({ port: 21_001 });
  const b = await start({ port: 21_002 });
  for (const [index, shop] of shops.entries()) await publish(index % 2 === 0 ? a : b, await catalogue(shop, 1));
  await publish(a, await catalogue(first, 2, 4));
  await b.network.libp2p.dial(a.network.libp2p.getMultiaddrs());
  for (const node of [a, b]) {
    await until('all shops', () => shops.every(({ shop }) => held(node, shop) !== undefined));
    await until('the newer catalogue', () => held(node, first.shop)?.catalogue.version === 2);
  }
});

test('a node answers with the heads of the shops that are asked for', async (context) => {
  const start = await localNodes(context);
  const a = await start({ port: 21_003 });
  const b = await start({ port: 21_004 });
  const made = await catalogue(first, 1);
  await publish(a, made);
  const connection = await b.network.libp2p.dial(a.network.libp2p.getMultiaddrs());
  const unknown: Address = `0x${'99'.repeat(20)}`;
  const heads = await askHeads(connection, [first.shop, unknown, first.shop]);
  assert.deepEqual(heads, [encodeHead(made.head).bytes]);
  assert.deepEqual(await askHeads(connection, [unknown]), []);
});

test('garbage on the stream ends the exchange and leaves the node well', async (context) => {
  const start = await localNodes(context);
  const a = await start({ port: 21_005 });
  const b = await start({ port: 21_006 });
  const connection = await b.network.libp2p.dial(a.network.libp2p.getMultiaddrs());
  for (const bytes of ['00000005686561647300000003610105', '7fffffff', '000000056865616473000000026199']) {
    const stream = await connection.newStream(reconcileProtocol);
    stream.send(Buffer.from(bytes, 'hex'));
    await until('the stream to be reset', () => stream.status !== 'open');
  }
  await publish(a, await catalogue(first, 1));
  await until('a head', () => held(b, first.shop) !== undefined);
});

test('what a shop anchored on chain beats older heads and another root of its version, on every node', async (context) => {
  const start = await localNodes(context);
  const a = await start({ port: 21_007 });
  const b = await start({ port: 21_008 });
  const made = [await catalogue(first, 3, 3), await catalogue(first, 3, 4)];
  const [lower, higher] = made.sort((one, other) => (one.head.catalogue.root < other.head.catalogue.root ? -1 : 1));
  assert.ok(lower && higher);
  await publish(a, lower);
  await publish(b, higher);
  const anchor = { version: 3, root: higher.head.catalogue.root };
  for (const node of [a, b]) node.authority.anchors.set(first.shop, anchor);
  await b.network.libp2p.dial(a.network.libp2p.getMultiaddrs());
  const holds = (node: NodeParts) => held(node, first.shop)?.catalogue.root === anchor.root;
  await until('the anchored root', () => holds(a) && holds(b));
  await until('evidence', () => a.sink.state.equivocations.includes(`${first.shop}/3`));

  const c = await start({ port: 21_009 });
  c.authority.anchors.set(first.shop, anchor);
  await assert.rejects(publish(c, lower), { code: 'head.not_anchored' });
  await assert.rejects(publish(c, await catalogue(first, 2)), { code: 'head.stale' });
  await publish(c, await catalogue(first, 4));
  assert.equal(held(c, first.shop)?.catalogue.version, 4);
});
