import { z } from 'zod';

/** A peer that a node is connected with. */
export const peerView = z.object({
  peerId: z.string(),
  /** Where it was dialled, or the first address that it announces; empty for one that announces none, such as a page. */
  address: z.string(),
  direction: z.enum(['inbound', 'outbound']),
  /** How the connection is made: straight, or through a relay. */
  path: z.enum(['direct', 'relayed']),
  /** Program and version that the peer names; empty until it did. */
  agent: z.string(),
  roundTripMilliseconds: z.number().nullable(),
  /** Score that gossip gives the peer; below zero it misbehaved. */
  score: z.number(),
});
export type PeerView = z.infer<typeof peerView>;

/** What an operator sees of the network from one node. */
export const networkView = z.object({
  peerId: z.string(),
  addresses: z.array(z.string()),
  /** What autonat found: whether others can dial this node. */
  reachable: z.enum(['unknown', 'public', 'private']),
  peers: z.array(peerView),
  relay: z.object({
    /** Reservations that others hold here, and the most that the operator allows; zero serves none. */
    reservations: z.number(),
    most: z.number(),
  }),
  /** Relays that make this node reachable. */
  reachedThrough: z.array(z.string()),
  routingTablePeers: z.number(),
});
export type NetworkView = z.infer<typeof networkView>;
