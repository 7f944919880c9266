import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { VouchError } from '../../protocol/errors.ts';
import type { Log } from '../log.ts';
import { type ClusterPlace, choosePlace } from './cluster-place.ts';
import { freePort } from './free-port.ts';

const run = promisify(execFile);
const USER = 'vouch';
const START_ATTEMPTS = 20;
const RETRY_MILLISECONDS = 250;
const OWNER_ATTEMPTS = 8;
/** Session lock that says "a live process uses this cluster"; the kernel frees it with the process. */
const OWNER_LOCK = 0x70757368;

const serverFlags = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'shared_buffers=96MB',
  'work_mem=8MB',
  'maintenance_work_mem=64MB',
  'max_connections=40',
  'random_page_cost=1.1',
  'max_wal_size=512MB',
  'jit=off',
  'fsync=on',
  'gin_pending_list_limit=8MB',
];

/** A PostgreSQL server that this process owns. */
export interface Cluster {
  /** Connection string of the given database. */
  url(database: string): string;
  stop(): Promise<void>;
}

interface Running {
  port: number;
  started: boolean;
}

/**
 * Starts the node's own PostgreSQL under `dataDir/postgres`, creating it first where there is none. A server that a
 * killed process left behind is taken over; one that a live process uses is refused.
 * @param options folder, a port of 127.0.0.1 (a free one when undefined), and where to log
 * @throws VouchError `store.in_use`, `store.start_failed`, `store.create_failed`, `store.user_missing`,
 * `store.platform_unsupported`
 */
export async function startCluster(options: { dataDir: string; port: number | undefined; log: Log }): Promise<Cluster> {
  const place = await choosePlace(options.dataDir);
  const password = await ensureCreated(place, options.log);
  const running = await ensureRunning(place, options);
  const url = (database: string) => `postgresql://${USER}:${password}@127.0.0.1:${running.port}/${database}`;
  const owner = await own(url('postgres'), place.folder);
  options.log.info({ port: running.port, takenOver: !running.started }, 'database started');
  return {
    url,
    stop: async () => {
      await owner.end();
      await control(place, ['stop', '--mode=fast', '--wait', '--timeout=30']);
    },
  };
}

const dataOf = (place: ClusterPlace) => join(place.folder, 'data');

const control = (place: ClusterPlace, args: string[]) =>
  run(place.binaries.control, [...args, '--pgdata', dataOf(place)], { ...place.user, cwd: place.folder });

/** Creates the cluster once. The password file comes last, so its presence says that the cluster is whole. */
async function ensureCreated(place: ClusterPlace, log: Log): Promise<string> {
  const file = join(place.folder, 'password');
  const known = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (known !== undefined) return known.trim();
  const password = randomBytes(24).toString('hex');
  const draft = join(place.folder, 'password.draft');
  await writeFile(draft, `${password}\n`, { mode: 0o600 });
  if (place.user !== undefined) await chown(draft, place.user.uid, place.user.gid);
  try {
    await rm(dataOf(place), { recursive: true, force: true });
    await run(
      place.binaries.initdb,
      [
        `--pgdata=${dataOf(place)}`,
        `--username=${USER}`,
        `--pwfile=${draft}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C.UTF-8',
      ],
      { ...place.user, cwd: place.folder },
    );
  } catch (cause) {
    throw new VouchError({
      code: 'store.create_failed',
      message: `The database could not be created in ${place.folder}.`,
      hint: 'Check free space and rights of the folder, or set DATABASE_URL.',
      cause,
    });
  }
  await writeFile(file, `${password}\n`, { mode: 0o600 });
  await rm(draft);
  log.info({ folder: place.folder }, 'database created');
  return password;
}

/** Starts the server unless one runs on this folder. After a kill its lock file may stay for a moment, hence the retries. */
async function ensureRunning(
  place: ClusterPlace,
  { port, log }: { port: number | undefined; log: Log },
): Promise<Running> {
  let cause: unknown;
  for (let attempt = 0; attempt < START_ATTEMPTS; attempt += 1) {
    const alive = await runningPort(place);
    if (alive !== undefined) return { port: alive, started: false };
    const chosen = port ?? (await freePort());
    const flags = [`-p ${chosen}`, ...serverFlags.map((flag) => `-c ${flag}`)].join(' ');
    try {
      await control(place, [
        'start',
        '--wait',
        '--timeout=30',
        '--log',
        join(place.folder, 'server.log'),
        '--options',
        flags,
      ]);
      return { port: chosen, started: true };
    } catch (error) {
      cause = error;
      log.debug({ attempt, err: error }, 'database did not start, trying again');
      await delay(RETRY_MILLISECONDS);
    }
  }
  throw new VouchError({
    code: 'store.start_failed',
    message: `The database in ${place.folder} did not start.`,
    hint: `Read ${join(place.folder, 'server.log')}.`,
    cause,
    retryable: true,
  });
}

/** The port of the server on this folder, or undefined when none runs. Line 4 of its pid file is the port. */
async function runningPort(place: ClusterPlace): Promise<number | undefined> {
  const isUp = await control(place, ['status']).then(
    () => true,
    // pg_ctl ends with 3 when no server runs; anything else will show when it is started.
    () => false,
  );
  if (!isUp) return undefined;
  const lines = (await readFile(join(dataOf(place), 'postmaster.pid'), 'utf8')).split('\n');
  // Line 8 says "ready" once connections are taken.
  return lines[7]?.trim() === 'ready' ? Number(lines[3]) : undefined;
}

/** Holds the owner's lock on a connection of its own. A killed owner's backend may need a moment to notice. */
async function own(url: string, folder: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: 'vouch owner' });
  // The server ends this connection when it stops; nothing is lost by it.
  client.on('error', () => undefined);
  await client.connect();
  for (let attempt = 0; attempt < OWNER_ATTEMPTS; attempt += 1) {
    const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [OWNER_LOCK]);
    if (rows[0]?.held) return client;
    await delay(RETRY_MILLISECONDS);
  }
  await client.end();
  throw new VouchError({
    code: 'store.in_use',
    message: `Another process uses the database in ${folder}.`,
    hint: 'Stop that node first, or give this one another data folder.',
    retryable: true,
  });
}
