import { networkLimits } from './network-limits.ts';

/** Makes gossip wait its turn before it is looked at. */
export interface GossipTurns {
  /**
   * Waits until a message of a peer may be looked at.
   * @returns false at once when too many of the peer's messages wait already: it is not to be looked at
   */
  take(peer: string): Promise<boolean>;
}

/**
 * Makes the turns. Messages come in thousands within one turn of the event loop, and checking a signature costs a part of a
 * millisecond: without turns, one burst would keep timers, pages and all other peers waiting for seconds. What is dropped
 * here comes again when sets are reconciled.
 */
export function createGossipTurns(): GossipTurns {
  const waiting = new Map<string, number>();
  const queue: (() => void)[] = [];

  const next = (): void => {
    for (const go of queue.splice(0, networkLimits.gossipPerTurn)) go();
    if (queue.length > 0) setImmediate(next);
  };
  return {
    take: async (peer) => {
      const mine = waiting.get(peer) ?? 0;
      if (mine >= networkLimits.gossipWaitingPerPeer) return false;
      waiting.set(peer, mine + 1);
      const { promise, resolve } = Promise.withResolvers<void>();
      queue.push(resolve);
      if (queue.length === 1) setImmediate(next);
      await promise;
      const left = (waiting.get(peer) ?? 1) - 1;
      if (left === 0) waiting.delete(peer);
      else waiting.set(peer, left);
      return true;
    },
  };
}
