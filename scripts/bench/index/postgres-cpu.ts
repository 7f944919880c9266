import { readdir, readFile } from 'node:fs/promises';

const TICKS_PER_SECOND = 100;

/**
 * Processor time of a PostgreSQL server so far, in milliseconds: of its first process, of those below it, and of those that
 * ended. Linux only.
 */
export async function postgresCpu(postmaster: number): Promise<number> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  let ticks = 0;
  for (const pid of pids) {
    // A process may end between the two reads.
    const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [, parent = 0] = fields;
    const [user = 0, system = 0, childrenUser = 0, childrenSystem = 0] = fields.slice(11, 15);
    if (Number(pid) === postmaster) ticks += user + system + childrenUser + childrenSystem;
    else if (parent === postmaster) ticks += user + system;
  }
  return (ticks * 1_000) / TICKS_PER_SECOND;
}
