import type { JurorView, SeatView } from '../../../protocol/api/court.ts';
import { courtSeconds } from '../../../protocol/court.ts';
import { shareOf } from '../../components/deposit-bar.tsx';
import type { ChainProps } from '../props.ts';
import type { BuildCall } from '../wallet/run-transaction.ts';
import type { IslandWords } from '../words.ts';

interface SeatsProps {
  words: IslandWords<'court'>;
  chain: ChainProps;
  juror: JurorView;
  busy: boolean;
  run: (build: BuildCall) => Promise<void>;
}

const Stake = ({ words, stake }: Pick<SeatsProps, 'words'> & { stake: JurorView['stakes'][number] }) => {
  const money = (units: string): string => words.money(units, stake.token);
  const [held, staked] = [money(stake.lockedUnits), money(stake.stakedUnits)];
  return (
    <div class="deposit">
      <svg class="rail" height="22" role="img" aria-label={words.t('bench.bar', { held, staked })}>
        <rect class="rail-free" width="100%" height="22" rx="3" />
        <rect class="rail-locked" width={`${shareOf(stake.lockedUnits, stake.stakedUnits)}%`} height="22" rx="3" />
      </svg>
      <dl class="figures">
        {(
          [
            ['bench.staked', staked],
            ['bench.held', held],
            ['bench.earned', money(stake.earnedUnits)],
            ['bench.lost', money(stake.slashedUnits)],
          ] as const
        ).map(([word, value]) => (
          <div key={word}>
            <dt>{words.t(word)}</dt>
            <dd class="number">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
};

const seatWord = ({ words, seat, now }: { words: SeatsProps['words']; seat: SeatView; now: number }): string => {
  if (seat.freeAt !== null) {
    return seat.freeAt <= now ? words.t('bench.free') : words.t('bench.leaving', { date: words.date(seat.freeAt) });
  }
  return seat.activeAt <= now ? words.t('bench.active') : words.t('bench.warming', { date: words.date(seat.activeAt) });
};

/** What a juror has at stake, and each seat with the way out. */
export const Seats = ({ words, chain, juror, busy, run }: SeatsProps) => {
  const now = Math.floor(Date.now() / 1_000);
  const leave = ({ token, seatId }: SeatView): Promise<void> =>
    run(async () => (await import('./court-calls.ts')).leaveSeatsCall(chain, token.address, [seatId]));
  const free = ({ token, seatId }: SeatView): Promise<void> =>
    run(async () => (await import('./court-calls.ts')).freeSeatsCall(chain, token.address, [seatId]));
  return (
    <section aria-labelledby="seats">
      <h3 id="seats">{words.t('bench.seats')}</h3>
      {juror.stakes.map((stake) => (
        <Stake key={stake.token.address} words={words} stake={stake} />
      ))}
      <ul class="seat-list">
        {juror.seats.map((seat) => {
          const number = words.number(seat.seatId);
          const isFree = seat.freeAt !== null && seat.freeAt <= now;
          return (
            <li key={`${seat.token.address}${seat.seatId}`}>
              <span>
                <strong>{words.t('bench.seat', { number })}</strong>{' '}
                <span class="small quiet">{seatWord({ words, seat, now })}</span>
              </span>
              {seat.freeAt === null && (
                <button
                  type="button"
                  class="button button-quiet"
                  disabled={busy}
                  aria-label={words.t('bench.give_up_of', { number })}
                  onClick={() => void leave(seat)}
                >
                  {words.t('bench.give_up')}
                </button>
              )}
              {isFree && (
                <button
                  type="button"
                  class="button"
                  disabled={busy}
                  aria-label={words.t('bench.take_out_of', { number })}
                  onClick={() => void free(seat)}
                >
                  {words.t('bench.take_out')}
                </button>
              )}
            </li>
          );
        })}
      </ul>
      <p class="small quiet">{words.t('bench.exit_text', { exit: words.duration(courtSeconds.exit) })}</p>
    </section>
  );
};
