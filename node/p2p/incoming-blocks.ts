import type { Block } from '../../protocol/block.ts';
import type { Address } from '../../protocol/primitives.ts';
import type { BlockStore } from '../store/block-store.ts';

/** Blocks that wait for the commit, at most. An edit of one listing brings a third of them. */
const mostWaiting = 32;

/** Where a replication puts checked blocks. */
export interface IncomingBlocks {
  /** Stores blocks, or lets them wait for the commit while they are few. */
  add(blocks: readonly Block[]): Promise<void>;
  /** The blocks that wait. */
  waiting(): readonly Block[];
}

/**
 * Makes the place for one replication of a shop. What an edit brings goes to the disk once, with the commit: each time
 * that the disk has to confirm takes milliseconds, and the edit waits for all of them. A large replication is stored as it comes, so
 * that it goes on where it was when it is interrupted.
 */
export function createIncomingBlocks(shop: Address, store: Pick<BlockStore, 'catalogues'>): IncomingBlocks {
  let waiting: Block[] = [];
  let isLarge = false;
  return {
    add: async (blocks) => {
      waiting.push(...blocks);
      isLarge ||= waiting.length > mostWaiting;
      if (!isLarge) return;
      const all = waiting;
      waiting = [];
      await store.catalogues.add(shop, all);
    },
    waiting: () => waiting,
  };
}
