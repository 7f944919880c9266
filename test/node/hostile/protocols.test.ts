import assert from 'node:assert/strict';
import { hash, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import * as dagCbor from '@ipld/dag-cbor';
import type { Stream } from '@libp2p/interface';
import { CID } from 'multiformats/cid';
import * as Digest from 'multiformats/hashes/digest';
import { identity } from 'multiformats/hashes/identity';
import { readFrames } from '../../../node/p2p/frames.ts';
import { networkLimits } from '../../../node/p2p/network-limits.ts';
import { createRefusedItems } from '../../../node/p2p/reconcile-refused.ts';
import { framed } from '../../../protocol/wire/frames.ts';
import { encodeHeadsRequest } from '../../../protocol/wire/heads.ts';
import { beginReconciliation } from '../../../protocol/wire/negentropy.ts';
import { createItemSet } from '../../../protocol/wire/negentropy-items.ts';
import { sampleItems, sampleShop } from '../../../scripts/bench/replicate/sample-shop.ts';
import { localNodes, publish } from '../p2p/support/in-process.ts';
import { seconds, until } from '../p2p/support/node-parts.ts';
import { type Attacker, attack, closed, lengthBytes } from './support/attacker.ts';
import { forgedHead } from './support/forged.ts';

const sample = await sampleShop(`0x${'6a'.repeat(32)}`);
const reconcile = '/vouch/1/reconcile';
const headsGet = '/vouch/1/heads/get';

/** Protocols of the node's own, with the streams that one peer may have of each. */
const own: [protocol: string, streams: number][] = [
  [reconcile, networkLimits.reconcileStreamsPerPeer],
  [headsGet, networkLimits.headsGetStreamsPerPeer],
  ['/vouch/1/receipts', networkLimits.receiptStreamsPerPeer],
  ['/vouch/1/lists', networkLimits.listStreamsPerPeer],
  ['/vouch/1/peers', 1],
  ['/vouch/1/kad', networkLimits.tableStreamsPerPeer],
];

/** Opens a stream, unless it is refused at once, which is as good. */
const tryOpen = (peer: Attacker, protocol: string): Promise<Stream | undefined> =>
  peer.open(protocol).catch(() => undefined);

const send = (stream: Stream, bytes: Uint8Array): void => {
  if (stream.writeStatus === 'writable') stream.send(bytes);
};

test('streams beyond the number of one peer are closed, of every protocol', async (context) => {
  const start = await localNodes(context);
  const node = await start({ port: 21_784, reach: { dht: 'server' } });
  const peer = await attack(context, node.network.addresses(), { gossips: false });
  const served = new Set(node.network.libp2p.getProtocols());
  for (const [protocol, most] of own.filter(([name]) => served.has(name))) {
    const inTime = await Promise.all(Array.from({ length: most }, () => peer.open(protocol)));
    const extra = await peer.open(protocol);
    await closed(extra);
    assert.ok(
      inTime.some(({ status }) => status === 'open'),
      `${protocol} has open streams`,
    );
    for (const stream of inTime) stream.abort(new Error('enough'));
  }
});

test('noise, endless frames and lengths of gigabytes end the stream, and an honest node is served beside them', async (context) => {
  const start = await localNodes(context);
  const node = await start({ port: 21_785, reach: { dht: 'server' } });
  await publish(node, await sample.version({ version: 1, items: sampleItems(10), now: seconds() }));
  const peer = await attack(context, node.network.addresses(), { gossips: false });
  const noise = [randomBytes(10), framed(new Uint8Array()), framed(randomBytes(1_000)), randomBytes(200_000)];
  const known = new Set(own.map(([protocol]) => protocol));
  for (const protocol of new Set([...known, ...node.network.libp2p.getProtocols()])) {
    for (const bytes of noise) {
      const stream = await tryOpen(peer, protocol);
      if (stream === undefined) continue;
      send(stream, bytes);
      stream.abort(new Error('enough'));
    }
    if (!known.has(protocol) || protocol === '/vouch/1/kad') continue;
    const huge = await tryOpen(peer, protocol);
    if (huge === undefined) continue;
    send(huge, lengthBytes(0x7fff_ffff));
    send(huge, randomBytes(1_000));
    await closed(huge);
  }
  const honest = await start({ port: 21_786, bootstrap: node.network.addresses() });
  await until('the catalogue', () => honest.sink.state.heads[sample.shop] !== undefined);
});

/** Begins an exchange about heads, with a valid first message. */
async function beginExchange(peer: Attacker) {
  const stream = await peer.open(reconcile);
  const reader = readFrames(stream, { seconds: 30, mostWaiting: 8 * 2 ** 20 });
  stream.send(framed(new TextEncoder().encode('heads')));
  const first = beginReconciliation({
    items: createItemSet(),
    frameBytes: networkLimits.reconcileFrameBytes,
    mostIds: 1,
  }).begin();
  return { stream, first, reader };
}

test('an exchange that never ends is ended: by its rounds, by the items that it names, by the size of a frame', async (context) => {
  const start = await localNodes(context);
  const node = await start({ port: 21_787 });
  const peer = await attack(context, node.network.addresses(), { gossips: false });

  const rounds = await beginExchange(peer);
  for (let round = 0; round < networkLimits.reconcileRounds; round++) {
    rounds.stream.send(framed(rounds.first));
    assert.ok(await rounds.reader.frame(2 ** 20), `round ${round}`);
  }
  send(rounds.stream, framed(rounds.first));
  send(rounds.stream, framed(rounds.first));
  await closed(rounds.stream);

  const items = await beginExchange(peer);
  items.stream.send(framed(new Uint8Array()));
  const ids = framed(randomBytes(32 * networkLimits.itemsPerFrame));
  let named = 0;
  while (items.stream.status === 'open' && named <= 3 * networkLimits.reconcileItems) {
    send(items.stream, ids);
    named += networkLimits.itemsPerFrame;
    if ((await items.reader.frame(2 ** 20).catch(() => null)) === null) break;
  }
  assert.ok(named > networkLimits.reconcileItems, `${named} items`);
  assert.ok(named <= 2 * networkLimits.reconcileItems + 2 * networkLimits.itemsPerFrame, `${named} items`);

  const wide = await beginExchange(peer);
  wide.stream.send(framed(new Uint8Array()));
  send(wide.stream, framed(randomBytes(32 * (networkLimits.itemsPerFrame + 1))));
  await closed(wide.stream);

  const large = await beginExchange(peer);
  send(large.stream, framed(randomBytes(networkLimits.reconcileFrameBytes + 1)));
  await closed(large.stream);
});

test('a peer that asks without end is refused after its burst, and heard again later', async (context) => {
  const start = await localNodes(context);
  let now = seconds();
  const node = await start({ port: 21_788, clock: () => now });
  const peer = await attack(context, node.network.addresses(), { gossips: false });
  const exchange = async (): Promise<boolean> => {
    const { stream, first, reader } = await beginExchange(peer);
    send(stream, framed(first));
    const answer = await reader.frame(2 ** 20).catch(() => null);
    stream.abort(new Error('enough'));
    return answer !== null;
  };
  const ask = async (): Promise<boolean> => {
    const stream = await peer.open(headsGet);
    const reader = readFrames(stream, { seconds: 30, mostWaiting: 2 ** 20 });
    send(stream, encodeHeadsRequest([sample.shop]));
    const answer = await reader.frame(2 ** 20).catch(() => null);
    stream.abort(new Error('enough'));
    return answer !== null;
  };
  for (const [name, question, burst, perSecond] of [
    ['exchanges', exchange, networkLimits.exchangesBurst, networkLimits.exchangesPerSecond],
    ['heads', ask, networkLimits.headsGetBurst, networkLimits.headsGetPerSecond],
  ] as const) {
    for (let number = 0; number < burst; number++) assert.ok(await question(), `${name} ${number}`);
    assert.equal(await question(), false, name);
    now += Math.ceil(1 / perSecond);
    assert.ok(await question(), `${name} again`);
  }
});

test('a peer that offers items of no use is asked for no more of them, and not for the same ones soon again', async (context) => {
  const start = await localNodes(context);
  let now = seconds();
  const node = await start({ port: 21_789, clock: () => now });
  node.authority.quota = async () => null;
  const peer = await attack(context, node.network.addresses(), { gossips: false });
  const heads = Array.from({ length: 2 * networkLimits.reconcileUselessItems }, () => forgedHead());
  const idOf = (head: Uint8Array): string => hash('sha256', head, 'hex');
  const byId = new Map(heads.map((head) => [idOf(head), head]));
  const offerAll = async (): Promise<number> => {
    const { stream, reader } = await beginExchange(peer);
    stream.send(framed(new Uint8Array()));
    stream.send(framed(new Uint8Array()));
    let asked = 0;
    for (let at = 0; at < heads.length; at += networkLimits.itemsPerFrame) {
      const part = heads.slice(at, at + networkLimits.itemsPerFrame);
      stream.send(framed(Buffer.from(part.map(idOf).join(''), 'hex')));
      const wanted = Buffer.from((await reader.frame(2 ** 20)) ?? assert.fail('the exchange ended')).toString('hex');
      const ids = wanted.match(/.{64}/g) ?? [];
      asked += ids.length;
      if (ids.length > 0) stream.send(framed(dagCbor.encode(ids.map((id) => byId.get(id)))));
    }
    stream.abort(new Error('enough'));
    return asked;
  };
  assert.equal(await offerAll(), networkLimits.reconcileUselessItems);
  assert.equal(await offerAll(), networkLimits.reconcileUselessItems, 'the others');
  assert.equal(await offerAll(), 0);
  now += networkLimits.laterSeconds + 1;
  assert.equal(await offerAll(), networkLimits.reconcileUselessItems, 'again');
});

test('memory of items of no use is bounded, the oldest go first', () => {
  const most = networkLimits.refusedItems;
  const refused = createRefusedItems({ clock: () => 0, most });
  for (let number = 0; number <= most; number++) refused.remember(String(number), 'refused');
  assert.equal(refused.has('0'), false);
  assert.ok(refused.has('1') && refused.has(String(most)));
});

/** A length and so many bytes, as protocol buffers write them. */
const counted = (bytes: Uint8Array): Uint8Array => {
  const length: number[] = [];
  for (let left = bytes.length; ; left >>>= 7) {
    length.push(left > 127 ? (left & 127) | 128 : left);
    if (left <= 127) break;
  }
  return Buffer.concat([Uint8Array.from(length), bytes]);
};
const field = (number: number, bytes: Uint8Array): Uint8Array =>
  Buffer.concat([Uint8Array.of((number << 3) | 2), counted(bytes)]);

test('other IPFS software that wants identity hashes, unknown codecs and thousands of blocks gets none of them', async (context) => {
  const start = await localNodes(context);
  const node = await start({ port: 21_796 });
  await publish(node, await sample.version({ version: 1, items: sampleItems(10), now: seconds() }));
  const peer = await attack(context, node.network.addresses(), { gossips: false });
  let answered = 0;
  await peer.libp2p.handle('/ipfs/bitswap/1.2.0', async (stream) => {
    stream.addEventListener('message', ({ data }) => {
      answered += data.byteLength;
    });
  });
  const digest = Digest.create(0x12, randomBytes(32));
  const wants = [
    CID.createV1(0x55, identity.digest(randomBytes(40))),
    CID.createV1(0x300, digest),
    CID.createV0(digest),
    CID.createV1(0x55, Digest.create(0x1b, randomBytes(32))),
    ...Array.from({ length: 2_000 }, () => CID.createV1(0x55, Digest.create(0x12, randomBytes(32)))),
  ];
  const entries = wants.map(({ bytes }) => field(1, Buffer.concat([field(1, bytes), Uint8Array.of(0x10, 1)])));
  for (let number = 0; number < 5; number++) {
    const stream = await peer.open('/ipfs/bitswap/1.2.0');
    send(stream, counted(field(1, Buffer.concat(entries))));
    await stream.close().catch(() => undefined);
  }
  const honest = await start({ port: 21_797, bootstrap: node.network.addresses() });
  await until('the catalogue', () => honest.sink.state.heads[sample.shop] !== undefined);
  assert.ok(answered < 100_000, `${answered} bytes came back`);
});
