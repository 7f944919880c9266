import type { Uploads } from './api/context.ts';
import type { Network } from './p2p/network.ts';
import type { BlockStore } from './store/block-store.ts';

/** What the HTTP side takes in goes through staging into the network. */
export const createUploads = (blockStore: BlockStore, network: Network): Uploads => ({
  missing: (cids) => blockStore.missing(cids),
  stage: (blocks) => blockStore.stage(...blocks),
  async publish(head) {
    const { changed, removed } = await network.publish(head);
    const { shop, version } = head.catalogue;
    return { shop, version, changed: changed.length, removed: removed.length };
  },
  named: () => network.contentsWanted(),
});
