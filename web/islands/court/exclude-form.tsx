import { useSignal } from '@preact/signals';
import type { OrderDetail } from '../../../protocol/api/order.ts';
import { shortId } from '../../components/shorten.ts';
import { readJson } from '../api.ts';
import { useNames } from '../people/use-names.ts';
import type { CaseProps, RunStep } from './case.tsx';

const ORDER_ID = /^0x[0-9a-f]{64}$/i;
/** Seats whose juror can still be excluded. */
const seated: ReadonlySet<string> = new Set(['drawn', 'committed', 'revealed']);

/** Excludes a juror who has dealt with a side, by the order that shows it. */
export const ExcludeForm = ({
  words,
  chain,
  order,
  case: found,
  busy,
  run,
}: CaseProps & { busy: boolean; run: RunStep }) => {
  const proof = useSignal('');
  const panel = found.rounds.at(-1)?.panel.filter(({ state }) => seated.has(state)) ?? [];
  const seat = useSignal(panel[0]?.seat ?? 0);
  const names = useNames(panel.map(({ juror }) => juror));
  if (found.phase !== 'voting' || panel.length === 0) return null;
  const exclude = (): Promise<void> =>
    run(async () => {
      const [{ excludeCall }, shown] = await Promise.all([
        import('./court-calls.ts'),
        readJson<OrderDetail>(`/api/v1/orders/${proof.value.trim().toLowerCase()}`),
      ]);
      return excludeCall(chain, { order, seat: seat.value, proof: shown });
    });
  return (
    <details class="exclude">
      <summary>{words.t('exclude.title')}</summary>
      <form
        class="action-form"
        onSubmit={(event) => {
          event.preventDefault();
          void exclude();
        }}
      >
        <p class="small quiet">{words.t('exclude.text')}</p>
        <label class="field">
          <span>{words.t('exclude.juror')}</span>
          <select
            name="seat"
            value={String(seat.value)}
            onChange={(event) => {
              seat.value = Number(event.currentTarget.value);
            }}
          >
            {panel.map(({ seat: number, juror }) => (
              <option key={number} value={String(number)}>
                {`${words.text(names.get(juror))} ${shortId(juror)}`.trim()}
              </option>
            ))}
          </select>
        </label>
        <label class="field">
          <span>{words.t('exclude.order')}</span>
          <input
            name="proof"
            required
            spellcheck={false}
            autocomplete="off"
            value={proof.value}
            onInput={(event) => {
              const input = event.currentTarget;
              proof.value = input.value;
              input.setCustomValidity(ORDER_ID.test(input.value.trim()) ? '' : words.t('exclude.order_wrong'));
            }}
          />
        </label>
        <p>
          <button class="button button-quiet" type="submit" disabled={busy}>
            {words.t('exclude.do')}
          </button>
        </p>
      </form>
    </details>
  );
};
