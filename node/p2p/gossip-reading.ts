import type { PeerId } from '@libp2p/interface';
import { createGossipTurns } from './gossip-turns.ts';

/** The part of gossip that reads what a peer sent in one piece. */
export interface GossipReader {
  /** Peers that gossip is exchanged with. */
  peers: Map<string, PeerId>;
  handleReceivedRpc(from: PeerId, rpc: { messages: readonly unknown[] }): Promise<void>;
}

/**
 * Makes gossip read what peers send by turns. The library reads all that came at once: a hundred peers that speak in one
 * moment would hold up timers and pages until the last word of the last of them, hashed, looked up and counted, long before a
 * validator can make it wait. A piece of a peer of which too much waits already is dropped; it comes with reconciliation.
 */
export function readInTurns<Reader extends GossipReader>(gossip: Reader): Reader {
  const read = gossip.handleReceivedRpc.bind(gossip);
  const turns = createGossipTurns();
  gossip.handleReceivedRpc = async (from, rpc) => {
    if (!(await turns.take(from.toString(), Math.max(1, rpc.messages.length)))) return;
    // Whoever left meanwhile has been forgotten, and must not be written down again.
    if (gossip.peers.has(from.toString())) await read(from, rpc);
  };
  return gossip;
}
