import { type GossipSub, TopicValidatorResult } from '@libp2p/gossipsub';
import { type Result, VouchError } from '../../protocol/errors.ts';
import { createGossipTurns } from './gossip-turns.ts';
import type { Log } from './ports.ts';

/**
 * Joins a topic of signed things that travel whole, such as messages and notes. Only one that is new here and passed its
 * gate is forwarded; what no honest node would forward is rejected, which costs the peer score; what may be honest (an
 * order that this node has not read yet) is ignored and comes again with reconciliation.
 * @param options `noun` names a thing for the log; `take` checks and stores it
 */
export function joinItemGossip(options: {
  pubsub: GossipSub;
  topic: string;
  noun: string;
  take: (bytes: Uint8Array) => Promise<Result<{ isNew: boolean }>>;
  isPeersFault: (error: VouchError) => boolean;
  log: Log;
}): void {
  const { pubsub, topic, noun, take, isPeersFault, log } = options;
  const turns = createGossipTurns();
  pubsub.topicValidators.set(topic, async (peer, { data }) => {
    try {
      if (!(await turns.take(peer.toString()))) return TopicValidatorResult.Ignore;
      const taken = await take(data);
      if (taken.ok) return taken.value.isNew ? TopicValidatorResult.Accept : TopicValidatorResult.Ignore;
      log.debug({ err: taken.error, peer: peer.toString() }, `A ${noun} from a peer was not accepted.`);
      return isPeersFault(taken.error) ? TopicValidatorResult.Reject : TopicValidatorResult.Ignore;
    } catch (error) {
      log.warn(
        { err: error, code: error instanceof VouchError ? error.code : undefined },
        `A ${noun} could not be checked.`,
      );
      return TopicValidatorResult.Ignore;
    }
  });
  pubsub.subscribe(topic);
}
