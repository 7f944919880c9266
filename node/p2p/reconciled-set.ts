import type { Connection } from '@libp2p/interface';
import type { ItemSet } from '../../protocol/wire/negentropy-items.ts';

/**
 * What became of an item that a peer sent: `kept` is in the set now or was there before; `refused` is not asked for again for
 * a while, from anybody; `later` could not be judged or taken yet, and may come again in the next round.
 */
export type Received = 'kept' | 'refused' | 'later';

/**
 * Things of one kind that all nodes are to hold, such as heads: peers compare their sets and send each other what is
 * missing. An item's id is the SHA-256 of its bytes.
 */
export interface ReconciledSet {
  /** Names the set to peers: lower-case letters, digits and hyphens. */
  name: string;
  /** The most bytes that one item has. */
  itemBytes: number;
  /**
   * The set as it is now. It may be one `createItemSet` for the life of the node into which the owner inserts and from which it removes;
   * reconciliation only reads. Called once for each exchange, so it is the place to remove what has ended.
   */
  items(): ItemSet;
  /** True for an item, by its id in hex digits, that this node has but cannot show yet: it is not asked for. */
  isComing?(id: string): boolean;
  /** The bytes of items; ids that are no longer there are left out. At most a few hundred ids at a time. */
  encoded(ids: readonly Uint8Array[]): Promise<Uint8Array[]>;
  /**
   * Checks and takes an item that a peer sent; its hash was checked, nothing else. Items of one exchange come one after another.
   * @throws VouchError `retryable: false` when no honest peer would hold such an item: the exchange ends and the peer loses score
   */
  receive(bytes: Uint8Array, from: Connection): Promise<Received>;
}
