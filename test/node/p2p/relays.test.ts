import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { sampleItems, sampleShop } from '../../../scripts/bench/replicate/sample-shop.ts';
import { localNodes, publish } from './support/in-process.ts';
import { type NodeParts, seconds, until } from './support/node-parts.ts';
import { openAuthority } from './support/open-authority.ts';

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
