import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { startFarNode } from './support/namespace-node.ts';
import { createInternet, namespacesMissing } from './support/namespaces.ts';
import { until } from './support/node-parts.ts';

test('a seller behind a router publishes through a relay, and who can be dialled is then connected directly', {
  skip: namespacesMissing(true),
}, async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'vouch-nat-'));
  context.after(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const internet = await createInternet(context);
  const at = (address: string) => [`/ip4/${address}/tcp/4001`];
  const plain = { announce: [], bootstrap: [], reach: { allowPrivate: false }, carries: true };

  const relay = await startFarNode(context, await internet.host('relay', '45.45.45.1'), {
    ...plain,
    dataDir: join(folder, 'relay'),
    listen: at('45.45.45.1'),
    announce: at('45.45.45.1'),
    reach: { allowPrivate: false, relay: { reservations: 4, bytes: 2 ** 20, seconds: 600 } },
    // Or the buyers would have the shop from the relay.
    carries: false,
  });
  const relays = (await relay.look()).view.addresses;
  const seller = await startFarNode(context, await internet.house('seller', '45.45.45.11'), {
    ...plain,
    dataDir: join(folder, 'seller'),
    listen: at('0.0.0.0'),
    reach: { allowPrivate: false, relays },
  });
  const circuits = async () => (await seller.look()).view.addresses.filter((each) => each.includes('p2p-circuit'));
  await until('the reservation', async () => (await circuits()).length > 0);
  const bootstrap = await circuits();
  const { view: selling } = await seller.publish(30);
  assert.notEqual(selling.reachable, 'public');

  const pathTo = async (node: typeof seller) =>
    (await node.look()).view.peers.find(({ peerId }) => peerId === selling.peerId)?.path;
  const buyer = await startFarNode(context, await internet.host('buyer', '45.45.45.2'), {
    ...plain,
    dataDir: join(folder, 'buyer'),
    listen: at('45.45.45.2'),
    announce: at('45.45.45.2'),
    bootstrap,
  });
  await until('the shop', async () => (await buyer.look()).listings === 30);
  await until('a direct connection', async () => (await pathTo(buyer)) === 'direct');

  const hidden = await startFarNode(context, await internet.house('hidden', '45.45.45.12'), {
    ...plain,
    dataDir: join(folder, 'hidden'),
    listen: at('0.0.0.0'),
    bootstrap,
  });
  await until('the shop behind another router', async () => (await hidden.look()).listings === 30);
  const path = await pathTo(hidden);
  assert.ok(path === 'relayed' || path === 'direct', 'either way, by what the routers allow');
  context.diagnostic(`the path between two houses is ${path}`);
});

test('nodes of one local network find each other when their operators say so', {
  skip: namespacesMissing(false),
}, async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'vouch-mdns-'));
  context.after(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const internet = await createInternet(context);
  const start = async (name: string, address: string, mdns: boolean) =>
    startFarNode(context, await internet.host(name, address), {
      dataDir: join(folder, name),
      listen: [`/ip4/${address}/tcp/4001`],
      announce: [],
      bootstrap: [],
      reach: { allowPrivate: false, mdns },
      carries: true,
    });
  const silent = await start('silent', '192.168.7.1', false);
  const one = await start('one', '192.168.7.2', true);
  const other = await start('other', '192.168.7.3', true);
  await one.publish(10);
  await until('the shop', async () => (await other.look()).listings === 10);
  assert.deepEqual((await silent.look()).view.peers, [], 'a node that was told nothing stays alone');
});
