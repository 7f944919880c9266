import type { PeerId } from '@libp2p/interface';
import type { Result, VouchError } from '../../protocol/errors.ts';
import type { Head } from '../../protocol/head.ts';
import { type HeadGate, isPeersFault, type Passed } from './head-gate.ts';
import type { HeadScores } from './head-scores.ts';

/** The one way in for heads of peers, whether gossip, reconciliation or an answer brought them. */
export interface HeadIntake {
  /** Checks a head, has its catalogue fetched when it is newer, and scores the peer. @returns as `HeadGate.fromPeer` */
  take(bytes: Uint8Array, peer: PeerId): Promise<Result<Passed>>;
}

/** Makes the way in. @param options `newer` gets each head to fetch */
export function createHeadIntake(options: {
  gate: HeadGate;
  scores: HeadScores;
  newer: (head: Head, peer: PeerId) => void;
}): HeadIntake {
  const { gate, scores, newer } = options;
  return {
    take: async (bytes, peer) => {
      const passed = await gate.fromPeer(bytes);
      if (!passed.ok) {
        if (isPeersFault(passed.error)) scores.invalid(peer.toString());
        else if (!isOwnChoice(passed.error)) scores.ignored(peer.toString());
        return passed;
      }
      scores.accepted(peer.toString(), passed.value.quota);
      if (passed.value.newer) newer(passed.value.head, peer);
      return passed;
    },
  };
}

/** True when this node does not want the shop, or has no room for it: who announces it did nothing wrong. */
const isOwnChoice = ({ code }: VouchError): boolean => code.startsWith('policy.') || code.startsWith('store.');
