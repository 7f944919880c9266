import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { VouchError } from '../../../../protocol/errors.ts';
import { isBusy } from '../../../wallet/transaction.ts';
import { asVouchError, ErrorNote } from '../../wallet/error-note.tsx';
import { createRunner } from '../../wallet/transaction-runner.ts';
import { TransactionStatus } from '../../wallet/transaction-status.tsx';
import { type DepositTerms, readDepositTerms } from './deposit-terms.ts';
import { depositSteps, openOrders } from './exposure.ts';
import type { StepProps } from './step-props.ts';

/** Prices, in whole tokens, that the effect of a deposit is shown on. */
const EXAMPLES = [10n, 25n, 100n, 250n];
/** Orders that the picture draws one by one. */
const MOST_DRAWN = 40;
const PITCH = 12;

/** Open orders of one price, as a row of marks. */
const Row = ({ words, price, count }: { words: StepProps['words']; price: string; count: number }) => (
  <li>
    <span class="exposure-price number">{price}</span>
    <svg
      class="exposure-marks"
      viewBox={`0 0 ${MOST_DRAWN * PITCH} ${PITCH}`}
      aria-hidden="true"
      preserveAspectRatio="xMinYMid meet"
    >
      {Array.from({ length: Math.min(count, MOST_DRAWN) }, (_, index) => (
        <rect key={index} class="exposure-mark" x={index * PITCH} y="1" width={PITCH - 3} height={PITCH - 2} rx="2" />
      ))}
    </svg>
    <strong class="exposure-count">{words.count('opening.orders', count)}</strong>
  </li>
);

/** Puts down the deposit, and shows how many open orders of which price it covers. */
export const StepDeposit = (props: StepProps) => {
  const { words, walletWords, page, chain, connection, shop, progress, onWrite, onDone } = props;
  const runner = useMemo(() => createRunner({ page, chain }), [page, chain]);
  const terms = useSignal<DepositTerms | null>(null);
  const error = useSignal<VouchError | null>(null);
  const wanted = useSignal(progress.deposit);
  const [token] = chain.tokens;
  const load = async (): Promise<void> => {
    if (token === undefined) return;
    error.value = null;
    try {
      terms.value = await readDepositTerms(chain, token, connection);
    } catch (cause) {
      error.value = asVouchError(cause);
    }
  };
  useEffect(() => void load(), []);
  if (token === undefined) return null;
  const whole = 10n ** BigInt(token.decimals);
  const staked = BigInt(shop?.deposits.find((each) => each.token.address === token.address)?.stakedUnits ?? 0);
  const steps = depositSteps(Number((terms.value?.leastUnits ?? 0n) / whole));
  const place = Math.max(
    0,
    steps.findLastIndex((each) => each <= wanted.value),
  );
  const amount = BigInt(steps[place] ?? 0);
  const units = amount * whole;
  const short = terms.value !== null && staked === 0n && units > terms.value.balanceUnits;
  const stake = async (): Promise<void> => {
    const build = async (tools: Parameters<Parameters<typeof runner.run>[0]>[0]) =>
      (await import('../shop-calls.ts')).stakeCall(chain, { token: token.address, units }, tools);
    if ((await runner.run(build)) !== undefined) onDone('delivery');
  };
  const shown = staked > 0n ? staked : units;
  return (
    <div class="desk-form">
      <p class="quiet">{words.t('opening.deposit_text')}</p>
      {staked === 0n && (
        <label class="field deposit-slider">
          <span>{words.t('opening.deposit_slider')}</span>
          <input
            type="range"
            min={0}
            max={Math.max(0, steps.length - 1)}
            value={place}
            aria-valuetext={words.money(units, token)}
            onInput={(event) => {
              wanted.value = steps[event.currentTarget.valueAsNumber] ?? 0;
              onWrite({ deposit: wanted.value });
            }}
          />
        </label>
      )}
      <p class="deposit-amount number">{words.money(shown, token)}</p>
      <h3>{words.t('opening.exposure')}</h3>
      <ul class="exposure">
        {EXAMPLES.map((price) => (
          <Row
            key={String(price)}
            words={words}
            price={words.money(price * whole, token)}
            count={openOrders(shown, price * whole)}
          />
        ))}
      </ul>
      <p class="small quiet">{words.t('opening.exposure_text')}</p>
      {terms.value !== null && staked === 0n && (
        <p class={short ? 'tone-bad' : 'small quiet'} role={short ? 'alert' : undefined}>
          {words.t(short ? 'opening.balance_short' : 'opening.balance', {
            balance: words.money(terms.value.balanceUnits, token),
            least: words.money(terms.value.leastUnits, token),
          })}{' '}
          {short && (
            <button type="button" class="button button-quiet button-small" onClick={() => void load()}>
              {words.t('opening.look_again')}
            </button>
          )}
        </p>
      )}
      {error.value !== null && (
        <ErrorNote view={words} error={error.value} retry={{ word: words.t('retry'), onRetry: () => void load() }} />
      )}
      <TransactionStatus words={walletWords} runner={runner} />
      <p>
        {staked > 0n ? (
          <button class="button button-large" type="button" onClick={() => onDone('delivery')}>
            {words.t('opening.next')}
          </button>
        ) : (
          <button
            class="button button-large"
            type="button"
            disabled={isBusy(runner.state.value) || terms.value === null || short}
            onClick={() => void stake()}
          >
            {words.t('opening.put_down', { amount: words.money(units, token) })}
          </button>
        )}
      </p>
    </div>
  );
};
