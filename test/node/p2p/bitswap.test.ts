import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withBitswap } from '@helia/bitswap';
import { withLibp2pLight } from '@helia/libp2p';
import { identify } from '@libp2p/identify';
import { noise } from '@libp2p/noise';
import { tcp } from '@libp2p/tcp';
import { yamux } from '@libp2p/yamux';
import { createHeliaLight } from 'helia';
import { rawBlock } from '../../../protocol/block.ts';
import { decodeListing } from '../../../protocol/listing.ts';
import { sampleItems, sampleShop } from '../../../scripts/bench/replicate/sample-shop.ts';
import { localNodes, publish } from './support/in-process.ts';
import { seconds } from './support/node-parts.ts';

test('other IPFS software reads a listing by bitswap, but not what was merely uploaded', async (context) => {
  const start = await localNodes(context);
  const node = await start({ port: 18_951 });
  const sample = await sampleShop(`0x${'51'.repeat(32)}`);
  const made = await sample.version({ version: 1, items: sampleItems(20), now: seconds() });
  await publish(node, made);
  const uploaded = rawBlock(new Uint8Array([1, 2, 3]));
  await node.store.stage(uploaded);

  const reader = withLibp2pLight(createHeliaLight(), {
    transports: [tcp()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
    connectionGater: { denyDialMultiaddr: () => false },
    services: { identify: identify() },
  });
  withBitswap(reader);
  await reader.start();
  context.after(() => reader.stop());
  await reader.libp2p.dial(node.network.libp2p.getMultiaddrs());
  const wanted = made.listings[3];
  assert.ok(wanted !== undefined);
  const bytes = Buffer.concat(
    await Array.fromAsync(reader.blockstore.get(wanted.cid, { signal: AbortSignal.timeout(30_000) })),
  );
  const listing = decodeListing(new Uint8Array(bytes));
  assert.ok(listing.ok);
  assert.equal(listing.value.shop, sample.shop);
  await assert.rejects(Array.fromAsync(reader.blockstore.get(uploaded.cid, { signal: AbortSignal.timeout(1_500) })));
});
