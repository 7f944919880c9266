import { hash } from 'node:crypto';
import { type GossipsubOpts, StrictNoSign } from '@libp2p/gossipsub';
import { limits } from '../../protocol/limits.ts';
import { networkLimits } from './network-limits.ts';

/** The gossip topic of heads. */
export const headsTopic = '/vouch/1/heads';
/** The gossip topic of signed messages about orders. */
export const messagesTopic = '/vouch/1/messages';
/** The gossip topic of signed notes of people. */
export const notesTopic = '/vouch/1/notes';

/** How peers are scored by what they forward of a topic. */
const topicScore = {
  topicWeight: 1,
  timeInMeshWeight: 0.01,
  timeInMeshQuantum: 1_000,
  timeInMeshCap: 3_600,
  firstMessageDeliveriesWeight: 1,
  firstMessageDeliveriesDecay: 0.9,
  firstMessageDeliveriesCap: 50,
  // Both are rare, so a quiet peer is no bad peer.
  meshMessageDeliveriesWeight: 0,
  meshMessageDeliveriesDecay: 0.5,
  meshMessageDeliveriesCap: 100,
  meshMessageDeliveriesThreshold: 20,
  meshMessageDeliveriesWindow: 10,
  meshMessageDeliveriesActivation: 5_000,
  meshFailurePenaltyWeight: 0,
  meshFailurePenaltyDecay: 0.5,
  invalidMessageDeliveriesWeight: -100,
  invalidMessageDeliveriesDecay: 0.9,
};

/**
 * How heads, messages and notes are gossiped, what one message may cost, and how peers are scored.
 * @param peerScore what a peer is worth by what it delivered by any way; see head-scores.ts
 */
export const gossipOptions = (peerScore: (peer: string) => number): Partial<GossipsubOpts> => ({
  // All of them are signed themselves: a second signature would cost more than all other checks, and name the sender.
  globalSignaturePolicy: StrictNoSign,
  allowPublishToZeroTopicPeers: true,
  ignoreDuplicatePublishError: true,
  emitSelf: false,
  // What is gossiped is small, so it also passes through relays.
  runOnLimitedConnection: true,
  // The same bytes are the same message whoever sends them.
  msgIdFn: ({ data }) => hash('sha256', data, 'buffer'),
  allowedTopics: [headsTopic, messagesTopic, notesTopic],
  maxInboundDataLength: Math.max(limits.headBytes, limits.messageBytes, networkLimits.noteGossipBytes) * 64,
  decodeRpcLimits: {
    maxSubscriptions: 16,
    maxMessages: 128,
    maxIhaveMessageIDs: 5_000,
    maxIwantMessageIDs: 5_000,
    maxIdontwantMessageIDs: 512,
    maxControlMessages: 256,
    maxPeerInfos: 0,
  },
  scoreParams: {
    topics: {
      [headsTopic]: topicScore,
      [messagesTopic]: topicScore,
      [notesTopic]: topicScore,
    },
    appSpecificScore: peerScore,
    appSpecificWeight: 1,
    // Many honest nodes may stand behind one address.
    IPColocationFactorWeight: 0,
  },
  scoreThresholds: {
    gossipThreshold: -100,
    publishThreshold: -500,
    graylistThreshold: -1_000,
    acceptPXThreshold: 1_000,
    opportunisticGraftThreshold: 1,
  },
});
