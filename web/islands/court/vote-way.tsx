import type { CaseDetail, PanelSeatView, RoundView } from '../../../protocol/api/court.ts';
import { type RailStop, StopRail } from '../../components/stop-rail.tsx';
import type { IslandWords } from '../words.ts';

interface WayProps {
  words: IslandWords<'court'>;
  found: Pick<CaseDetail, 'token'>;
  round: RoundView;
  seat: PanelSeatView;
}

/** The way of a juror's vote: sealed, opened, paid; where it is now, until when each step can be taken, and what it pays. */
export const VoteWay = ({ words, found, round, seat }: WayProps) => {
  const opened = seat.vote !== null;
  const sealed = opened || seat.state === 'committed';
  const until = (at: number | null, done: boolean): Pick<RailStop, 'note'> =>
    at === null || done ? {} : { note: words.t('way.until', { date: words.shortDate(at) }) };
  const common = { between: false } as const;
  return (
    <StopRail
      label={words.t('way.label')}
      stops={[
        {
          ...common,
          ...{ key: 'seal', name: words.t('way.seal'), icon: 'lock', here: !sealed },
          state: sealed ? 'done' : 'ahead',
          ...until(round.commitBy, sealed),
        },
        {
          ...common,
          ...{ key: 'open', name: words.t('way.open'), icon: 'eye', here: sealed && !opened },
          state: opened ? 'done' : 'ahead',
          ...until(round.revealBy, opened),
        },
        {
          ...common,
          ...{ key: 'pay', name: words.t('way.pay'), icon: 'coin', here: opened },
          state: round.decided === null ? 'ahead' : 'done',
          note: words.money(round.feeUnits, found.token),
        },
      ]}
    />
  );
};
