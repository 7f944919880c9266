import { readdir, readFile } from 'node:fs/promises';
import type pg from 'pg';

/** Processor time of a process and all its threads so far, in milliseconds; zero where the system does not tell. */
export async function processMilliseconds(pid: number): Promise<number> {
  // A thread or process that has just ended has no file any more.
  const threads = await readdir(`/proc/${pid}/task`).catch(() => []);
  const spent = threads.map(async (thread) => {
    // The time that it ran, in nanoseconds, comes first.
    const text = await readFile(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').catch(() => '0');
    return Number(text.split(' ')[0]) / 1e6;
  });
  return (await Promise.all(spent)).reduce((sum, each) => sum + each, 0);
}

/** The same of the server's processes that answer searches. */
export async function serverMilliseconds(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ pid: number }>(
    `select pid from pg_stat_activity where application_name = 'vouch search'`,
  );
  const spent = await Promise.all(rows.map(({ pid }) => processMilliseconds(pid)));
  return spent.reduce((sum, each) => sum + each, 0);
}
