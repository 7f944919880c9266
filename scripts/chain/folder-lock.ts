import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { VouchError } from '../../protocol/errors.ts';
import { writeDurably } from './durable-file.ts';
import { identifyProcess, isRunning, type ProcessIdentity, processIdentitySchema } from './process-identity.ts';

const lockSchema = z.object({ owner: processIdentitySchema, engine: processIdentitySchema.optional() });
type Lock = z.infer<typeof lockSchema>;

/** Held while a chain uses a data folder. */
export interface FolderLock {
  /** Notes the engine's process, so that a later start can end it if it was left behind. */
  noteEngine(pid: number): Promise<void>;
  release(): Promise<void>;
}

/**
 * Takes a data folder for this process; one left behind by a killed process is taken over, its engine ended.
 * @param dataDir the folder, which must exist
 * @returns the lock
 * @throws VouchError `chain.folder_in_use` when a running process holds the folder
 */
export async function lockFolder(dataDir: string): Promise<FolderLock> {
  const path = join(dataDir, 'chain.lock');
  const owner = await identifyProcess(process.pid);
  if (!owner)
    throw new VouchError({ code: 'chain.no_process_identity', message: 'This process can not be identified.' });
  while (!(await createLock(path, { owner }))) await clearStaleLock(path, dataDir);
  return {
    noteEngine: async (pid) => {
      const engine = await identifyProcess(pid);
      if (engine) await writeDurably(path, JSON.stringify({ owner, engine } satisfies Lock));
    },
    release: () => rm(path, { force: true }),
  };
}

async function createLock(path: string, lock: Lock): Promise<boolean> {
  // Linked only when whole, so that nobody reads a half-written lock and takes it for a dead one.
  const temporary = `${path}.${lock.owner.pid}`;
  await writeFile(temporary, JSON.stringify(lock));
  try {
    await link(temporary, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(temporary);
  }
}

async function clearStaleLock(path: string, dataDir: string): Promise<void> {
  const lock = await readLock(path);
  if (lock && (await isRunning(lock.owner))) {
    throw new VouchError({
      code: 'chain.folder_in_use',
      message: `The data folder ${dataDir} is used by the running process ${lock.owner.pid}.`,
      hint: 'Stop that process first, or choose another data folder.',
      details: { field: 'dataDir', pid: lock.owner.pid },
    });
  }
  if (lock?.engine) await endProcess(lock.engine);
  await rm(path, { force: true });
}

async function readLock(path: string): Promise<Lock | undefined> {
  try {
    return lockSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new VouchError({
      code: 'chain.lock_damaged',
      message: `The lock file ${path} is not readable.`,
      hint: 'If no chain runs on this folder, delete the lock file.',
      cause: error,
    });
  }
}

async function endProcess(identity: ProcessIdentity): Promise<void> {
  while (await isRunning(identity)) {
    process.kill(identity.pid, 'SIGKILL');
    await sleep(20);
  }
}
