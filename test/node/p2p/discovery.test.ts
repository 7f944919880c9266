import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { base58btc } from 'multiformats/bases/base58';
import { bytesToHex } from 'viem/utils';
import { startDiscoveryDialer } from '../../../node/p2p/discovery-dialer.ts';
import { findShops } from '../../../node/p2p/discovery-find.ts';
import { createKnownPeers } from '../../../node/p2p/discovery-known.ts';
import { provideShops } from '../../../node/p2p/discovery-providers.ts';
import { startPeerNode } from '../../../node/p2p/libp2p-node.ts';
import { networkLimits } from '../../../node/p2p/network-limits.ts';
import { plainReach } from '../../../node/p2p/reach-options.ts';
import { dialRegisteredPeers } from '../../../node/p2p/registered-peers.ts';
import { heliaView } from '../../../node/store/helia-view.ts';
import { sampleItems, sampleMarket, sampleShop } from '../../../scripts/bench/replicate/sample-shop.ts';
import { publish } from './support/in-process.ts';
import { localPorts } from './support/local-ports.ts';
import { type NodeParts, seconds, startNode, until } from './support/node-parts.ts';

const { shop, version } = await sampleShop(`0x${'23'.repeat(32)}`);
const isConnected = (a: NodeParts, b: NodeParts) => a.network.peers().some(({ peerId }) => peerId === b.network.peerId);
const listingsOn = (node: NodeParts) => Object.keys(node.sink.state.listings[shop] ?? {}).length;
const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** Nodes by name, each with a folder that outlives it. A port is a name for a free one, the same after a restart. */
async function namedNodes(context: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), 'vouch-discovery-'));
  const running = new Map<string, NodeParts>();
  const portOf = localPorts();
  const stop = async (name: string) => {
    const node = running.get(name);
    running.delete(name);
    await node?.stop();
  };
  context.after(async () => {
    await Promise.all([...running.keys()].map(stop));
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  const start = async (name: string, options: { port: number; bootstrap?: string[] }) => {
    const node = await startNode({ ...options, port: await portOf(options.port), dataDir: join(folder, name) });
    running.set(name, node);
    return node;
  };
  return { start, stop };
}

test('without the founders, nodes find each other by memory, and a new one finds the market by the register', async (context) => {
  const { start, stop } = await namedNodes(context);
  const founder = await start('founder', { port: 21_240 });
  const bootstrap = founder.network.addresses();
  const c = await start('c', { port: 21_241, bootstrap });
  let d = await start('d', { port: 21_242, bootstrap });
  await until('an introduction', () => isConnected(c, d));
  await publish(c, await version({ version: 1, items: sampleItems(20), now: seconds() }));
  await until('the shop on d', () => listingsOn(d) === 20);

  await stop('founder');
  await stop('d');
  // Nobody is named any more: what it remembers is all that it has.
  d = await start('d', { port: 21_242 });
  await until('a meeting from memory', () => isConnected(c, d));
  await publish(c, await version({ version: 2, items: sampleItems(25), now: seconds() }));
  await until('the newer catalogue on d', () => listingsOn(d) === 25);

  const e = await start('e', { port: 21_243 });
  const register = dialRegisteredPeers({
    libp2p: e.network.libp2p,
    hosts: async () => [
      // The founder still stands in the register, though nobody answers there.
      { operator: 'founder', peerId: hexOf(founder), endpoints: bootstrap },
      { operator: 'd', peerId: hexOf(d), endpoints: d.network.addresses() },
    ],
    allowPrivate: true,
    clock: seconds,
    log: quiet,
  });
  context.after(() => register.stop());
  register.now();
  await until('the shop on e', () => listingsOn(e) === 25);
  await until('e knows more than the register says', () => isConnected(e, c));
});

test('a shop that no connected peer has is found by the table of who has it', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'vouch-table-'));
  context.after(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const bare = async (name: string) => {
    const { libp2p, stop } = await startPeerNode({
      dataDir: join(folder, name),
      listen: ['/ip4/127.0.0.1/tcp/0'],
      announce: [],
      named: [],
      reach: { ...plainReach, allowPrivate: true },
      blockstore: heliaView({ get: async () => undefined, has: async () => false }),
      isBanned: () => false,
      isFull: () => false,
      peerScore: () => 0,
    });
    context.after(stop);
    return libp2p;
  };
  const [middle, holder, reader] = [await bare('middle'), await bare('holder'), await bare('reader')];
  await holder.dial(middle.getMultiaddrs());
  const of = { chainId: 31_337, market: sampleMarket };
  const { head } = await version({ version: 1, items: sampleItems(1), now: seconds() });
  const providing = provideShops({ libp2p: holder, of, held: () => [head], clock: seconds, log: quiet });
  context.after(() => providing.stop());
  const { dht } = holder.services;
  await until('a place in the table', () => dht.routingTable.size > 0 && middle.services.dht.routingTable.size > 0);
  providing.now();

  await reader.dial(middle.getMultiaddrs());
  await until("the reader's place", () => reader.services.dht.routingTable.size > 0);
  assert.equal(reader.getConnections(holder.peerId).length, 0);
  const asked: string[] = [];
  const known = createKnownPeers({ allowPrivate: true, own: reader.peerId.toString(), clock: seconds });
  const dialer = startDiscoveryDialer({ libp2p: reader, known, clock: seconds, log: quiet });
  let now = seconds();
  const finder = findShops({
    libp2p: reader,
    of,
    dialer,
    missing: async () => [],
    ask: async ({ remotePeer }, wanted) => void asked.push(`${remotePeer} ${wanted}`),
    clock: () => now,
    log: quiet,
  });
  context.after(() => Promise.all([dialer.stop(), finder.stop()]));
  await until('the holder', () => {
    // A shop is looked for again only after a pause, so time passes between the rounds.
    now += networkLimits.findAgainSeconds;
    finder.want(shop);
    return asked.length > 0;
  });
  assert.equal(asked[0], `${holder.peerId} ${shop}`);
});

const hexOf = ({ network }: NodeParts) => bytesToHex(base58btc.baseDecode(network.peerId));
