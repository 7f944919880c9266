import type { BenchmarkRow } from '../benchmark.ts';
import { type ThreadTimes, threadParts } from './main-thread.ts';
import type { StatementTimes } from './statements.ts';

/** Where the loop's time goes: what the main thread did, and how long statements ran meanwhile. */
export function profileRows(profile: { thread: ThreadTimes; statements: StatementTimes }): BenchmarkRow[] {
  const { thread, statements } = profile;
  const wall = threadParts.reduce((sum, part) => sum + thread[part], 0);
  const share = (milliseconds: number) => Math.round((1_000 * milliseconds) / wall) / 10;
  const seconds = (milliseconds: number) => `${(milliseconds / 1_000).toFixed(2)} s`;
  const ran = Object.entries(statements).sort(([, a], [, b]) => b.milliseconds - a.milliseconds);
  return [
    ...threadParts.map((part) => ({
      case: `where the time goes: main thread, ${part}`,
      value: share(thread[part]),
      unit: '% of the loop',
      peer: seconds(thread[part]),
    })),
    ...ran.map(([kind, { count, milliseconds }]) => ({
      case: `where the time goes: waiting for or beside ${kind}`,
      value: share(milliseconds),
      unit: '% of the loop',
      peer: `${seconds(milliseconds)}, ${count} statements`,
    })),
  ];
}
