import { type GossipSub, TopicValidatorResult } from '@libp2p/gossipsub';
import { VouchError } from '../../protocol/errors.ts';
import { encodeHead, type Head } from '../../protocol/head.ts';
import { headsTopic } from './gossip-options.ts';
import { createGossipTurns } from './gossip-turns.ts';
import { isPeersFault } from './head-gate.ts';
import type { HeadIntake } from './head-intake.ts';
import type { Log } from './ports.ts';

/** Announces heads to all nodes and takes in those of others. */
export interface HeadsGossip {
  announce(head: Head): Promise<void>;
}

/**
 * Joins the heads topic. Only heads that passed the gate are forwarded; a peer that forwards what no honest node would is
 * rejected, which costs it score; what may be honest (old, expired, a signer this node does not know yet) is ignored.
 */
export function joinHeadsGossip(options: { pubsub: GossipSub; intake: HeadIntake; log: Log }): HeadsGossip {
  const { pubsub, intake, log } = options;
  const turns = createGossipTurns();
  pubsub.topicValidators.set(headsTopic, async (peer, message) => {
    try {
      if (!(await turns.take(peer.toString()))) return TopicValidatorResult.Ignore;
      const passed = await intake.take(message.data, peer);
      if (passed.ok) return TopicValidatorResult.Accept;
      log.debug({ err: passed.error, peer: peer.toString() }, 'A head from a peer was not accepted.');
      return isPeersFault(passed.error) ? TopicValidatorResult.Reject : TopicValidatorResult.Ignore;
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
