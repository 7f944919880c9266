import assert from 'node:assert/strict';
import { test } from 'node:test';
import { networkLimits } from '../../../node/p2p/network-limits.ts';
import { sampleItems, sampleShop } from '../../../scripts/bench/replicate/sample-shop.ts';
import { localNodes, publish } from './support/in-process.ts';
import { seconds, until } from './support/node-parts.ts';

test('a copy that is cut off midway goes on where it was, and fetches no stored block again', async (context) => {
  const sample = await sampleShop(`0x${'61'.repeat(32)}`);
  const start = await localNodes(context);
  const a = await start({ port: 21_180 });
  const made = await sample.version({ version: 1, items: sampleItems(4_000), now: seconds() });
  await publish(a, made);
  const total = made.blocks.reduce((sum, { bytes }) => sum + bytes.length + 4, 0);

  const b = await start({ port: 21_181 });
  let received = 0;
  let cutAt = 0;
  Object.defineProperty(b.received, 'bytes', {
    get: () => received,
    set: (now: number) => {
      received = now;
      if (cutAt > 0 || received < total / 2) return;
      cutAt = received;
      void b.network.libp2p.hangUp(a.network.libp2p.peerId);
    },
  });
  const connect = () => b.network.libp2p.dial(a.network.libp2p.getMultiaddrs()[0]!);
  await connect();
  await until('the cut', () => cutAt > 0);
  await until('the end of the connection', () => b.network.peers().length === 0);
  assert.equal(b.network.shopCount(), 0, 'half a shop is none');
  assert.deepEqual(b.sink.state.listings, {});
  await connect();
  await until('the shop', () => b.network.shopCount() === 1);

  assert.equal(Object.keys(b.sink.state.listings[sample.shop] ?? {}).length, 4_000);
  // Of the answer that was cut off, and of the one that was asked for with it, nothing was stored.
  const most = Math.max(...made.blocks.map(({ bytes }) => bytes.length)) + 4;
  const again = received - total;
  assert.ok(again <= 2 * networkLimits.listingsPerBatch * most, `${again} of ${total} bytes came twice`);
  assert.ok(cutAt > total / 2 && again < total / 2, `${again} of ${total} bytes came twice, cut at ${cutAt}`);
});
