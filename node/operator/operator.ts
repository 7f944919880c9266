import { statfs } from 'node:fs/promises';
import { type Kysely, sql } from 'kysely';
import type { Queries } from '../../indexer/queries/queries.ts';
import type { IndexerStatus } from '../../indexer/start-indexer.ts';
import type { Database } from '../../indexer/store/schema.ts';
import type { Page } from '../../protocol/api/common.ts';
import type {
  HeldShop,
  HostEarnings,
  LogLine,
  OperatorPolicy,
  OperatorView,
  PolicyChange,
  SamplesView,
} from '../../protocol/api/operator.ts';
import type { ReplicasView } from '../../protocol/api/replica.ts';
import type { StateView } from '../../protocol/api/state.ts';
import type { Address } from '../../protocol/primitives.ts';
import { indexingOf } from '../api/indexing-of.ts';
import type { Config } from '../config.ts';
import type { Network } from '../p2p/network.ts';
import type { Authority, Log } from '../p2p/ports.ts';
import { changed } from '../policy/change.ts';
import type { NodePolicy } from '../policy/policy.ts';
import { changePolicy, readPolicy } from '../policy/policy-file.ts';
import { recent } from '../recent.ts';
import type { BlockStore } from '../store/block-store.ts';
import { version } from '../version.ts';
import { listHeldShops } from './held-shops.ts';
import type { LogRing } from './log-ring.ts';
import { policyNames } from './policy-names.ts';
import type { Samples } from './samples.ts';

/** What only the operator of a node sees and does. */
export interface Operator {
  overview(): Promise<OperatorView>;
  samples(range: 'hour' | 'day'): SamplesView;
  log(): LogLine[];
  shops(page: { limit: number; cursor?: string | undefined }): Promise<Page<HeldShop>>;
  earnings(): Promise<HostEarnings>;
  policy(): Promise<OperatorPolicy>;
  /**
   * Changes the operator's policy, as the command line does; it is in force within seconds.
   * @param by who does it, for the log
   * @throws VouchError `cid.invalid`, `policy.invalid`, `policy.unreadable`; then nothing has changed
   */
  change(change: PolicyChange, by: Address): Promise<OperatorPolicy>;
}

export interface OperatorParts {
  config: Config;
  chainId: number;
  db: Kysely<Database>;
  blockStore: BlockStore;
  network: Network;
  authority: Authority;
  policy: NodePolicy;
  queries: Queries;
  health: () => IndexerStatus;
  state: () => Promise<StateView | undefined>;
  replicas: (shop: Address) => Promise<ReplicasView | undefined>;
  liveReaders: () => number;
  samples: Pick<Samples, 'view'>;
  logRing: Pick<LogRing, 'lines'>;
  /** Unix seconds. */
  clock: () => number;
  log: Log;
}

/** Sizes of disk and database are read once in so long at most. */
const SIZES_MILLISECONDS = 5_000;

/** Makes the operator's side of a node. */
export function createOperator(parts: OperatorParts): Operator {
  const { config, blockStore, network, policy, queries, clock, log } = parts;
  const startedAt = clock();
  const sizes = recent(SIZES_MILLISECONDS, () => readSizes(parts));
  const policyNow = async (): Promise<OperatorPolicy> => {
    const now = { own: await readPolicy(config.dataDir), inForce: policy.view() };
    return { ...now, names: await policyNames(queries, now) };
  };
  /** Each change reads the file that the one before wrote. */
  let changing: Promise<unknown> = Promise.resolve();

  return {
    overview: async () => {
      const [view, state, { stored, disk, databaseBytes }] = await Promise.all([
        network.view(),
        parts.state(),
        sizes(),
      ]);
      const health = network.health();
      return {
        version,
        startedAt,
        now: clock(),
        chainId: parts.chainId,
        index: indexingOf(parts.health()),
        network: view,
        state: state ?? null,
        load: {
          lagMilliseconds: health.lagMilliseconds,
          lagMostMilliseconds: config.lagMostMilliseconds,
          residentBytes: health.residentBytes,
          residentMostBytes: config.memoryMostBytes,
          connections: health.inboundConnections + health.outboundConnections,
          streams: health.streams,
          shedding: health.shedding,
          liveReaders: parts.liveReaders(),
        },
        storage: {
          catalogueBytes: stored.catalogues.bytes,
          contentBytes: stored.contents.bytes,
          stagedBytes: stored.staged.bytes,
          diskBytes: stored.diskBytes,
          databaseBytes,
          freeBytes: disk.bavail * disk.bsize,
          reserveBytes: config.storeReserveBytes,
          heldBytes: network.usedBytes(),
          heldMostBytes: config.storeMostBytes ?? null,
          blocks: stored.catalogues.blocks + stored.contents.blocks,
        },
        shops: network.shopCount(),
        denials: policy.view().denials.length,
        refusals: countCodes(network.refused().map(({ code }) => code)),
      };
    },
    samples: parts.samples.view,
    log: parts.logRing.lines,
    shops: (page) => listHeldShops({ ...parts, store: blockStore }, page),
    earnings: async () => {
      const payout = config.hostPayout as Address | undefined;
      if (payout === undefined) {
        const orders = { open: 0, closed: 0 };
        return { payout: null, operator: null, orders, sums: [], days: [], recent: [], credits: [] };
      }
      const [earned, credits, operator] = await Promise.all([
        queries.hostEarnings({ payout, now: clock() }),
        queries.listCredits(payout),
        queries.operatorOf(payout),
      ]);
      return { payout, operator: operator ?? null, ...earned, credits };
    },
    policy: policyNow,
    change: (change, by) => {
      const next = changing.then(async () => {
        await changePolicy(config.dataDir, (before) => changed(before, change, clock()));
        log.info({ change, by }, 'The operator changed what this node carries.');
        return policyNow();
      });
      changing = next.catch(() => undefined);
      return next;
    },
  };
}

const readSizes = async ({ blockStore, config, db }: OperatorParts) => {
  const [stored, disk, databaseBytes] = await Promise.all([
    blockStore.size(),
    statfs(config.dataDir),
    databaseSize(db),
  ]);
  return { stored, disk, databaseBytes };
};

async function databaseSize(db: Kysely<Database>): Promise<number> {
  const { rows } = await sql<{ bytes: string }>`
    select pg_database_size(current_database())::text as bytes`.execute(db);
  return Number(rows[0]?.bytes ?? 0);
}

function countCodes(codes: readonly string[]): { code: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].map(([code, count]) => ({ code, count })).sort((a, b) => b.count - a.count);
}
