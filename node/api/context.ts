import type { CID } from 'multiformats/cid';
import type { Logger } from 'pino';
import type { Queries } from '../../indexer/queries/queries.ts';
import type { IndexerStatus } from '../../indexer/start-indexer.ts';
import type { NetworkView } from '../../protocol/api/network.ts';
import type { ReplicasView } from '../../protocol/api/replica.ts';
import type { StateView } from '../../protocol/api/state.ts';
import type { StatusView } from '../../protocol/api/status.ts';
import type { Block } from '../../protocol/block.ts';
import type { Deployment } from '../../protocol/deployment.ts';
import type { Head } from '../../protocol/head.ts';
import type { Address } from '../../protocol/primitives.ts';
import type { Config } from '../config.ts';
import type { LiveHub } from '../live/live-hub.ts';
import type { Messages } from '../messages/messages.ts';
import type { Notes } from '../notes/notes.ts';
import type { Operator } from '../operator/operator.ts';
import type { Personas } from '../personas.ts';
import type { NodePolicy } from '../policy/policy.ts';
import type { Publishers } from '../publishers/publishers.ts';
import type { Sessions } from '../session/sessions.ts';
import type { SourceArchive } from '../source/source-archive.ts';
import type { VisitCounter } from '../visits/visit-counter.ts';
import type { AnswerCache } from './answer-cache.ts';
import type { Metrics } from './metrics.ts';

/** Reading side of the block store. */
export interface BlockReader {
  /** @returns the bytes, or undefined when this node does not hold the block */
  get(cid: CID): Promise<Uint8Array | undefined>;
  has(cid: CID): Promise<boolean>;
  count(): Promise<number>;
  /** Like `get`, and waits a few seconds, or until nobody waits any more, for a picture that this node is about to hold. */
  awaited(cid: CID, isOver: () => boolean): Promise<Uint8Array | undefined>;
}

/** Taking in what sellers and buyers upload, before a signature or the chain names it. */
export interface Uploads {
  /** Which of these blocks are neither stored nor staged. */
  missing(cids: CID[]): Promise<CID[]>;
  /**
   * Stages blocks until a catalogue or the chain names them.
   * @param address network address that they came from: each has a share of the room
   * @throws VouchError `block.quota_exceeded`, `policy.denied`, `store.disk_full`
   */
  stage(blocks: readonly Block[], address: string): Promise<void>;
  /** Verifies, stores and announces a catalogue whose blocks are staged. */
  publish(head: Head): Promise<{ shop: string; version: number; changed: number; removed: number }>;
  /** Asks for an encrypted block anew that the node should hold and lost. */
  sentAgain(cid: CID): Promise<void>;
  /** Takes over staged contents that the chain or a message names already. */
  named(): void;
}

/** What the HTTP side needs of the rest of the node. */
export interface ApiContext {
  config: Config;
  log: Logger;
  /** Unix seconds. */
  clock: () => number;
  queries: Queries;
  blocks: BlockReader;
  uploads: Uploads;
  messages: Pick<Messages, 'send'>;
  notes: Pick<Notes, 'send'>;
  /** Who is signed in with which account. */
  sessions: Sessions;
  /** What only the operator of this node sees and does. */
  operator: Operator;
  /** Publisher keys that this node keeps for shops. */
  publishers: Publishers;
  /** People of the demo wallet; empty where none is offered. */
  personas: Personas;
  /** The market that this node follows. */
  deployment: Deployment;
  /** The program that this node runs, for whoever wants to run one. */
  source: SourceArchive;
  status: () => Promise<StatusView>;
  network: () => Promise<NetworkView>;
  /** The digest over all rows of the chain, at a block or the newest final one; undefined when it is not kept. */
  state: (block?: number) => Promise<StateView | undefined>;
  /** Multiaddrs under which pages reach this node and peers of it. */
  pageAddresses: () => Promise<string[]>;
  /** What this node carries and what it leaves out. */
  policy: Pick<NodePolicy, 'view' | 'shopRefusal' | 'personRefusal' | 'blockRefusal' | 'receive'>;
  /** Who holds a shop; undefined when this node does not. */
  replicas: (shop: Address) => Promise<ReplicasView | undefined>;
  /** Addresses of the chain's endpoints, the healthiest first. */
  rpcUrls: () => readonly string[];
  /** How far the index is and what stands in its way, without a look into the database. */
  health: () => IndexerStatus;
  /** Address of the pages as visitors see it, without a slash at its end. Never taken from a request. */
  origin: () => string;
  metrics: Metrics;
  /** Answers that are kept until something changes; left out, each request is answered for itself. */
  answers?: Pick<AnswerCache, 'register'>;
  /** Tells readers what happens while it happens. */
  live: LiveHub;
  /** Counts which pages are looked at, and not by whom; left out, nothing is counted. */
  visits?: Pick<VisitCounter, 'count'>;
}
