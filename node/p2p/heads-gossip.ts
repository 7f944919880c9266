import { type GossipSub, TopicValidatorResult } from '@libp2p/gossipsub';
import type { PeerId } from '@libp2p/interface';
import { VouchError } from '../../protocol/errors.ts';
import { encodeHead, type Head } from '../../protocol/head.ts';
import { headsTopic } from './gossip-options.ts';
import { type HeadGate, isPeersFault } from './head-gate.ts';
import type { Log } from './ports.ts';

/** Announces heads to all nodes and takes in those of others. */
export interface HeadsGossip {
  announce(head: Head): Promise<void>;
}

/**
 * Joins the heads topic. Only heads that passed the gate are forwarded; a peer that forwards what no honest node would is
 * rejected, which costs it score; what may be honest (old, expired, a signer this node does not know yet) is ignored.
 * @param options `newer` gets each head to fetch
 */
export function joinHeadsGossip(options: {
  pubsub: GossipSub;
  gate: HeadGate;
  newer: (head: Head, peer: PeerId) => void;
  log: Log;
}): HeadsGossip {
  const { pubsub, gate, newer, log } = options;
  pubsub.topicValidators.set(headsTopic, async (peer, message) => {
    try {
      const passed = await gate.fromPeer(message.data);
      if (!passed.ok) {
        log.debug({ err: passed.error, peer: peer.toString() }, 'A head from a peer was not accepted.');
        return isPeersFault(passed.error) ? TopicValidatorResult.Reject : TopicValidatorResult.Ignore;
      }
      if (passed.value.newer) newer(passed.value.head, peer);
      return TopicValidatorResult.Accept;
    } catch (error) {
      log.warn(
        { err: error, code: error instanceof VouchError ? error.code : undefined },
        'A head could not be checked.',
      );
      return TopicValidatorResult.Ignore;
    }
  });
  pubsub.subscribe(headsTopic);
  return {
    announce: async (head) => {
      await pubsub.publish(headsTopic, encodeHead(head).bytes);
    },
  };
}
