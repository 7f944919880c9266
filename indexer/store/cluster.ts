import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { VouchError } from '../../protocol/errors.ts';
import type { Log } from '../log.ts';
import { folderUnusable, isAnotherProgram, NO_PROCESS, refuseOtherMajor, refuseTaken } from './cluster-checks.ts';
import { type ClusterPlace, choosePlace } from './cluster-place.ts';
import { freePort } from './free-port.ts';

const run = promisify(execFile);
const USER = 'vouch';
const START_ATTEMPTS = 20;
const RETRY_MILLISECONDS = 250;
const OWNER_ATTEMPTS = 8;
const STOP_SECONDS = 30;
/** Session lock that says "a live process uses this cluster"; the kernel frees it with the process. */
const OWNER_LOCK = 0x70757368;

const serverFlags = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'shared_buffers=192MB',
  // Nearly all is read from the kernel's cache: processes that only read files would take memory and a turn of the processor.
  'io_method=sync',
  'work_mem=8MB',
  'maintenance_work_mem=64MB',
  'max_connections=40',
  // A server with 1 GB: what the kernel keeps of the files in memory, and no workers beside the node for one query.
  'effective_cache_size=384MB',
  'max_parallel_workers_per_gather=0',
  'random_page_cost=1.1',
  'max_wal_size=512MB',
  'jit=off',
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
 * @param options folder, a port of 127.0.0.1 (a free one when undefined), where to log, and how long the server may take to
 * write everything down when it stops
 * @throws VouchError `store.in_use`, `store.start_failed`, `store.create_failed`, `store.password_missing`,
 * `store.folder_unusable`, `store.port_taken`, `store.other_major`, `store.user_missing`, `store.platform_unsupported`
 */
export async function startCluster(options: {
  dataDir: string;
  port: number | undefined;
  log: Log;
  stopSeconds?: number;
}): Promise<Cluster> {
  const place = await choosePlace(options.dataDir).catch((error: unknown) => {
    throw error instanceof VouchError ? error : folderUnusable(options.dataDir, error);
  });
  const password = await ensureCreated(place, options.log);
  await refuseOtherMajor(place);
  const running = await ensureRunning(place, options);
  const url = (database: string) => `postgresql://${USER}:${password}@127.0.0.1:${running.port}/${database}`;
  const owner = await own(url('postgres'), place.folder);
  options.log.info({ port: running.port, takenOver: !running.started }, 'database started');
  return {
    url,
    stop: async () => {
      await owner.end();
      await stopServer(place, options);
    },
  };
}

const dataOf = (place: ClusterPlace) => partsOf(place).data;

const control = (place: ClusterPlace, args: string[]) =>
  run(place.binaries.control, [...args, '--pgdata', dataOf(place)], { ...place.user, cwd: place.folder });

/** Stops the server, at once where the disk is too slow for a clean stop: what was committed stands in its log. */
async function stopServer(
  place: ClusterPlace,
  { log, stopSeconds = STOP_SECONDS }: { log: Log; stopSeconds?: number },
): Promise<void> {
  try {
    await control(place, ['stop', '--mode=fast', '--wait', `--timeout=${stopSeconds}`]);
  } catch (error) {
    log.warn({ err: error }, 'database does not stop cleanly, ending it at once');
    await control(place, ['stop', '--mode=immediate', '--wait', `--timeout=${STOP_SECONDS}`]).catch(async (cause) => {
      // It may have ended in between.
      if (await isUp(place)) throw cause;
    });
  }
}

const isUp = (place: ClusterPlace): Promise<boolean> =>
  control(place, ['status']).then(
    () => true,
    // pg_ctl ends with 3 when no server runs; anything else will show when it is started.
    () => false,
  );

/** The lasting parts of a cluster's folder. */
const partsOf = ({ folder }: ClusterPlace) => ({
  data: join(folder, 'data'),
  password: join(folder, 'password'),
  /** Both while the cluster is being made; then they get their lasting names, the password last. */
  newData: join(folder, 'data.new'),
  newPassword: join(folder, 'password.new'),
});

/**
 * Creates the cluster once. The password file comes last, so its presence says that the cluster is whole. Data without a
 * password is somebody's: it is never deleted.
 */
async function ensureCreated(place: ClusterPlace, log: Log): Promise<string> {
  const { data, password: file, newData, newPassword } = partsOf(place);
  const known = await readPassword(file);
  if (known !== undefined) return known;
  if (await exists(data)) {
    const unnamed = await readPassword(newPassword);
    if (unnamed === undefined) throw passwordMissing(place.folder);
    await rename(newPassword, file);
    return unnamed;
  }
  const password = randomBytes(24).toString('hex');
  try {
    await writeFile(newPassword, `${password}\n`, { mode: 0o600 });
    if (place.user !== undefined) await chown(newPassword, place.user.uid, place.user.gid);
    await rm(newData, { recursive: true, force: true });
    await run(
      place.binaries.initdb,
      [
        `--pgdata=${newData}`,
        `--username=${USER}`,
        `--pwfile=${newPassword}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C.UTF-8',
      ],
      { ...place.user, cwd: place.folder },
    );
    if (place.user !== undefined) await chown(newPassword, process.getuid?.() ?? 0, process.getgid?.() ?? 0);
    await rename(newData, data);
    await rename(newPassword, file);
  } catch (cause) {
    throw new VouchError({
      code: 'store.create_failed',
      message: `The database could not be created in ${place.folder}.`,
      hint: 'Check free space and rights of the folder, or set DATABASE_URL.',
      cause,
    });
  }
  log.info({ folder: place.folder }, 'database created');
  return password;
}

async function readPassword(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw folderUnusable(dirname(file), error);
  }
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

const passwordMissing = (folder: string): VouchError =>
  new VouchError({
    code: 'store.password_missing',
    message: `${folder} has a database, but not the password to it.`,
    hint: `Put the file "password" back, name another DATA_DIR, or move ${join(folder, 'data')} away to begin anew.`,
    details: { field: 'DATA_DIR' },
  });

/** Starts the server unless one runs on this folder. After a kill its lock file may stay for a moment, hence the retries. */
async function ensureRunning(
  place: ClusterPlace,
  { port, log }: { port: number | undefined; log: Log },
): Promise<Running> {
  let cause: unknown;
  for (let attempt = 0; attempt < START_ATTEMPTS; attempt += 1) {
    const alive = await runningPort(place);
    if (alive !== undefined) return { port: alive, started: false };
    if (port !== undefined) await refuseTaken(port);
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
  if (!(await isUp(place))) return undefined;
  const file = join(dataOf(place), 'postmaster.pid');
  const lines = (await readFile(file, 'utf8')).split('\n');
  if (await isAnotherProgram(Number(lines[0]), dataOf(place))) {
    // A number that no process has, and not no file: PostgreSQL then still looks for children of the killed server.
    await writeFile(file, [NO_PROCESS, ...lines.slice(1)].join('\n'));
    return undefined;
  }
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
