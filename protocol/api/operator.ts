import { z } from 'zod';
import { limits } from '../limits.ts';
import { addressSchema } from '../primitives.ts';
import { addressText, cidText, digestText, textsByLanguage, tokenView, unitsText } from './common.ts';
import { indexingView } from './indexing.ts';
import { networkView } from './network.ts';
import { policyView } from './policy.ts';
import { stateView } from './state.ts';
import { creditView } from './status.ts';

/** What a node measured of itself over one stretch of time. */
export const nodeSample = z.object({
  /** End of the stretch, in Unix seconds, and how long it was. */
  at: z.number(),
  seconds: z.number(),
  requests: z.number(),
  /** Requests that failed because of the node. */
  failures: z.number(),
  /** Time within which half, and 19 of 20 requests were answered; null without any. */
  medianMilliseconds: z.number().nullable(),
  p95Milliseconds: z.number().nullable(),
  /** Mean delay of the event loop's turns. */
  lagMilliseconds: z.number(),
  residentBytes: z.number(),
  diskBytes: z.number(),
  peers: z.number(),
  /** Steps of orders that were read from the chain. */
  events: z.number(),
  /** Blocks that the index is behind the chain. */
  behind: z.number(),
});
export type NodeSample = z.infer<typeof nodeSample>;

/** Samples of the last hour, or joined to longer stretches those of the last day; the oldest first. */
export const samplesQuery = z.object({ range: z.enum(['hour', 'day']).default('hour') });
export const samplesView = z.object({ everySeconds: z.number(), samples: z.array(nodeSample) });
export type SamplesView = z.infer<typeof samplesView>;

/** A line of the log from `warn` on; the same one again counts up. No addresses of visitors and no accounts are in it. */
export const logLine = z.object({
  /** When it was written last, in Unix seconds, and first. */
  at: z.number(),
  since: z.number(),
  count: z.number(),
  level: z.enum(['warn', 'error', 'fatal']),
  part: z.string(),
  text: z.string(),
  /** Code of the error, whose text says what to do; null where the line carries none. */
  code: z.string().nullable(),
  hint: z.string().nullable(),
});
export type LogLine = z.infer<typeof logLine>;
export const logView = z.object({ lines: z.array(logLine) });

/** The health of a node at a glance. */
export const operatorView = z.object({
  version: z.string(),
  /** Unix seconds. */
  startedAt: z.number(),
  now: z.number(),
  chainId: z.number(),
  index: indexingView,
  network: networkView,
  /** The digest of its index and how peers compare; null before the first final block. */
  state: stateView.nullable(),
  load: z.object({
    lagMilliseconds: z.number(),
    lagMostMilliseconds: z.number(),
    residentBytes: z.number(),
    residentMostBytes: z.number(),
    connections: z.number(),
    streams: z.number(),
    /** True while peers' new connections are refused. */
    shedding: z.boolean(),
    liveReaders: z.number(),
  }),
  storage: z.object({
    catalogueBytes: z.number(),
    contentBytes: z.number(),
    stagedBytes: z.number(),
    /** Files of the block store, and of the database; null for a database whose size cannot be read. */
    diskBytes: z.number(),
    databaseBytes: z.number().nullable(),
    /** Bytes that the disk has left, and what is to stay free of them. */
    freeBytes: z.number(),
    reserveBytes: z.number(),
    /** Held catalogues with their pictures, and what the operator gives them; null for no bound. */
    heldBytes: z.number(),
    heldMostBytes: z.number().nullable(),
    blocks: z.number(),
  }),
  shops: z.number(),
  denials: z.number(),
  /** Catalogues of peers that were refused lately: code and how many. */
  refusals: z.array(z.object({ code: z.string(), count: z.number() })),
});
export type OperatorView = z.infer<typeof operatorView>;

/** A shop that this node holds, with its copies. */
export const heldShop = z.object({
  shop: addressText,
  names: textsByLanguage,
  listings: z.number(),
  version: z.number().nullable(),
  bytes: z.number(),
  /** What its deposit carries; null where it is below the minimum. */
  quota: z.object({ listings: z.number(), bytes: z.number() }).nullable(),
  /** The operator chose it: it keeps its place when room is short. */
  followed: z.boolean(),
  /** Copies on other nodes by state, and those of them with all pictures; null while nobody was asked. */
  copies: z
    .object({ current: z.number(), stale: z.number(), ahead: z.number(), complete: z.number(), askedAt: z.number() })
    .nullable(),
});
export type HeldShop = z.infer<typeof heldShop>;

/** What the node earned as a host, from the index. */
export const hostEarnings = z.object({
  /** Account of the host share; null where the operator named none. */
  payout: addressText.nullable(),
  /** Who announced it in the register; null while nobody did. */
  operator: addressText.nullable(),
  orders: z.object({ open: z.number(), closed: z.number() }),
  sums: z.array(z.object({ token: tokenView, earnedUnits: unitsText })),
  /** The last 30 days with earnings, the oldest first; days in UTC. */
  days: z.array(z.object({ start: z.number(), token: tokenView, units: unitsText })),
  recent: z.array(
    z.object({
      order: digestText,
      titles: textsByLanguage,
      token: tokenView,
      units: unitsText,
      at: z.number(),
    }),
  ),
  /** What waits in the vault and what was withdrawn from it. */
  credits: z.array(creditView),
});
export type HostEarnings = z.infer<typeof hostEarnings>;

/** A shop's address, or a block's CID. */
const subject = z.string().min(1).max(128);

/** One change of the operator's policy, as the command line makes it. */
export const policyChange = z.discriminatedUnion('act', [
  z.object({ act: z.literal('carry'), carries: z.enum(['all', 'followed']) }),
  z.object({
    act: z.literal('deny'),
    subject,
    reason: z.string().trim().min(1).max(limits.denialReasonCharacters),
  }),
  z.object({ act: z.literal('allow'), subject }),
  z.object({ act: z.enum(['follow', 'unfollow']), shop: addressSchema }),
  z.object({ act: z.enum(['subscribe', 'unsubscribe']), author: addressSchema }),
]);
export type PolicyChange = z.output<typeof policyChange>;

/** A shop or a block. */
const subjectView = { shop: addressText.optional(), cid: cidText.optional() };

/** The operator's own file, and what is in force with the subscribed lists. */
export const operatorPolicy = z.object({
  own: z.object({
    carries: z.enum(['all', 'followed']),
    followed: z.array(addressText),
    denied: z.array(z.object({ ...subjectView, reason: z.string(), since: z.number() })),
    /** Carried although a subscribed list denies it. */
    allowed: z.array(z.object(subjectView)),
    lists: z.array(addressText),
  }),
  inForce: policyView,
  /** What the shops and authors above call themselves, by address; left out where this node does not know it. */
  names: z.record(z.string(), z.object({ names: textsByLanguage })),
});
export type OperatorPolicy = z.infer<typeof operatorPolicy>;
