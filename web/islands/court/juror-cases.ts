import type { JurorView } from '../../../protocol/api/court.ts';

type JurorCase = JurorView['cases'][number];

/** What a juror's cases are sorted by, the most urgent first. */
export const duties = ['commit', 'reveal', 'waiting', 'done'] as const;
export type Duty = (typeof duties)[number];

/** What a case asks of the juror: a vote to seal or to open, patience, or nothing any more. */
export function dutyOf({ phase, seatState }: Pick<JurorCase, 'phase' | 'seatState'>): Duty {
  if (phase === 'closed' || seatState === 'excluded' || seatState === 'silent') return 'done';
  if (phase === 'voting' && seatState === 'drawn') return 'commit';
  return phase === 'voting' && seatState === 'committed' ? 'reveal' : 'waiting';
}

/** The cases of a juror by what they ask for; those that close next come first. */
export const casesByDuty = (cases: readonly JurorCase[]): { duty: Duty; cases: JurorCase[] }[] =>
  duties
    .map((duty) => ({
      duty,
      cases: cases
        .filter((each) => dutyOf(each) === duty)
        .sort((a, b) => (a.deadline ?? Number.MAX_SAFE_INTEGER) - (b.deadline ?? Number.MAX_SAFE_INTEGER)),
    }))
    .filter((group) => group.cases.length > 0);

/** What a juror has to do first: the vote that closes next, to be sealed or opened; undefined while nothing waits. */
export function nextDuty(
  cases: readonly JurorCase[],
): { duty: 'commit' | 'reveal'; found: JurorCase; count: number } | undefined {
  const due = casesByDuty(cases).flatMap(({ duty, cases: found }) =>
    duty === 'commit' || duty === 'reveal' ? found.map((each) => ({ duty, found: each })) : [],
  );
  const [first] = due.sort(
    (a, b) => (a.found.deadline ?? Number.MAX_SAFE_INTEGER) - (b.found.deadline ?? Number.MAX_SAFE_INTEGER),
  );
  return first && { ...first, count: due.length };
}
