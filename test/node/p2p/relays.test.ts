import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { circuitRelayTransport } from '@libp2p/circuit-relay-v2';
import { identify } from '@libp2p/identify';
import { noise } from '@libp2p/noise';
import { tcp } from '@libp2p/tcp';
import { yamux } from '@libp2p/yamux';
import { multiaddr } from '@multiformats/multiaddr';
import { createLibp2p } from 'libp2p';
import { networkLimits } from '../../../node/p2p/network-limits.ts';
import { plainReach } from '../../../node/p2p/reach-options.ts';
import type { Reachability } from '../../../node/p2p/reachability.ts';
import { keepRelays, relaysInUse } from '../../../node/p2p/relay-client.ts';
import { sampleItems, sampleShop } from '../../../scripts/bench/replicate/sample-shop.ts';
import { localNodes, publish } from './support/in-process.ts';
import { type NodeParts, seconds, until } from './support/node-parts.ts';
import { openAuthority } from './support/open-authority.ts';

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const { shop, version } = await sampleShop(`0x${'22'.repeat(32)}`);
const listingsOn = (node: NodeParts) => Object.keys(node.sink.state.listings[shop] ?? {}).length;
const relayedOn = async (node: NodeParts) => (await node.network.view()).peers.filter(({ path }) => path === 'relayed');

/** A relay, and a seller that listens on no port and is reached through it alone. */
async function behindRelay(context: TestContext, ports: { relay: number }, bytes: number) {
  const start = await localNodes(context);
  // A relay that does not carry the shop itself, or the buyer would have it from there.
  const authority = openAuthority();
  authority.quotas.set(shop, null);
  const relay = await start({
    port: ports.relay,
    authority,
    reach: { relay: { reservations: 1, bytes, seconds: 60 } },
  });
  const [relayAddress = ''] = relay.network.addresses();
  const seller = await start({ name: 'seller', reach: { relays: [relayAddress] } });
  await until('the reservation', () => seller.network.addresses().length > 0);
  return { start, relay, relayAddress, seller };
}

test('a seller who cannot be dialled is reached through a relay, with as many as the operator allows', async (context) => {
  const { start, relay, relayAddress, seller } = await behindRelay(context, { relay: 21_220 }, 4 * 2 ** 20);
  const addresses = seller.network.addresses();
  assert.ok(
    addresses.every((address) => address.includes(`${relayAddress}/p2p-circuit`)),
    addresses.join(),
  );
  await publish(seller, await version({ version: 1, items: sampleItems(40), now: seconds() }));

  const buyer = await start({ name: 'buyer', bootstrap: addresses });
  await until('the shop', () => listingsOn(buyer) === 40);
  assert.deepEqual(
    (await relayedOn(buyer)).map(({ peerId, direction }) => ({ peerId, direction })),
    [{ peerId: seller.network.peerId, direction: 'outbound' }],
  );
  assert.deepEqual((await seller.network.view()).reachedThrough, [relay.network.peerId]);
  assert.deepEqual((await relay.network.view()).relay, { reservations: 1, most: 1 });

  const refused: string[] = [];
  const tell = (_fields: object, message: string) => refused.push(message);
  const log = { debug: () => undefined, info: tell, warn: tell, error: tell };
  const second = await start({ name: 'second', log, reach: { relays: [relayAddress] } });
  await until('the refusal', () => refused.includes('A relay gives no reservation now.'));
  assert.deepEqual(second.network.addresses(), [], 'one more than the limit');
  assert.equal(relay.network.counts().reservations, 1);
});

test('a shop larger than one relayed connection may carry arrives in pieces', async (context) => {
  const { start, seller } = await behindRelay(context, { relay: 21_222 }, 131_072);
  await publish(seller, await version({ version: 1, items: sampleItems(150), now: seconds() }));
  const buyer = await start({ name: 'buyer', bootstrap: seller.network.addresses() });
  const ends: unknown[] = [];
  buyer.network.libp2p.addEventListener('connection:close', ({ detail }) => ends.push(detail.limits?.bytes));
  await until('the shop', () => listingsOn(buyer) === 150);
  assert.ok(buyer.received.bytes > 131_072, `${buyer.received.bytes} bytes came`);
  assert.ok(ends.length > 0, 'the relay ended a connection at its limit');
});

test('a node whose operator relays nothing offers no service, and one that asks goes on without', async (context) => {
  const start = await localNodes(context);
  const plain = await start({ port: 21_224 });
  const [address = ''] = plain.network.addresses();
  const told: string[] = [];
  const tell = (_fields: object, message: string) => told.push(message);
  const log = { debug: () => undefined, info: tell, warn: tell, error: tell };
  const seller = await start({ name: 'seller', log, reach: { relays: [address] } });
  await until('the refusal', () => told.includes('A relay gives no reservation now.'));
  assert.deepEqual(seller.network.addresses(), []);
  assert.equal(plain.network.libp2p.services.relayServer, undefined);
});

test('one peer has so many connections through a relay', async (context) => {
  const { seller, relayAddress } = await behindRelay(context, { relay: 21_225 }, 4 * 2 ** 20);
  const visitor = await createLibp2p({
    transports: [tcp(), circuitRelayTransport({ maxOutboundStopStreams: 64 })],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
    connectionGater: { denyDialMultiaddr: () => false },
    services: { identify: identify() },
  });
  context.after(() => visitor.stop());
  await visitor.dial(multiaddr(relayAddress));
  const [address = ''] = seller.network.addresses();
  const again = () => visitor.dial(multiaddr(address), { force: true, signal: AbortSignal.timeout(60_000) });
  for (let count = 0; count < networkLimits.relayedConnectionsPerPeer; count++) await again();
  await assert.rejects(again(), 'one more than the limit');
  assert.equal(visitor.getConnections().filter(({ limits }) => limits !== undefined).length, 8);
});

test('a node that nobody can dial asks its peers to be reached through them, and one that can be dialled does not', async (context) => {
  const start = await localNodes(context);
  const relay = { reservations: 1, bytes: 2 ** 20, seconds: 60 };
  const first = await start({ port: 21_226, reach: { relay } });
  const second = await start({ port: 21_227, reach: { relay } });
  const third = await start({ port: 21_228, reach: { relay } });
  const helpers = [first, second, third];
  const bootstrap = helpers.flatMap(({ network }) => network.addresses());
  const hidden = await start({ name: 'hidden', bootstrap });
  const { libp2p } = hidden.network;
  await until('the peers', () => hidden.network.peers().length === helpers.length);
  let reachability: Reachability = 'public';
  const reach = { ...plainReach, allowPrivate: true, relays: 'auto' as const };
  const ask = async () => {
    const relays = keepRelays({ libp2p, reach, reachability: () => reachability, log: quiet });
    relays.now();
    await relays.stop();
  };
  await ask();
  assert.deepEqual(libp2p.getMultiaddrs(), []);
  reachability = 'private';
  await until('the reservations', async () => {
    await ask();
    return relaysInUse(libp2p).length === networkLimits.relaysInUse;
  });
  await ask();
  const held = helpers.reduce((sum, { network }) => sum + network.counts().reservations, 0);
  assert.equal(held, networkLimits.relaysInUse, 'the third is not asked');
});
