import { networkLimits } from './network-limits.ts';

/** Makes gossip wait its turn before it is looked at. */
export interface GossipTurns {
  /**
   * Waits until a message of a peer may be looked at.
   * @param messages that are looked at in this turn, one by default
   * @returns false at once when too many of the peer's messages wait already: it is not to be looked at
   */
  take(peer: string, messages?: number): Promise<boolean>;
}

/**
 * Makes the turns. Messages come in thousands within one turn of the event loop, and checking a signature costs a part of a
 * millisecond: without turns, one burst would keep timers, pages and all other peers waiting for seconds. What is dropped
 * here comes again when sets are reconciled.
 */
export function createGossipTurns(): GossipTurns {
  const waiting = new Map<string, number>();
  let queue: { messages: number; go: () => void }[] = [];

  const next = (): void => {
    let taken = 0;
    let looked = 0;
    for (const { messages, go } of queue) {
      if (looked >= networkLimits.gossipPerTurn) break;
      go();
      taken++;
      looked += messages;
    }
    queue = queue.slice(taken);
    if (queue.length > 0) setImmediate(next);
  };
  return {
    take: async (peer, messages = 1) => {
      const mine = waiting.get(peer) ?? 0;
      if (mine >= networkLimits.gossipWaitingPerPeer) return false;
      waiting.set(peer, mine + messages);
      const { promise, resolve } = Promise.withResolvers<void>();
      queue.push({ messages, go: resolve });
      if (queue.length === 1) setImmediate(next);
      await promise;
      const left = (waiting.get(peer) ?? messages) - messages;
      if (left === 0) waiting.delete(peer);
      else waiting.set(peer, left);
      return true;
    },
  };
}
