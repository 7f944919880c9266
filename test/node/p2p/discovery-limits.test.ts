import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Connection } from '@libp2p/interface';
import { type Multiaddr, multiaddr } from '@multiformats/multiaddr';
import { base58btc } from 'multiformats/bases/base58';
import { addressPrefix } from '../../../node/p2p/address-kinds.ts';
import { startDiscoveryDialer } from '../../../node/p2p/discovery-dialer.ts';
import { findShops } from '../../../node/p2p/discovery-find.ts';
import { createKnownPeers, type KnownPeers } from '../../../node/p2p/discovery-known.ts';
import { createPeerMemory } from '../../../node/p2p/discovery-memory.ts';
import { provideShops } from '../../../node/p2p/discovery-providers.ts';
import { type PeerNode, startPeerNode } from '../../../node/p2p/libp2p-node.ts';
import { networkLimits } from '../../../node/p2p/network-limits.ts';
import { plainReach } from '../../../node/p2p/reach-options.ts';
import { heliaView } from '../../../node/store/helia-view.ts';
import type { Head } from '../../../protocol/head.ts';
import { type Address, addressSchema } from '../../../protocol/primitives.ts';
import { shopKey } from '../../../protocol/shop-key.ts';
import { until } from './support/node-parts.ts';

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const of = { chainId: 1, market: addressSchema.parse(`0x${'5'.repeat(40)}`) };
const shopOf = (number: number): Address => addressSchema.parse(`0x${number.toString(16).padStart(40, '0')}`);
const peerOf = (number: number) => `peer${number}`;
/** Addresses of as many networks as wanted. */
const addressOf = (number: number) => `/ip4/${20 + (number >> 8)}.${number & 255}.1.1/tcp/4001`;

const table = (clock = () => 1_000) => createKnownPeers({ allowPrivate: false, own: 'me', clock });
const hear = (known: KnownPeers, count: number, told: (number: number) => { source: string; address: string }) => {
  for (let number = 0; number < count; number++) {
    const { source, address } = told(number);
    known.hear({ peerId: peerOf(number), addresses: [address], source });
  }
};

test('one source, one network and all of them together fill only their part of the known peers', () => {
  const { knownPerSource, knownPerPrefix, knownPeers } = networkLimits;
  const bySource = table();
  hear(bySource, knownPerSource, (number) => ({ source: 'peer x', address: addressOf(number) }));
  assert.equal(bySource.size(), knownPerSource);
  hear(bySource, knownPerSource + 1, (number) => ({ source: 'peer x', address: addressOf(number) }));
  assert.equal(bySource.size(), knownPerSource, 'one more is left out');

  const byNetwork = table();
  const inOneNetwork = (number: number) => ({ source: `peer ${number}`, address: `/ip4/20.1.0.${number}/tcp/4001` });
  hear(byNetwork, knownPerPrefix, inOneNetwork);
  assert.equal(byNetwork.size(), knownPerPrefix);
  hear(byNetwork, knownPerPrefix + 1, inOneNetwork);
  assert.equal(byNetwork.size(), knownPerPrefix, 'one more is left out');

  const full = table();
  const spread = (number: number) => ({ source: `peer ${number % 100}`, address: addressOf(number) });
  hear(full, knownPeers, spread);
  assert.equal(full.size(), knownPeers);
  hear(full, knownPeers + 1, spread);
  assert.equal(full.size(), knownPeers, 'one goes for one that comes');
});

test('addresses of a peer are bounded in number and length, and lead to the Internet', () => {
  const { addressesPerPeer, addressCharacters } = networkLimits;
  const known = table();
  const many = (count: number) => Array.from({ length: count }, (_, number) => addressOf(number));
  known.hear({ peerId: 'at', addresses: many(addressesPerPeer), source: 'x' });
  known.hear({ peerId: 'above', addresses: many(addressesPerPeer + 1), source: 'x' });
  assert.equal(known.get('at')?.addresses.length, addressesPerPeer);
  assert.equal(known.get('above')?.addresses.length, addressesPerPeer);

  const named = (length: number) => `/dns4/${'a'.repeat(length - '/dns4//tcp/1'.length)}/tcp/1`;
  known.hear({ peerId: 'long', addresses: [named(addressCharacters)], source: 'x' });
  known.hear({ peerId: 'longer', addresses: [named(addressCharacters + 1)], source: 'x' });
  assert.equal(known.get('long')?.addresses.length, 1);
  assert.equal(known.get('longer'), undefined);

  const inside = [
    '/ip4/192.168.1.1/tcp/1',
    '/ip4/127.0.0.1/tcp/1',
    '/dns4/printer.local/tcp/1',
    '/unix/tmp',
    'nonsense',
  ];
  for (const address of inside) known.hear({ peerId: address, addresses: [address], source: 'x' });
  assert.deepEqual(
    inside.filter((address) => known.get(address) !== undefined),
    [],
  );
});

test('twenty liars around a node do not decide whom it dials, nor move a peer that it reached', () => {
  const draws = Array.from({ length: 4_000 }, (_, number) => ((number * 7_919) % 10_007) / 10_007);
  const known = createKnownPeers({
    allowPrivate: false,
    own: 'me',
    clock: () => 1_000,
    random: () => draws.pop() ?? 0,
  });
  for (let liar = 0; liar < 5; liar++) {
    for (let number = 0; number < networkLimits.knownPerSource; number++)
      known.hear({
        peerId: `bad${liar}/${number}`,
        addresses: [addressOf(liar * 256 + number)],
        source: `peer liar${liar}`,
      });
  }
  known.reached('good', ['/ip4/90.1.1.1/tcp/4001']);
  known.hear({ peerId: 'good', addresses: ['/ip4/20.1.1.1/tcp/4001'], source: 'peer liar1' });
  assert.deepEqual(known.get('good')?.addresses, ['/ip4/90.1.1.1/tcp/4001']);
  const chosen = Array.from({ length: 1_000 }, () => known.choose(new Set(), () => false)?.peerId);
  const good = chosen.filter((peerId) => peerId === 'good').length;
  assert.ok(good > 100, `one honest peer among ${known.size()} known was chosen ${good} times of 1000`);

  const isFull = (prefix: string) => prefix === '90.1';
  assert.notEqual(known.choose(new Set(), isFull)?.peerId, 'good', 'a network with enough connections is passed over');
});

test('prefixes group addresses of one network', () => {
  const prefixOf = (address: string) => addressPrefix(multiaddr(address));
  assert.equal(prefixOf('/ip4/45.9.1.2/tcp/1'), prefixOf('/ip4/45.9.200.7/tcp/2/ws'));
  assert.notEqual(prefixOf('/ip4/45.9.1.2/tcp/1'), prefixOf('/ip4/45.10.1.2/tcp/1'));
  assert.equal(prefixOf('/ip6/2a01:4f8::1/tcp/1'), prefixOf('/ip6/2a01:4f8:1:2:3:4:5:6/tcp/1'));
  assert.notEqual(prefixOf('/ip6/2a01:4f8::1/tcp/1'), prefixOf('/ip6/2a01:4f9::1/tcp/1'));
  assert.equal(prefixOf('/dns4/a.example.org/tcp/1'), prefixOf('/dns6/b.c.example.org/tcp/1'));
  assert.equal(prefixOf('/ip4/192.168.1.1/tcp/1'), undefined);
});

test('peers heard of are dialled so many times a minute', async (context) => {
  let dials = 0;
  const libp2p = {
    getConnections: () => [],
    dial: async () => {
      dials++;
      throw new Error('nobody there');
    },
  } as unknown as PeerNode;
  let now = 1_000;
  const dialer = startDiscoveryDialer({ libp2p, known: table(), clock: () => now, log: quiet });
  context.after(() => dialer.stop());
  const peer = { peerId: '12D3KooWGUnfSTit6JeUrgW86ipj583stWknNd5J8SjXMcMZ2eoG', addresses: [addressOf(1)] };
  for (let dial = 0; dial < networkLimits.dialsPerMinute + 1; dial++) await dialer.dial(peer);
  assert.equal(dials, networkLimits.dialsPerMinute);
  assert.equal(dialer.failed(), networkLimits.dialsPerMinute);
  now += 60;
  await dialer.dial(peer);
  assert.equal(dials, networkLimits.dialsPerMinute + 1);
});

/** A table that holds nothing and counts what it is asked. */
function emptyTable(providers: readonly string[] = []) {
  const asked: string[] = [];
  const dht = {
    routingTable: { size: 1 },
    async *provide(key: object) {
      asked.push(`${key}`);
      yield { name: 'PEER_RESPONSE', messageName: 'ADD_PROVIDER' };
    },
    async *findProviders(key: object) {
      asked.push(`${key}`);
      yield { name: 'PROVIDER', providers: providers.map((id) => ({ id, multiaddrs: [] })) };
    },
    cancelReprovide: async () => undefined,
  };
  const libp2p = { peerId: 'me', services: { dht }, getConnections: () => [] } as unknown as PeerNode;
  return { asked, dht, libp2p };
}

test('shops are told to the table so many a minute, and each again only when its record ages', async (context) => {
  const { asked, libp2p } = emptyTable();
  let now = 1_000_000;
  const most = networkLimits.providesPerMinute;
  const heads = Array.from({ length: most + 1 }, (_, number) => ({ catalogue: { shop: shopOf(number) } }) as Head);
  const providing = provideShops({ libp2p, of, held: () => heads, clock: () => now, log: quiet });
  context.after(() => providing.stop());
  const round = async () => {
    const before = asked.length;
    providing.now();
    await until('the round', async () => asked.length > before).catch(() => undefined);
  };
  await round();
  assert.equal(asked.length, most);
  now += 60;
  await round();
  assert.equal(asked.length, most + 1, 'the one that waited');
  assert.equal(new Set(asked).size, most + 1);
  now += networkLimits.provideAgainHours * 3_600;
  await round();
  assert.equal(asked.length, 2 * most + 1, 'renewed, again within the rate');
});

test('shops are looked for so many a minute, so many may wait, and so many holders are asked', async (context) => {
  const { findsPerMinute, findsWaiting, providersPerFind, findAgainSeconds } = networkLimits;
  const providers = Array.from({ length: providersPerFind + 1 }, (_, number) => peerOf(number));
  const { asked, dht, libp2p } = emptyTable(providers);
  const dialled: string[] = [];
  let now = 1_000_000;
  const dial = async ({ peerId }: { peerId: string }) => {
    dialled.push(peerId);
    return null;
  };
  const clock = () => now;
  const finder = findShops({
    libp2p,
    of,
    dialer: { dial },
    missing: async () => [],
    ask: async () => null,
    clock,
    log: quiet,
  });
  context.after(() => finder.stop());

  dht.routingTable.size = 0;
  for (let number = 0; number < findsWaiting + 1; number++) finder.want(shopOf(number));
  dht.routingTable.size = 1;
  let minutes = 0;
  for (; asked.length < findsWaiting; minutes++) {
    const before = asked.length;
    finder.want(shopOf(0));
    finder.want(shopOf(1_000 + minutes));
    await until('a round', () => asked.length > before);
    assert.ok(asked.length - before <= findsPerMinute, `${asked.length - before} within a minute`);
    now += 60;
  }
  assert.equal(dialled.length, asked.length * providersPerFind, 'of five holders, four');
  const keyOf = (number: number) => `${shopKey({ ...of, shop: shopOf(number) })}`;
  const waited = Array.from({ length: findsWaiting }, (_, number) => keyOf(number));
  assert.deepEqual(asked.slice(0, findsWaiting), waited, 'those who could wait, in their order');
  const [above, aboveKey] = [shopOf(findsWaiting), keyOf(findsWaiting)];
  assert.ok(!asked.includes(aboveKey), 'one more was let go');
  const lookFor = (times: number) =>
    until('the one more', () => {
      now += 60;
      finder.want(above);
      return asked.filter((key) => key === aboveKey).length === times;
    });
  await lookFor(1);
  const lookedAt = now;
  await lookFor(2);
  assert.ok(now - lookedAt >= findAgainSeconds, 'not again soon');
});

test('so many dials are under way, so many with those that wait, and one more fails at once', async (context) => {
  const { dialsAtOnce, dialsWaiting } = networkLimits;
  const dataDir = await mkdtemp(join(tmpdir(), 'vouch-dials-'));
  const sockets = new Set<Socket>();
  // Takes every connection and says nothing.
  const silent = createServer((socket) => void sockets.add(socket.on('error', () => undefined)));
  await once(silent.listen(0, '127.0.0.1'), 'listening');
  const { libp2p, stop } = await startPeerNode({
    dataDir,
    listen: [],
    announce: [],
    named: [],
    reach: { ...plainReach, allowPrivate: true },
    blockstore: heliaView({ get: async () => undefined, has: async () => false }),
    isBanned: () => false,
    isFull: () => false,
    peerScore: () => 0,
  });
  context.after(async () => {
    await stop();
    silent.close();
    for (const socket of sockets) socket.destroy();
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  });
  // Safety: it listens on a port.
  const { port } = silent.address() as AddressInfo;
  const failed: { message: string; others: number }[] = [];
  for (let number = 0; number < dialsWaiting + 1; number++) {
    libp2p
      .dial(multiaddr(`/ip4/127.0.0.1/tcp/${port}/p2p/${idOf(number)}`))
      .catch(({ message }: Error) => failed.push({ message, others: libp2p.getDialQueue().length }));
  }
  const underWay = () => libp2p.getDialQueue().filter(({ status }) => status === 'active').length;
  await until('as many dials as there may be', () => {
    assert.ok(underWay() <= dialsAtOnce, `${underWay()} at once`);
    return underWay() === dialsAtOnce && failed.length > 0;
  });
  assert.match(failed[0]?.message ?? '', /queue is full/);
  assert.equal(failed[0]?.others, dialsWaiting);
});

test('so many peers are remembered on disk, and a list that is longer or broken is left out', async (context) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'vouch-memory-'));
  context.after(() => rm(dataDir, { recursive: true, force: true, maxRetries: 5 }));
  const memory = createPeerMemory({ dataDir, log: quiet });
  assert.deepEqual(await memory.read(), []);
  const most = networkLimits.rememberedPeers;
  const peers = Array.from({ length: most + 1 }, (_, number) => ({
    peerId: peerOf(number),
    addresses: [addressOf(number)],
    prefix: undefined,
    source: 'x',
    reachedAt: 1,
    failures: 0,
    notBefore: 0,
  }));
  await memory.write(peers);
  assert.equal((await memory.read()).length, most);
  const file = join(dataDir, 'known-peers.json');
  const rows = JSON.parse(await readFile(file, 'utf8'));
  await writeFile(file, JSON.stringify([...rows, { peerId: 'more', addresses: [] }]));
  assert.deepEqual(await memory.read(), []);
  await writeFile(file, '[{"peerId":');
  assert.deepEqual(await memory.read(), []);
});

/** A network in which every dial succeeds. */
function everybodyAnswers() {
  const connections: Connection[] = [];
  const kept = new Set<string>();
  let dials = 0;
  const dial = async ([address]: Multiaddr[]) => {
    // Safety: the dialer reads no more of a connection.
    const connection = {
      id: `${dials++}`,
      direction: 'outbound',
      status: 'open',
      streams: [],
      timeline: { open: dials },
      remoteAddr: address,
      remotePeer: address?.getComponents().at(-1)?.value,
      close: async () => void connections.splice(connections.indexOf(connection), 1),
    } as unknown as Connection;
    connections.push(connection);
    return connection;
  };
  const get = async (peer: unknown) => ({ tags: new Map(kept.has(`${peer}`) ? [['keep-alive', {}]] : []) });
  const libp2p = { getConnections: () => [...connections], dial, peerStore: { get } } as unknown as PeerNode;
  const peers = () => connections.map(({ remotePeer }) => `${remotePeer}`);
  return { connections, kept, peers, libp2p };
}

/** Ids that are in form; nobody has their keys. */
const idOf = (number: number) =>
  base58btc.baseEncode(new Uint8Array([0, 36, 8, 1, 18, 32, ...Array(30).fill(7), number >> 8, number & 255]));

test('a node dials so many in a round, chooses so many connections, and so many of them in one network', async () => {
  const { dialsPerRound, outboundPeers, outboundPerPrefix } = networkLimits;
  const round = async (libp2p: PeerNode, known: KnownPeers) => {
    const dialer = startDiscoveryDialer({ libp2p, known, clock: () => 1_000, log: quiet });
    dialer.now();
    await dialer.stop();
  };
  const spread = table();
  for (let number = 0; number < outboundPeers + 1; number++)
    spread.hear({ peerId: idOf(number), addresses: [addressOf(number)], source: `peer ${number}` });
  const wide = everybodyAnswers();
  await round(wide.libp2p, spread);
  assert.equal(wide.connections.length, dialsPerRound);
  for (let rounds = 0; rounds < outboundPeers; rounds++) await round(wide.libp2p, spread);
  assert.equal(wide.connections.length, outboundPeers, 'one known peer is left alone');

  const together = table();
  for (let number = 0; number < outboundPerPrefix + 1; number++)
    together.hear({ peerId: idOf(number), addresses: [`/ip4/20.1.0.${number}/tcp/4001`], source: `peer ${number}` });
  const narrow = everybodyAnswers();
  for (let rounds = 0; rounds < 3; rounds++) await round(narrow.libp2p, together);
  assert.equal(narrow.connections.length, outboundPerPrefix);
});

test('a node whose places are all taken still meets everybody, one after the other, in the last of them', async () => {
  const { outboundPeers, visitEverySeconds } = networkLimits;
  const market = everybodyAnswers();
  const known = table();
  for (let number = 0; number < outboundPeers + 6; number++)
    known.hear({ peerId: idOf(number), addresses: [addressOf(number)], source: `peer ${number}` });
  let now = 1_000;
  const starting = () => startDiscoveryDialer({ libp2p: market.libp2p, known, clock: () => now, log: quiet });
  const filling = starting();
  filling.now();
  await until('all places are taken', () => {
    filling.now();
    return market.connections.length === outboundPeers;
  });
  now += visitEverySeconds - 1;
  const first = market.peers();
  filling.now();
  await filling.stop();
  assert.deepEqual(market.peers(), first, 'nobody is visited before it is time');

  const kept = `${first.at(-1)}`;
  market.kept.add(kept);
  const met = new Set(first);
  const visiting = starting();
  for (let visits = 0; met.size < outboundPeers + 6; visits++) {
    assert.ok(visits < 500, `only ${met.size} were met`);
    const before = `${market.peers()}`;
    now += visitEverySeconds;
    visiting.now();
    await until('the visit', () => market.connections.length === outboundPeers && `${market.peers()}` !== before);
    for (const peer of market.peers()) met.add(peer);
  }
  await visiting.stop();
  assert.ok(market.peers().includes(kept), 'who is to be kept stays');
  assert.equal(
    first.filter((peer) => market.peers().includes(peer)).length,
    outboundPeers - 1,
    'and so do all but one',
  );
});

test('a peer that fails is left after so many times once it was long gone, and told of only while it was reached lately', () => {
  const { knownFailures, knownKeepSeconds, reachedLatelySeconds } = networkLimits;
  let now = 10_000_000;
  const known = table(() => now);
  const fail = (times: number) => {
    for (let time = 0; time < times; time++) known.failed('never');
  };
  known.hear({ peerId: 'never', addresses: [addressOf(1)], source: 'x' });
  fail(knownFailures - 1);
  assert.ok(known.get('never') !== undefined);
  fail(1);
  assert.equal(known.get('never'), undefined, 'as many as the limit');

  known.reached('once', [addressOf(2)]);
  now += reachedLatelySeconds;
  assert.deepEqual(
    known.lately().map(({ peerId }) => peerId),
    ['once'],
  );
  now += 1;
  assert.deepEqual(known.lately(), []);
  now += knownKeepSeconds - reachedLatelySeconds - 1;
  for (let time = 0; time < knownFailures; time++) known.failed('once');
  assert.ok(known.get('once') !== undefined, 'not yet long gone');
  now += 1;
  known.failed('once');
  assert.equal(known.get('once'), undefined);
});
