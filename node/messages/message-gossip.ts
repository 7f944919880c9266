import { type GossipSub, TopicValidatorResult } from '@libp2p/gossipsub';
import { VouchError } from '../../protocol/errors.ts';
import { messagesTopic } from '../p2p/gossip-options.ts';
import { createGossipTurns } from '../p2p/gossip-turns.ts';
import type { Log } from '../p2p/ports.ts';
import { isPeersFault } from './message-gate.ts';
import type { TakeMessage } from './messages.ts';

/**
 * Joins the topic of messages. Only a message that is new here and passed the gate is forwarded; what no honest node would
 * forward is rejected, which costs the peer score; what may be honest (an order that this node has not read yet) is ignored
 * and comes again with reconciliation.
 */
export function joinMessageGossip({ pubsub, take, log }: { pubsub: GossipSub; take: TakeMessage; log: Log }): void {
  const turns = createGossipTurns();
  pubsub.topicValidators.set(messagesTopic, async (peer, { data }) => {
    try {
      if (!(await turns.take(peer.toString()))) return TopicValidatorResult.Ignore;
      const taken = await take(data);
      if (taken.ok) return taken.value.isNew ? TopicValidatorResult.Accept : TopicValidatorResult.Ignore;
      log.debug({ err: taken.error, peer: peer.toString() }, 'A message from a peer was not accepted.');
      return isPeersFault(taken.error) ? TopicValidatorResult.Reject : TopicValidatorResult.Ignore;
    } catch (error) {
      log.warn(
        { err: error, code: error instanceof VouchError ? error.code : undefined },
        'A message could not be checked.',
      );
      return TopicValidatorResult.Ignore;
    }
  });
  pubsub.subscribe(messagesTopic);
}
