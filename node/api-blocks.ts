import type { BlockReader } from './api/context.ts';
import { createAwaitedImages } from './p2p/awaited-images.ts';
import { servedBlocks } from './p2p/carried.ts';
import type { NodePolicy } from './policy/policy.ts';
import type { BlockStore } from './store/block-store.ts';

/** The store as pages and the API see it: without what the operator leaves out, and with a wait for pictures on their way. */
export function apiBlocks(store: BlockStore, policy: Pick<NodePolicy, 'shopRefusal' | 'blockRefusal'>): BlockReader {
  const { get, has } = servedBlocks(store, policy);
  return {
    get,
    has,
    count: store.count,
    awaited: createAwaitedImages({ get, stillWanted: store.images.stillWanted }).get,
  };
}
