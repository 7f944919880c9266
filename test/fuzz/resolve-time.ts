import { hearingOf } from '../../protocol/model/court-cases.ts';
import { SEAT_EXIT_SECONDS } from '../../protocol/model/court-seats.ts';
import { EXIT_DELAY_SECONDS } from '../../protocol/model/deposits.ts';
import { orderAt } from './choosing.ts';
import type { Run } from './run.ts';
import type { TimeRef } from './steps.ts';

/** No jump is longer than the longest delay of the protocol, or one order would end all others. */
const LONGEST_JUMP = EXIT_DELAY_SECONDS + 2;

/** Unix seconds of what a time refers to. */
function anchor(run: Run, time: Exclude<TimeRef, { wait: number }>): number | undefined {
  if (time.of === 'stake') return run.tables.stakes.get(time.ref)?.releaseAt;
  if (time.of === 'seat') {
    const leavingAt = run.tables.seats.get(time.ref)?.leavingAt;
    return leavingAt === undefined || leavingAt === 0 ? undefined : leavingAt + SEAT_EXIT_SECONDS;
  }
  if (time.of === 'warm') return run.tables.seats.get(time.ref)?.activeAt;
  const known = orderAt(run, time.ref);
  if (known === undefined || time.of === 'order') return known?.deadline;
  const { found, round } = hearingOf(run, known.order);
  return { commit: round.commitBy, reveal: round.revealBy, appeal: found.appealBy }[time.of];
}

/** When a step happens: always after the one before. */
export function resolveTime(run: Run, time: TimeRef): number {
  const { timestamp } = run.latest;
  const wanted = 'wait' in time ? timestamp + time.wait : (anchor(run, time) ?? 0) + time.offset;
  return Math.min(Math.max(timestamp + 1, wanted), timestamp + LONGEST_JUMP);
}
