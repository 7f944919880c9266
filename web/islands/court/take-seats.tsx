import { useSignal } from '@preact/signals';
import type { CourtPoolView } from '../../../protocol/api/court.ts';
import { limits } from '../../../protocol/limits.ts';
import type { ChainProps } from '../props.ts';
import type { BuildCall } from '../wallet/run-transaction.ts';
import type { IslandWords } from '../words.ts';

interface TakeSeatsProps {
  words: IslandWords<'court'>;
  chain: ChainProps;
  pools: readonly CourtPoolView[];
  busy: boolean;
  run: (build: BuildCall) => Promise<void>;
}

/** Takes seats in one token, and says what that stakes. */
export const TakeSeats = ({ words, chain, pools, busy, run }: TakeSeatsProps) => {
  const chosen = useSignal(pools[0]?.token.address ?? '');
  const seats = useSignal(1);
  const pool = pools.find(({ token }) => token.address === chosen.value);
  if (pool === undefined) return null;
  const amount = words.money(BigInt(pool.seatUnits) * BigInt(seats.value), pool.token);
  return (
    <form
      class="action-form"
      onSubmit={(event) => {
        event.preventDefault();
        void run(async (tools) =>
          (await import('./court-calls.ts')).takeSeatsCall(chain, { pool, seats: seats.value }, tools),
        );
      }}
    >
      <h3>{words.t('bench.take')}</h3>
      <div class="field-row">
        {pools.length > 1 && (
          <label class="field">
            <span>{words.t('bench.token')}</span>
            <select
              name="token"
              value={chosen.value}
              onChange={(event) => {
                chosen.value = event.currentTarget.value;
              }}
            >
              {pools.map(({ token }) => (
                <option key={token.address} value={token.address}>
                  {token.symbol}
                </option>
              ))}
            </select>
          </label>
        )}
        <label class="field">
          <span>{words.t('bench.how_many')}</span>
          <input
            type="number"
            name="seats"
            min={1}
            max={limits.jurorSeats}
            required
            value={seats.value}
            onInput={(event) => {
              const wanted = event.currentTarget.valueAsNumber;
              if (Number.isSafeInteger(wanted)) seats.value = Math.min(limits.jurorSeats, Math.max(1, wanted));
            }}
          />
        </label>
      </div>
      <p>{words.t('bench.cost', { amount })}</p>
      <p class="small quiet">{words.t('bench.risk')}</p>
      <p>
        <button class="button" type="submit" disabled={busy}>
          {words.count('bench.do_take', seats.value)}
        </button>
      </p>
    </form>
  );
};
