import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, cp, mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { VouchError } from '../../protocol/errors.ts';
import { type Binaries, locateBinaries } from './binaries.ts';

const run = promisify(execFile);

/** Account that the server runs under; undefined for our own. */
export interface ServerUser {
  uid: number;
  gid: number;
}

/** Where a cluster lives and who runs it. */
export interface ClusterPlace {
  binaries: Binaries;
  /** Absolute folder of the cluster; the server's user owns it. */
  folder: string;
  user: ServerUser | undefined;
}

const SERVER_USER = 'postgres';
/** Home of clusters whose data folder the server's user cannot enter, such as one under /root. */
const RELOCATED = '/var/lib/vouch';

/**
 * Decides where a cluster under `dataDir` lives. PostgreSQL refuses to run as root, so root runs it as `postgres`; where
 * that user cannot reach the data folder or the programs, they go to /var/lib/vouch and a file in the data folder says so.
 * @throws VouchError `store.user_missing`, `store.platform_unsupported`
 */
export async function choosePlace(dataDir: string): Promise<ClusterPlace> {
  const binaries = await locateBinaries();
  const home = resolve(dataDir, 'postgres');
  await mkdir(home, { recursive: true, mode: 0o755 });
  if (process.getuid?.() !== 0) return { binaries, folder: home, user: undefined };
  const user = await serverUser();
  const folder = (await canEnter(home, user)) ? home : await relocatedFolder(home);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chown(folder, user.uid, user.gid);
  return { binaries: await reachableBinaries(binaries, user), folder, user };
}

async function serverUser(): Promise<ServerUser> {
  const known = await findUser();
  if (known !== undefined) return known;
  try {
    await run('useradd', ['--system', '--user-group', '--no-create-home', SERVER_USER]);
  } catch (cause) {
    throw new VouchError({
      code: 'store.user_missing',
      message: `PostgreSQL does not run as root, and the user "${SERVER_USER}" could not be created.`,
      hint: `Create it (useradd --system ${SERVER_USER}), run the node as another user, or set DATABASE_URL.`,
      cause,
    });
  }
  const created = await findUser();
  if (created === undefined)
    throw new VouchError({
      code: 'store.user_missing',
      message: `The user "${SERVER_USER}" was created but cannot be found.`,
    });
  return created;
}

async function findUser(): Promise<ServerUser | undefined> {
  const line = (await readFile('/etc/passwd', 'utf8')).split('\n').find((each) => each.startsWith(`${SERVER_USER}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid === undefined || gid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) };
}

/** True when the user may pass through every folder above `path`. */
async function canEnter(path: string, user: ServerUser): Promise<boolean> {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const { mode, uid, gid } = await stat(folder);
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/** The folder's name is random and kept beside the data, so that a new data folder never finds an old database. */
async function relocatedFolder(home: string): Promise<string> {
  const note = join(home, 'location');
  const known = await readFile(note, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (known !== undefined) return known.trim();
  const folder = join(RELOCATED, `cluster-${randomBytes(8).toString('hex')}`);
  await mkdir(RELOCATED, { recursive: true, mode: 0o755 });
  await writeFile(note, `${folder}\n`);
  return folder;
}

async function reachableBinaries(binaries: Binaries, user: ServerUser): Promise<Binaries> {
  if (await canEnter(binaries.initdb, user)) return binaries;
  const { mtimeMs } = await stat(binaries.initdb);
  const folder = join(RELOCATED, `postgresql-${basename(dirname(binaries.folder))}-${Math.trunc(mtimeMs)}`);
  const copied: Binaries = {
    folder,
    initdb: join(folder, 'bin', basename(binaries.initdb)),
    control: join(folder, 'bin', basename(binaries.control)),
  };
  const isThere = await stat(copied.initdb).then(
    () => true,
    () => false,
  );
  if (isThere) return copied;
  // Copied aside first, so that a copy that was cut short is never taken for a whole one.
  const unfinished = `${folder}.${randomBytes(4).toString('hex')}`;
  await mkdir(RELOCATED, { recursive: true, mode: 0o755 });
  await cp(binaries.folder, unfinished, { recursive: true, verbatimSymlinks: true });
  await rename(unfinished, folder);
  return copied;
}
