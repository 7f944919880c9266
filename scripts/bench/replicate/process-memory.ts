import { readdir, readFile } from 'node:fs/promises';

const MEBIBYTE_KB = 1_024;

/** Resident memory of a process in MB, from Linux's process table. */
export async function residentMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / MEBIBYTE_KB;
}

/** Memory of a process and all below it in MB; what several share counts once. */
export async function familyMegabytes(pid: number): Promise<number> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const parents = new Map<number, number>();
  for (const each of pids) {
    // A process may end between the two reads.
    const status = await readFile(`/proc/${each}/status`, 'utf8').catch(() => '');
    parents.set(each, Number(/^PPid:\s+(\d+)$/m.exec(status)?.[1]));
  }
  const belongs = (each: number): boolean => {
    for (let one: number | undefined = each; one; one = parents.get(one)) if (one === pid) return true;
    return false;
  };
  let kilobytes = 0;
  for (const each of pids.filter(belongs)) {
    const rollup = await readFile(`/proc/${each}/smaps_rollup`, 'utf8').catch(() => '');
    kilobytes += Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1] ?? 0);
  }
  return kilobytes / MEBIBYTE_KB;
}

/** Watches the resident memory of a process. */
export interface MemoryWatch {
  /** Ends the watch. @returns the highest figure seen, in MB */
  most(): number;
}

/** Looks at the memory of a process twenty times a second until it is asked. */
export function watchMemory(pid: number): MemoryWatch {
  let most = 0;
  const timer = setInterval(() => {
    residentMegabytes(pid).then(
      (now) => {
        most = Math.max(most, now);
      },
      () => clearInterval(timer),
    );
  }, 50);
  return {
    most: () => {
      clearInterval(timer);
      return most;
    },
  };
}
