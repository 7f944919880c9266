import { digestOf } from '../protocol/block.ts';
import type { Hex } from '../protocol/primitives.ts';
import type { Uploads } from './api/context.ts';
import type { Network } from './p2p/network.ts';
import type { NodePolicy } from './policy/policy.ts';
import type { BlockStore } from './store/block-store.ts';
import { uploaderNames } from './uploader-names.ts';

/** What the HTTP side takes in goes through staging into the network. */
export const createUploads = ({
  blockStore,
  network,
  policy,
  wantAgain,
}: {
  blockStore: BlockStore;
  network: Network;
  policy: Pick<NodePolicy, 'blockRefusal'>;
  /** Asks for an encrypted block that an order or a message names. */
  wantAgain: (digest: Hex) => Promise<unknown>;
}): Uploads => {
  const uploaderOf = uploaderNames();
  return {
    missing: (cids) => blockStore.missing(cids),
    async stage(blocks, address) {
      for (const { cid } of blocks) {
        const refusal = policy.blockRefusal(cid);
        if (refusal !== null) throw refusal;
      }
      await blockStore.staging.put(blocks, uploaderOf(address));
    },
    async publish(head) {
      const { changedCount, removed } = await network.publish(head);
      const { shop, version } = head.catalogue;
      return { shop, version, changed: changedCount, removed: removed.length };
    },
    async sentAgain(cid) {
      if (!(await blockStore.has(cid))) await wantAgain(digestOf(cid));
    },
    named: () => network.contentsWanted(),
  };
};
