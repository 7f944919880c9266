import assert from 'node:assert/strict';
import { test } from 'node:test';
import { base58btc } from 'multiformats/bases/base58';
import { bytesToHex } from 'viem/utils';
import { dialRegisteredPeers, type RegisteredHost } from '../../../node/p2p/registered-peers.ts';
import { localNodes } from './support/in-process.ts';
import { seconds, until } from './support/node-parts.ts';

const multihashOf = (peerId: string) => bytesToHex(base58btc.baseDecode(peerId));

/** Collects what is logged, so that a test can wait for an attempt that failed. */
function listening() {
  const told: string[] = [];
  const tell = (fields: object, message: string) =>
    told.push(`${'operator' in fields ? fields.operator : ''}: ${message}`);
  return { told, log: { debug: tell, info: tell, warn: tell, error: tell } };
}

test('nodes of the register are dialled, whatever else stands there', async (context) => {
  const start = await localNodes(context);
  const a = await start({ port: 21_461 });
  const b = await start({ port: 21_462 });
  const c = await start({ port: 21_463 });
  const [addressOfB = ''] = b.network.addresses();
  const own = a.network.peerId;
  const hosts: RegisteredHost[] = [
    // The peer ID of the register is enough: an endpoint need not repeat it.
    {
      operator: 'b',
      peerId: multihashOf(b.network.peerId),
      endpoints: ['https://b.example/', addressOfB.replace(/\/p2p\/.*/, '')],
    },
    { operator: 'own', peerId: multihashOf(own), endpoints: a.network.addresses() },
    { operator: 'liar', peerId: multihashOf(c.network.peerId), endpoints: [addressOfB] },
    { operator: 'other', peerId: multihashOf(c.network.peerId), endpoints: [addressOfB.replace(/\/p2p\/.*/, '')] },
    { operator: 'gone', peerId: `0x${'12'.repeat(34)}`, endpoints: ['/ip4/127.0.0.1/tcp/1'] },
    {
      operator: 'nonsense',
      peerId: `0x${'34'.repeat(34)}`,
      endpoints: ['/', '/ip4/999.1.1.1/tcp/1', 'ftp://x', '/p2p-circuit'],
    },
  ];
  const { told, log } = listening();
  const dialling = dialRegisteredPeers({
    libp2p: a.network.libp2p,
    hosts: async () => hosts,
    allowPrivate: true,
    clock: seconds,
    log,
  });
  context.after(() => dialling.stop());
  dialling.now();
  await until('the node of the register', () => a.network.peers().some(({ peerId }) => peerId === b.network.peerId));
  const unreachable = 'A node of the register cannot be reached.';
  await until(
    'the attempts that fail',
    () => told.includes(`gone: ${unreachable}`) && told.includes(`other: ${unreachable}`),
  );
  assert.deepEqual(
    a.network.peers().map(({ peerId }) => peerId),
    [b.network.peerId],
  );
  assert.equal(
    told.some((line) => /^(own|liar|nonsense):/.test(line)),
    false,
    'these are not even tried',
  );
});

test('addresses of private networks are dialled on a local chain alone', async (context) => {
  const start = await localNodes(context);
  const a = await start({ port: 21_464 });
  const b = await start({ port: 21_465 });
  const port = /\/tcp\/(\d+)/.exec(b.network.addresses()[0] ?? '')?.[1];
  const inside = [
    `/ip4/127.0.0.1/tcp/${port}`,
    '/ip4/10.0.0.1/tcp/1',
    '/ip6/::1/tcp/1',
    '/ip6/::ffff:7f00:1/tcp/1',
    `/dns4/localhost/tcp/${port}`,
  ];
  const { told, log } = listening();
  let rounds = 0;
  const dialling = dialRegisteredPeers({
    libp2p: a.network.libp2p,
    hosts: async () => {
      rounds += 1;
      return inside.map((endpoint, index) => ({
        operator: String(index),
        peerId: multihashOf(b.network.peerId),
        endpoints: [endpoint],
      }));
    },
    allowPrivate: false,
    clock: seconds,
    log,
  });
  dialling.now();
  await until('a round', () => rounds > 0);
  await dialling.stop();
  assert.deepEqual(told, []);
  assert.deepEqual(a.network.peers(), []);
});
