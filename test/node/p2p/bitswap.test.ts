import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { withBitswap } from '@helia/bitswap';
import { withLibp2pLight } from '@helia/libp2p';
import { identify } from '@libp2p/identify';
import type { ConnectionEncrypter } from '@libp2p/interface';
import { noise } from '@libp2p/noise';
import { tcp } from '@libp2p/tcp';
import { tls } from '@libp2p/tls';
import { yamux } from '@libp2p/yamux';
import { createHeliaLight } from 'helia';
import type { CID } from 'multiformats/cid';
import { rawBlock } from '../../../protocol/block.ts';
import { decodeListing } from '../../../protocol/listing.ts';
import { sampleShop } from '../../../scripts/bench/replicate/sample-shop.ts';
import { picturedVersion } from '../../web/support/pictured-shop.ts';
import { localNodes, publish } from './support/in-process.ts';
import { type NodeParts, seconds, until } from './support/node-parts.ts';

type Encrypters = ((components: never) => ConnectionEncrypter)[];

/** Helia as anyone builds it, which knows nothing of us but a node's address. */
async function plainHelia(context: TestContext, node: NodeParts, encrypters: Encrypters) {
  const reader = withLibp2pLight(createHeliaLight(), {
    transports: [tcp()],
    connectionEncrypters: encrypters as never,
    streamMuxers: [yamux()],
    connectionGater: { denyDialMultiaddr: () => false },
    services: { identify: identify() },
  });
  withBitswap(reader);
  await reader.start();
  context.after(() => reader.stop());
  const connection = await reader.libp2p.dial(node.network.libp2p.getMultiaddrs());
  return {
    encryption: connection.encryption,
    read: async (cid: CID, milliseconds = 180_000): Promise<Uint8Array> => {
      const signal = AbortSignal.timeout(milliseconds);
      return new Uint8Array(Buffer.concat(await Array.fromAsync(reader.blockstore.get(cid, { signal }))));
    },
  };
}

const ways: [string, Encrypters, string][] = [
  ['TLS alone', [tls()], '/tls/1.0.0'],
  ['Noise alone', [noise()], '/noise'],
  ['TLS where it speaks both, TLS first', [tls(), noise()], '/tls/1.0.0'],
];

test('other IPFS software reads a listing and its picture by bitswap, but not what was merely uploaded', async (context) => {
  const start = await localNodes(context);
  const node = await start({ port: 18_951 });
  const sample = await sampleShop(`0x${'51'.repeat(32)}`);
  const made = await picturedVersion(sample, { version: 1, count: 20, now: seconds() });
  await node.store.stage(...made.pictures);
  await publish(node, made);
  const uploaded = rawBlock(new Uint8Array([1, 2, 3]));
  await node.store.stage(uploaded);
  const [, , , wanted] = made.blocks;
  assert.ok(wanted !== undefined);
  await until('the pictures', async () => (await node.store.images.wanted(1)).length === 0);

  for (const [name, encrypters, expected] of ways) {
    await context.test(`over ${name}`, async (part) => {
      const reader = await plainHelia(part, node, encrypters);
      assert.equal(reader.encryption, expected);
      const listing = decodeListing(await reader.read(wanted.cid));
      assert.ok(listing.ok);
      assert.equal(listing.value.shop, sample.shop);
      const source = listing.value.images[0]?.sources[0];
      assert.ok(source !== undefined);
      const picture = await reader.read(source.cid);
      assert.equal(picture.length, source.bytes);
      assert.equal(Buffer.from(picture.subarray(8, 12)).toString(), 'WEBP');
      await assert.rejects(reader.read(uploaded.cid, 1_500));
    });
  }
});

test('two nodes speak TLS with each other', async (context) => {
  const start = await localNodes(context);
  const first = await start({ port: 18_952 });
  const second = await start({ port: 18_953, bootstrap: first.network.addresses() });
  await until('the connection', () => second.network.libp2p.getConnections().length > 0);
  assert.equal(second.network.libp2p.getConnections()[0]?.encryption, '/tls/1.0.0');
});
