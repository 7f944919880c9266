import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { VouchError } from '../../protocol/errors.ts';
import type { ClusterPlace } from './cluster-place.ts';

const run = promisify(execFile);

/** Larger than any number that a system gives a process. */
export const NO_PROCESS = '2147483646';

/**
 * True when the process that a lock file names is surely no server on this folder: after a crash the system may have given
 * its number to another program.
 */
export async function isAnotherProgram(pid: number, data: string): Promise<boolean> {
  try {
    const { stdout } = await run('ps', ['-p', String(pid), '-o', 'args=']);
    return !stdout.includes(data);
  } catch {
    // Without ps, or with the process gone by now, PostgreSQL's own look decides.
    return false;
  }
}

/** @throws VouchError `store.port_taken` */
export async function refuseTaken(port: number): Promise<void> {
  const server = createServer();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(port, '127.0.0.1', () => server.close(() => resolve()));
  try {
    await promise;
  } catch (cause) {
    throw new VouchError({
      code: 'store.port_taken',
      message: `Port ${port} of this machine, which the database is to have, cannot be listened on.`,
      hint: 'Stop what uses the port, or leave the choice to the node.',
      cause,
      details: { field: 'port', limit: String(port) },
    });
  }
}

/**
 * PostgreSQL's files of one major version cannot be read by another.
 * @throws VouchError `store.other_major`
 */
export async function refuseOtherMajor({ binaries, folder }: ClusterPlace): Promise<void> {
  const [written, { stdout }] = await Promise.all([
    readFile(join(folder, 'data', 'PG_VERSION'), 'utf8'),
    run(binaries.control, ['--version']),
  ]);
  const major = /\) (\d+)/.exec(stdout)?.[1];
  if (written.trim() === major) return;
  throw new VouchError({
    code: 'store.other_major',
    message: `The database in ${folder} is of PostgreSQL ${written.trim()}, and this release brings PostgreSQL ${major}.`,
    hint:
      'With the release that you used before, run vouch backup FILE; with this one, vouch restore FILE --data-dir NEW. ' +
      'See "Upgrading" in docs/operators.md.',
    details: { field: 'DATA_DIR', written: written.trim(), release: major },
  });
}

/** A folder that cannot be made, entered or read. */
export const folderUnusable = (folder: string, cause: unknown): VouchError =>
  new VouchError({
    code: 'store.folder_unusable',
    message: `The database cannot use ${folder}: ${cause instanceof Error ? cause.message : String(cause)}`,
    hint: 'Start the node as the user who owns the folder, name another DATA_DIR, or set DATABASE_URL.',
    cause,
    details: { field: 'DATA_DIR' },
  });
