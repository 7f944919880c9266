import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { z } from 'zod';

/** A process that can't be confused with a later one under the same number. */
export const processIdentitySchema = z.object({ pid: z.int().positive(), startedAt: z.string().min(1) });
export type ProcessIdentity = z.infer<typeof processIdentitySchema>;

const run = promisify(execFile);

/**
 * Tells a process from any other that ever had its number.
 * @param pid process number
 * @returns number and start mark, or undefined when there is no such process
 */
export async function identifyProcess(pid: number): Promise<ProcessIdentity | undefined> {
  const startedAt = process.platform === 'linux' ? await linuxStart(pid) : await listedStart(pid);
  return startedAt === undefined ? undefined : { pid, startedAt };
}

/**
 * @param identity a process seen earlier
 * @returns whether that very process still runs
 */
export async function isRunning(identity: ProcessIdentity): Promise<boolean> {
  return (await identifyProcess(identity.pid))?.startedAt === identity.startedAt;
}

async function linuxStart(pid: number): Promise<string | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'latin1');
    // The command name may hold spaces and brackets, so fields are counted from the last bracket: state is the 3rd.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z') return undefined;
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'latin1');
    return `${boot.trim()}:${fields[19]}`;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ESRCH') return undefined;
    throw error;
  }
}

async function listedStart(pid: number): Promise<string | undefined> {
  const [command, args] =
    process.platform === 'win32'
      ? [
          'powershell',
          ['-NoProfile', '-Command', `(Get-Process -Id ${pid} -ErrorAction SilentlyContinue).StartTime.Ticks`],
        ]
      : ['ps', ['-o', 'lstart=', '-p', String(pid)]];
  // `ps` ends with 1 when it lists nothing.
  const { stdout } = await run(command as string, args as string[]).catch(
    (error: { code?: unknown; stdout?: string }) => {
      if (typeof error.code === 'number') return { stdout: error.stdout ?? '' };
      throw error;
    },
  );
  return stdout.trim() || undefined;
}
