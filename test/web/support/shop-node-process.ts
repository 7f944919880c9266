import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sampleShop } from '../../../scripts/bench/replicate/sample-shop.ts';
import { seconds, startNode, until } from '../../node/p2p/support/node-parts.ts';
import { picturedVersion } from './pictured-shop.ts';

/** What a test wants of a node in a process of its own. */
export interface ShopNodeOrder {
  key: `0x${string}`;
  version: number;
  count: number;
  /** Peers to copy the shop from; none publishes it. */
  bootstrap: string[];
}

/** What the node tells once it holds the whole shop. */
export interface ShopNodeTold {
  addresses?: string[];
  folder?: string;
  error?: string;
}

async function start({ key, version, count, bootstrap }: ShopNodeOrder): Promise<ShopNodeTold> {
  const folder = await mkdtemp(join(tmpdir(), 'vouch-shop-node-'));
  const node = await startNode({
    dataDir: folder,
    port: 0,
    bootstrap,
    listen: ['/ip4/127.0.0.1/tcp/0/ws', '/ip4/127.0.0.1/udp/0/webrtc-direct'],
  });
  const made = await picturedVersion(await sampleShop(key), { version, count, now: seconds() });
  if (bootstrap.length === 0) {
    await node.store.stage(...made.blocks, ...made.pictures);
    await node.network.publish(made.head);
  }
  const all = [...made.blocks, ...made.pictures].map(({ cid }) => cid);
  await until(
    'the whole shop',
    async () => (await node.store.missing(all)).length === 0 && node.network.shopCount() > 0,
  );
  return { addresses: node.network.addresses(), folder };
}

process.once('message', (order: ShopNodeOrder) => {
  start(order).then(
    (told) => process.send?.(told),
    (error: Error) => process.send?.({ error: error.stack ?? error.message }),
  );
});
// The test's process is gone.
process.on('disconnect', () => process.exit());
