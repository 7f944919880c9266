import type { CID } from 'multiformats/cid';
import type { Logger } from 'pino';
import type { Queries } from '../../indexer/queries/queries.ts';
import type { StatusView } from '../../protocol/api/status.ts';
import type { Deployment } from '../../protocol/deployment.ts';
import type { Head } from '../../protocol/head.ts';
import type { Config } from '../config.ts';
import type { Metrics } from './metrics.ts';

/** Reading side of the block store. */
export interface BlockReader {
  /** @returns the bytes, or undefined when this node does not hold the block */
  get(cid: CID): Promise<Uint8Array | undefined>;
  has(cid: CID): Promise<boolean>;
  count(): Promise<number>;
}

/** Taking in what sellers and buyers upload, before a signature or the chain names it. */
export interface Uploads {
  /** Which of these blocks are neither stored nor staged. */
  missing(cids: CID[]): Promise<CID[]>;
  /** Stages a block until a catalogue or the chain names it; throws `block.quota_exceeded`. */
  stage(block: { cid: CID; bytes: Uint8Array }): Promise<void>;
  /** Verifies, stores and announces a catalogue whose blocks are staged. */
  publish(head: Head): Promise<{ shop: string; version: number; changed: number; removed: number }>;
  /** Takes over staged contents that the chain names already. */
  named(): void;
}

/** What the HTTP side needs of the rest of the node. */
export interface ApiContext {
  config: Config;
  log: Logger;
  /** Unix seconds. */
  clock: () => number;
  deployment: Deployment;
  queries: Queries;
  blocks: BlockReader;
  uploads: Uploads;
  status: () => Promise<StatusView>;
  metrics: Metrics;
}
