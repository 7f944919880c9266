import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { identify } from '@libp2p/identify';
import { ping } from '@libp2p/ping';
import { webRTCDirect } from '@libp2p/webrtc';
import { multiaddr } from '@multiformats/multiaddr';
import { createLibp2p } from 'libp2p';
import { type NodeParts, startNode } from './support/node-parts.ts';

test('a browser reaches a node without a certificate of an authority, at an address that outlives a restart', async (context) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'vouch-webrtc-'));
  const start = () => startNode({ dataDir, listen: ['/ip4/127.0.0.1/udp/0/webrtc-direct'] });
  const addressOf = ({ network }: NodeParts) => network.addresses().find((each) => each.includes('webrtc')) ?? '';
  const visitor = await createLibp2p({
    addresses: { listen: [] },
    transports: [webRTCDirect()],
    connectionGater: { denyDialMultiaddr: () => false },
    services: { identify: identify(), ping: ping() },
  });
  context.after(() => visitor.stop());

  const first = await start();
  const address = addressOf(first);
  await first.stop();
  assert.match(address, /^\/ip4\/127\.0\.0\.1\/udp\/\d+\/webrtc-direct\/certhash\/u\w[\w-]+\/p2p\/12D3Koo\w+$/);

  // The native library gives the first port back only when its process ends: this is another.
  const second = await start();
  context.after(async () => {
    await second.stop();
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  });
  const port = /udp\/\d+/;
  assert.equal(addressOf(second).replace(port, ''), address.replace(port, ''), 'certificate and peer are the same');
  assert.ok((await visitor.services.ping.ping(multiaddr(addressOf(second)))) >= 0);
});
