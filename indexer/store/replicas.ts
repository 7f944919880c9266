import pg from 'pg';
import type { Log } from '../log.ts';
import { createPool, type PoolName, type PoolSettings, type ReadPoolName } from './pools.ts';

/** What is known of a read replica. */
export interface ReplicaState {
  /** Host, port and database. */
  name: string;
  /** `behind`: further than allowed; `gone`: it does not answer; `primary`: it is no replica, so its rows may be of any time. */
  state: 'usable' | 'behind' | 'gone' | 'primary';
  /** Seconds between the oldest change that it lacks and now; null while it does not answer. */
  lagSeconds: number | null;
}

/** Pools of one replica. */
export interface Replica {
  pools: Record<ReadPoolName, pg.Pool>;
  state: ReplicaState;
}

/** The read replicas of a database. */
export interface Replicas {
  /** Those that may be read from now, another one first each time. */
  usable(): Replica[];
  /** Leaves a replica out until it answers again. */
  failed(replica: Replica, error: unknown): void;
  states(): ReplicaState[];
  stop(): Promise<void>;
}

export interface WatchReplicasParameters {
  urls: readonly string[];
  /** The primary's pool, which tells how far the changes are. */
  primary: pg.Pool;
  settings: Record<PoolName, PoolSettings>;
  /** A replica further behind is not read from. */
  mostLagSeconds: number;
  log: Log;
}

/** How far the primary's log of changes was at a time of this process's clock. */
interface Sample {
  position: number;
  at: number;
}

const CHECK_MILLISECONDS = 500;
const ANSWER_MILLISECONDS = 2_000;
const SAMPLES_KEPT = 240;

/** Watches streaming replicas, and returns once each was looked at. */
export async function watchReplicas(parameters: WatchReplicasParameters): Promise<Replicas> {
  if (parameters.urls.length === 0) return noReplicas;
  const { urls, primary, settings, mostLagSeconds, log } = parameters;
  const watched = urls.map((url) => {
    const replica: Replica = {
      pools: {
        reads: createPool(url, 'reads', settings.reads, log),
        search: createPool(url, 'search', settings.search, log),
      },
      state: { name: nameOf(url), state: 'gone', lagSeconds: null },
    };
    return { replica, probe: createProbe(url) };
  });
  const samples: Sample[] = [];
  let turn = 0;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  const become = (replica: Replica, next: Omit<ReplicaState, 'name'>, err?: unknown): void => {
    const before = replica.state;
    replica.state = { name: before.name, ...next };
    if (before.state === next.state) return;
    if (next.state === 'usable') log.info(replica.state, 'reading from a replica');
    else log.warn({ err, ...replica.state }, 'a replica is left out');
  };
  const check = async ({ replica, probe }: (typeof watched)[number], primaryTime: number): Promise<void> => {
    try {
      const { rows } = await probe.query<ReplicaRow>(askReplica);
      const found = rows[0];
      if (!found?.is_replica) return become(replica, { state: 'primary', lagSeconds: null });
      const lagSeconds = lagOf(samples, found, { now: performance.now(), primaryTime });
      become(replica, { state: lagSeconds > mostLagSeconds ? 'behind' : 'usable', lagSeconds });
    } catch (error) {
      become(replica, { state: 'gone', lagSeconds: null }, error);
    }
  };
  const look = async (): Promise<void> => {
    const sampled = await primary.query<{ position: number; seconds: number }>(askPrimary).catch((err: unknown) => {
      // Replicas are read from on: they are all that is left.
      log.debug({ err }, 'the primary did not say how far it is');
      return undefined;
    });
    const row = sampled?.rows[0];
    if (row !== undefined) samples.push({ position: row.position, at: performance.now() });
    if (samples.length > SAMPLES_KEPT) samples.shift();
    await Promise.all(watched.map((each) => check(each, row?.seconds ?? Date.now() / 1_000)));
  };
  let looking: Promise<void> = Promise.resolve();
  const watch = async (): Promise<void> => {
    await look();
    if (!isStopped) timer = setTimeout(() => (looking = watch()), CHECK_MILLISECONDS);
  };
  await watch();
  return {
    usable: () => {
      const usable = watched.filter(({ replica }) => replica.state.state === 'usable').map(({ replica }) => replica);
      turn = usable.length === 0 ? 0 : (turn + 1) % usable.length;
      return [...usable.slice(turn), ...usable.slice(0, turn)];
    },
    failed: (replica, error) => become(replica, { state: 'gone', lagSeconds: null }, error),
    states: () => watched.map(({ replica }) => replica.state),
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await looking;
      await Promise.all(
        watched.flatMap(({ replica, probe }) =>
          [probe, replica.pools.reads, replica.pools.search].map((each) => each.end()),
        ),
      );
    },
  };
}

const noReplicas: Replicas = {
  usable: () => [],
  failed: () => undefined,
  states: () => [],
  stop: async () => undefined,
};

/** A connection of its own to ask a replica how far it is, so that busy pools are not taken for a dead server. */
function createProbe(connectionString: string): pg.Pool {
  const probe = new pg.Pool({
    connectionString,
    max: 1,
    connectionTimeoutMillis: ANSWER_MILLISECONDS,
    query_timeout: ANSWER_MILLISECONDS,
    application_name: 'vouch probe',
  });
  // The next question shows the same.
  probe.on('connect', (client) => client.on('error', () => undefined));
  probe.on('error', () => undefined);
  return probe;
}

const askPrimary = `select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8 as position,
  extract(epoch from clock_timestamp())::float8 as seconds`;

const askReplica = `select pg_is_in_recovery() as is_replica,
  pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0')::float8 as position,
  extract(epoch from pg_last_xact_replay_timestamp())::float8 as replayed`;

interface ReplicaRow {
  is_replica: boolean;
  position: number | null;
  /** Commit time of the newest transaction that it has, by the primary's clock. */
  replayed: number | null;
}

/**
 * Seconds since the primary first had something that the replica lacks. An idle primary makes no replica late, which the
 * replica's own clock could not tell.
 */
function lagOf(
  samples: readonly Sample[],
  row: ReplicaRow,
  { now, primaryTime }: { now: number; primaryTime: number },
): number {
  const position = row.position ?? 0;
  const missed = samples.find((sample) => sample.position > position);
  if (missed === undefined) return 0;
  const seconds = (now - missed.at) / 1_000;
  // Further back than the samples reach, only the age of its newest transaction is known.
  return missed === samples[0] ? Math.max(seconds, primaryTime - (row.replayed ?? 0)) : seconds;
}

/** A server without its password. */
function nameOf(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}:${port || '5432'}${pathname}`;
}
