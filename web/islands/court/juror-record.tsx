import type { JurorView } from '../../../protocol/api/court.ts';
import { DayBars } from '../promote/day-bars.tsx';
import type { IslandWords } from '../words.ts';
import { lastMonths } from './last-months.ts';

const outcomes = [
  ['voted', 'record-voted'],
  ['overturned', 'record-overturned'],
  ['silent', 'record-silent'],
  ['open', 'record-open'],
] as const;

/** How often a juror did what was asked, and what that brought in, month by month. */
export const JurorRecord = ({ words, juror }: { words: IslandWords<'court'>; juror: JurorView }) => {
  if (juror.drawn === 0) return null;
  // An overturned vote was given too: the parts of the bar do not overlap.
  const counts = {
    voted: juror.voted - juror.overturned,
    overturned: juror.overturned,
    silent: juror.silent,
    open: Math.max(0, juror.drawn - juror.voted - juror.silent),
  };
  const months = lastMonths(new Date());
  let begin = 0;
  return (
    <section aria-labelledby="record">
      <h3 id="record">{words.t('record.title')}</h3>
      <svg
        class="record-bar"
        height="18"
        width="100%"
        role="img"
        aria-label={words.t('bench.record', {
          drawn: words.number(juror.drawn),
          voted: words.number(juror.voted),
          silent: words.number(juror.silent),
          overturned: words.number(juror.overturned),
        })}
      >
        {outcomes.map(([name, fill]) => {
          const width = (100 * counts[name]) / juror.drawn;
          const x = begin;
          begin += width;
          return <rect key={name} class={fill} x={`${x}%`} width={`${width}%`} height="18" />;
        })}
      </svg>
      <ul class="plain record-legend small">
        {outcomes.map(([name, fill]) => (
          <li key={name}>
            <svg class="map-key" viewBox="0 0 16 16" aria-hidden="true">
              <rect class={fill} width={16} height={16} rx={4} />
            </svg>
            {words.t(`record.${name}`)} <span class="number">{words.number(counts[name])}</span>
          </li>
        ))}
      </ul>
      {juror.stakes.map(({ token }) => {
        const earned = juror.months.filter((month) => month.token.address === token.address);
        if (earned.length === 0) return null;
        return (
          <DayBars
            key={token.address}
            view={words}
            token={token}
            days={months.map((start) => ({
              start,
              units: BigInt(earned.find((month) => month.start === start)?.earnedUnits ?? 0),
            }))}
            label={words.t('record.chart')}
            caption={words.t('record.caption', { symbol: token.symbol })}
          />
        );
      })}
    </section>
  );
};
