import { readdir, readFile } from 'node:fs/promises';

/** Milliseconds of processor time that the threads of a process used. */
export interface ThreadTimes {
  /** The thread that runs the program. */
  main: number;
  /** V8's: compiling, and collecting garbage. */
  engine: number;
  /** All others: files, LevelDB. */
  others: number;
}

/** What the threads of a process have used since it began, from Linux's process table. */
export async function threadTimes(pid: number): Promise<ThreadTimes> {
  const times: ThreadTimes = { main: 0, engine: 0, others: 0 };
  for (const thread of await readdir(`/proc/${pid}/task`)) {
    const read = (name: string) => readFile(`/proc/${pid}/task/${thread}/${name}`, 'utf8').catch(threadEnded);
    const [name, spent] = [await read('comm'), await read('schedstat')];
    const part = Number(thread) === pid ? 'main' : name.includes('V8') ? 'engine' : 'others';
    times[part] += Number(spent.split(' ')[0]) / 1e6;
  }
  return times;
}

const threadEnded = (error: NodeJS.ErrnoException): string => {
  if (error.code === 'ENOENT' || error.code === 'ESRCH') return '';
  throw error;
};
