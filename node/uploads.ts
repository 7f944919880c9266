import { digestOf } from '../protocol/block.ts';
import type { Hex } from '../protocol/primitives.ts';
import type { Uploads } from './api/context.ts';
import type { Network } from './p2p/network.ts';
import type { BlockStore } from './store/block-store.ts';

/** What the HTTP side takes in goes through staging into the network. */
export const createUploads = ({
  blockStore,
  network,
  wantAgain,
}: {
  blockStore: BlockStore;
  network: Network;
  /** Asks for an encrypted block that an order or a message names. */
  wantAgain: (digest: Hex) => Promise<unknown>;
}): Uploads => ({
  missing: (cids) => blockStore.missing(cids),
  stage: (blocks) => blockStore.stage(...blocks),
  async publish(head) {
    const { changedCount, removed } = await network.publish(head);
    const { shop, version } = head.catalogue;
    return { shop, version, changed: changedCount, removed: removed.length };
  },
  async sentAgain(cid) {
    if (!(await blockStore.has(cid))) await wantAgain(digestOf(cid));
  },
  named: () => network.contentsWanted(),
});
