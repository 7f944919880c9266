import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import * as dagCbor from '@ipld/dag-cbor';
import { generateKeyPair } from '@libp2p/crypto/keys';
import type { Connection, Libp2p } from '@libp2p/interface';
import { networkLimits } from '../../../node/p2p/network-limits.ts';
import { loadPeerKey } from '../../../node/p2p/peer-key.ts';
import { startReceipts } from '../../../node/p2p/receipts.ts';
import { askReceipts, receiptsProtocol } from '../../../node/p2p/receipts-protocol.ts';
import { rawBlock } from '../../../protocol/block.ts';
import type { Address } from '../../../protocol/primitives.ts';
import { type SignedReceipt, signReceipt } from '../../../protocol/receipt.ts';
import { framed } from '../../../protocol/wire/frames.ts';
import { sampleItems, sampleShop } from '../../../scripts/bench/replicate/sample-shop.ts';
import { headFromHex } from './support/file-sink.ts';
import { localNodes, publish } from './support/in-process.ts';
import { type NodeParts, seconds, until } from './support/node-parts.ts';

const sample = await sampleShop(`0x${'5e'.repeat(32)}`);
const { shop } = sample;
const version = (number: number, count = 5) =>
  sample.version({ version: number, items: sampleItems(count), now: seconds() });
const holds = (node: NodeParts, number: number) => {
  const hex = node.sink.state.heads[shop];
  return hex !== undefined && headFromHex(hex).catalogue.version === number;
};
const connectionTo = (from: NodeParts, to: NodeParts): Connection => {
  const found = from.network.libp2p
    .getConnections()
    .find(({ remotePeer }) => remotePeer.toString() === to.network.peerId);
  assert.ok(found);
  return found;
};
const addressOf = (number: number): Address => `0x${number.toString(16).padStart(40, '0')}`;

test('three nodes sign for a shop; one that was away while it changed is shown as stale until it is back', async (context) => {
  const start = await localNodes(context);
  const time = { ahead: 0 };
  const clock = () => seconds() + time.ahead;
  const a = await start({ port: 21_300, clock });
  const b = await start({ port: 21_301, bootstrap: a.network.addresses() });
  const c = await start({ port: 21_302, bootstrap: a.network.addresses() });
  assert.equal(await a.network.replicas(shop), null);
  await publish(a, await version(1));
  await until('three copies', () => [a, b, c].every((node) => holds(node, 1)));
  const state = async () => {
    time.ahead += networkLimits.receiptFreshSeconds;
    const found = await a.network.replicas(shop);
    return new Map([...(found?.receipts ?? [])].map(([peer, { version: held }]) => [peer, held]));
  };
  const of = (node: NodeParts) => node.network.peerId;
  const versions = async () => {
    const found = await state();
    return [a, b, c].map((node) => found.get(of(node)));
  };
  await until('three receipts', async () => isDeepStrictEqual(await versions(), [1, 1, 1]));

  await c.stop();
  await until('c to be gone', () => a.network.peers().length === 1);
  await publish(a, await version(2));
  await until('two copies', () => [a, b].every((node) => holds(node, 2)));
  await until('two new receipts beside an old one', async () => isDeepStrictEqual(await versions(), [2, 2, 1]));
  const again = await start({ port: 21_302, bootstrap: a.network.addresses(), clock });
  await until('c to catch up', () => holds(again, 2));
  await until('its receipt', async () => (await state()).get(of(again)) === 2);
  // After a day the word of a peer that is gone is forgotten.
  await b.stop();
  await until('b to be gone', () => a.network.peers().length === 1);
  assert.ok((await state()).has(of(b)));
  time.ahead += networkLimits.receiptKeepSeconds + 1;
  assert.equal((await state()).has(of(b)), false);
});

test('a receipt says whether the pictures are there too', async (context) => {
  const start = await localNodes(context);
  const a = await start({ port: 21_303 });
  const picture = rawBlock(new Uint8Array(500).fill(7));
  const source = { cid: picture.cid, bytes: 500, width: 10, height: 10, type: 'image/webp' as const };
  const items = [{ number: 0, revision: 0, images: [{ sources: [source] }] }];
  const made = await sample.version({ version: 1, items, now: seconds() });
  await publish(a, { ...made, blocks: [...made.blocks, picture] });
  const complete = async (node: NodeParts) =>
    (await node.network.replicas(shop))?.receipts.get(node.network.peerId)?.complete;
  await until('the own picture', async () => (await complete(a)) === true);
  // The holder loses the picture, so a copy gets the documents alone, until the picture is uploaded to it.
  await a.store.images.remove([picture.cid]);
  await until('the holder to know', async () => (await complete(a)) === false);
  const b = await start({ port: 21_308, bootstrap: a.network.addresses() });
  await until('a copy', () => holds(b, 1));
  await until('the copy to know', async () => (await complete(b)) === false);
  await b.store.stage(picture);
  b.network.contentsWanted();
  await publish(b, await sample.version({ version: 2, items, now: seconds() }).then((next) => ({ ...next })));
  await until('the picture at the copy', async () => (await complete(b)) === true);
});

test('receipts that a peer did not sign, for another time, or for what was not asked, are refused', async (context) => {
  const start = await localNodes(context);
  const a = await start({ port: 21_304 });
  const b = await start({ port: 21_305, bootstrap: a.network.addresses() });
  await publish(a, await version(1));
  await until('a copy', () => holds(b, 1));
  const now = seconds();
  const [genuine] = await askReceipts(connectionTo(b, a), [shop], now);
  assert.ok(genuine);
  const signedBy = async (node: NodeParts, change: object = {}): Promise<SignedReceipt> => {
    const peer = node.network.libp2p.peerId.toMultihash().bytes;
    const key = await loadPeerKey(node.dataDir);
    return signReceipt({ ...genuine, peer, ...change }, (message) => key.sign(message));
  };
  // From now on node a answers what the test says.
  let frame: Uint8Array = new Uint8Array();
  await a.network.libp2p.unhandle(receiptsProtocol);
  await a.network.libp2p.handle(receiptsProtocol, async (stream) => {
    stream.send(frame);
    await stream.close();
  });
  const own = await signedBy(a);
  const cases: [string, string, unknown][] = [
    ['none at all', 'peer.frame_malformed', { receipts: [] }],
    ["another node's", 'peer.receipt_false', [await signedBy(b)]],
    ['forged', 'receipt.signature_invalid', [{ ...own, signature: new Uint8Array(64) }]],
    ['changed after signing', 'receipt.signature_invalid', [{ ...own, receipt: { ...own.receipt, version: 9 } }]],
    ['from another time', 'peer.receipt_false', [await signedBy(a, { at: now - 601 })]],
    ['for a shop that was not asked about', 'peer.receipt_false', [await signedBy(a, { shop: addressOf(1) })]],
    ['twice the same', 'peer.receipt_false', [own, own]],
    [
      'more than asked',
      'peer.frame_malformed',
      Array.from({ length: networkLimits.receiptsPerRequest + 1 }, () => own),
    ],
  ];
  for (const [name, code, body] of cases) {
    frame = framed(dagCbor.encode(body));
    await assert.rejects(askReceipts(connectionTo(b, a), [shop], now), { code }, name);
  }
  frame = framed(dagCbor.encode([own]));
  assert.equal((await askReceipts(connectionTo(b, a), [shop], now)).length, 1);
});

test('a peer that asks for too many receipts, at once or in all, gets none until its rate allows', async (context) => {
  const start = await localNodes(context);
  const time = { now: seconds() };
  const a = await start({ port: 21_306, clock: () => time.now });
  const b = await start({ port: 21_307, bootstrap: a.network.addresses() });
  await until('a connection', () => b.network.peers().length === 1);
  const shops = (count: number) => Array.from({ length: count }, (_, index) => addressOf(index + 1));
  const most = networkLimits.receiptsPerRequest;
  const ask = (count: number) => askReceipts(connectionTo(b, a), shops(count), time.now);
  await assert.rejects(ask(most + 1), { name: 'VouchError' });
  for (let asked = 0; asked < networkLimits.receiptsBurst; asked += most) assert.deepEqual(await ask(most), []);
  await assert.rejects(ask(1), { name: 'VouchError' });
  time.now += 1;
  assert.deepEqual(await ask(networkLimits.receiptsPerSecond), []);
  await assert.rejects(ask(1), { name: 'VouchError' });
});

/** A collector of receipts over so many peers who all refuse, with a count of how often they were asked. */
async function collector(context: TestContext, peers: number) {
  const time = { now: 1_800_000_000 };
  const key = await generateKeyPair('Ed25519');
  const asked = { streams: 0 };
  const newStream = async () => {
    asked.streams++;
    throw new Error('no stream');
  };
  const connections = Array.from({ length: peers }, (_, index) => ({
    status: 'open',
    remotePeer: `peer ${index}`,
    newStream,
  }));
  const libp2p = {
    peerId: { toMultihash: () => ({ bytes: key.publicKey.toMultihash().bytes }) },
    handle: async () => undefined,
    getConnections: () => connections,
  };
  const { head } = await version(1);
  const receipts = await startReceipts({
    libp2p: libp2p as unknown as Libp2p,
    privateKey: key,
    book: { held: (of) => ({ ...head, catalogue: { ...head.catalogue, shop: of } }) },
    store: { catalogues: { isComplete: async () => true } } as never,
    clock: () => time.now,
    log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  context.after(() => receipts.stop());
  return { receipts, asked, time };
}

test('so many peers are asked for receipts and not one more', async (context) => {
  const { receiptPeers } = networkLimits;
  for (const peers of [receiptPeers, receiptPeers + 1]) {
    const { receipts, asked } = await collector(context, peers);
    assert.equal((await receipts.replicas(addressOf(1)))?.asked, receiptPeers);
    assert.equal(asked.streams, receiptPeers);
  }
});

test('receipts are collected for so many shops, those that were wanted last', async (context) => {
  const { receiptShops, receiptsPerRequest } = networkLimits;
  for (const shops of [receiptShops, receiptShops + 1]) {
    const { receipts, asked } = await collector(context, 1);
    for (let number = 1; number <= shops; number++) receipts.track(addressOf(number));
    await receipts.round();
    assert.equal(asked.streams, receiptShops / receiptsPerRequest);
  }
});

test('questions about shops cause rounds in a burst, then at a rate; the rest gets what is known', async (context) => {
  const { receiptRoundsBurst, receiptRoundsPerSecond, receiptFreshSeconds } = networkLimits;
  const { receipts, asked, time } = await collector(context, 1);
  for (let number = 1; number <= receiptRoundsBurst + 1; number++) await receipts.replicas(addressOf(number));
  assert.equal(asked.streams, receiptRoundsBurst);
  time.now += 1;
  for (let number = 101; number <= 101 + receiptRoundsPerSecond; number++) await receipts.replicas(addressOf(number));
  assert.equal(asked.streams, receiptRoundsBurst + receiptRoundsPerSecond);
  // What was asked a moment ago is not asked again before its time.
  time.now += receiptFreshSeconds - 2;
  await receipts.replicas(addressOf(101));
  assert.equal(asked.streams, receiptRoundsBurst + receiptRoundsPerSecond);
  time.now += 2;
  await receipts.replicas(addressOf(101));
  assert.equal(asked.streams, receiptRoundsBurst + receiptRoundsPerSecond + 1);
});
