import type { CaseDetail } from '../../protocol/api/court.ts';
import { rulings } from '../../protocol/court.ts';
import type { CaseSituation } from '../../protocol/order-actions.ts';

/** What a case waits for. */
export type CaseWait = 'drawing' | 'commit' | 'reveal' | 'count' | 'appealable' | 'carry_out' | 'closed';

const waitsFor = new Set(['drawn', 'committed']);

/**
 * The figures of a case that its next steps depend on.
 * @param found the case
 */
export function caseSituation(found: Pick<CaseDetail, 'phase' | 'ruling' | 'appealBy' | 'rounds'>): CaseSituation {
  const last = found.rounds.at(-1);
  return {
    phase: found.phase,
    ruling: found.ruling === null ? 0 : rulings.indexOf(found.ruling),
    revealBy: last?.revealBy ?? 0,
    unrevealed: last?.panel.filter(({ state }) => waitsFor.has(state)).length ?? 0,
    appealBy: found.appealBy ?? 0,
  };
}

/**
 * What a case waits for now.
 * @param now Unix seconds
 */
export function caseWait(found: CaseDetail, now: number): CaseWait {
  const { phase, appealBy } = found;
  if (phase === 'appealable') return now <= (appealBy ?? 0) ? 'appealable' : 'carry_out';
  if (phase !== 'voting') return phase === 'drawing' ? 'drawing' : 'closed';
  const last = found.rounds.at(-1);
  const seats = last?.panel ?? [];
  if (seats.some(({ state }) => state === 'drawn') && now <= (last?.commitBy ?? 0)) return 'commit';
  return seats.some(({ state }) => waitsFor.has(state)) && now <= (last?.revealBy ?? 0) ? 'reveal' : 'count';
}
