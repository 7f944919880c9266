import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { TokenView } from '../../../protocol/api/common.ts';
import type { DepositView } from '../../../protocol/api/shop.ts';
import type { VouchError } from '../../../protocol/errors.ts';
import { parseMoney } from '../../../protocol/money.ts';
import { Deadline } from '../../components/time.tsx';
import { isBusy } from '../../wallet/transaction.ts';
import { ErrorNote } from '../wallet/error-note.tsx';
import type { BuildCall } from '../wallet/run-transaction.ts';
import { createRunner } from '../wallet/transaction-runner.ts';
import { TransactionStatus } from '../wallet/transaction-status.tsx';
import { COVERAGE_BPS } from './coverage.ts';
import type { DeskProps } from './desk-props.ts';
import { Standing } from './standing.tsx';

type DepositProps = DeskProps & {
  deposits: readonly DepositView[];
  /** Only the shop's own account moves money. */
  owner: boolean;
};

const empty = (token: TokenView): DepositView => ({
  shop: '',
  token,
  stakedUnits: '0',
  lockedUnits: '0',
  unbondingUnits: '0',
  freeUnits: '0',
  releaseAt: null,
  record: {
    closedUnits: '0',
    failedUnits: '0',
    lockableUnits: '0',
    isNew: true,
    suspended: false,
    requiredUnits: '0',
  },
});

/** What new orders can lock: what is free, and no more than the record allows. */
const openTo = ({ freeUnits, lockedUnits, record }: DepositView): bigint => {
  const free = BigInt(freeUnits);
  const allowed = BigInt(record.lockableUnits) - BigInt(lockedUnits);
  if (record.suspended || allowed <= 0n) return 0n;
  return free < allowed ? free : allowed;
};

/** The deposit in each token: what it covers, more of it, and the way out. */
export const Deposit = ({ words, walletWords, page, chain, deposits, owner, onDone }: DepositProps) => {
  const runner = useMemo(() => createRunner({ page, chain }), [page, chain]);
  const amount = useSignal('');
  const error = useSignal<VouchError | null>(null);
  const busy = isBusy(runner.state.value);
  const run = async (build: BuildCall): Promise<void> => {
    if ((await runner.run(build)) !== undefined) {
      amount.value = '';
      onDone();
    }
  };
  const withAmount = (token: TokenView, use: (units: bigint) => void): void => {
    const units = parseMoney(amount.value, token.decimals);
    error.value = units.ok ? null : units.error;
    if (units.ok) use(units.value);
  };
  const stake = (token: TokenView, units: bigint): void => {
    void run(async (tools) =>
      (await import('./shop-calls.ts')).stakeCall(chain, { token: token.address, units }, tools),
    );
  };
  const add = (token: TokenView): void => withAmount(token, (units) => stake(token, units));
  const leave = (token: TokenView): void =>
    withAmount(token, (units) => {
      void run(async () => (await import('./shop-calls.ts')).unbondCall(chain, token.address, units));
    });
  const takeOut = (token: TokenView): void => {
    void run(async () => (await import('./shop-calls.ts')).takeOutCall(chain, token.address));
  };
  return (
    <section class="desk-section" aria-labelledby="deposit">
      <h2 id="deposit">{words.t('desk.deposit')}</h2>
      {chain.tokens.map((token) => {
        const deposit = deposits.find((each) => each.token.address === token.address) ?? empty(token);
        const reach = (openTo(deposit) * 10_000n) / BigInt(COVERAGE_BPS);
        const leaving = BigInt(deposit.unbondingUnits);
        const released = deposit.releaseAt !== null && deposit.releaseAt <= words.now;
        return (
          <div key={token.address} class="deposit">
            <Standing
              words={words}
              deposit={deposit}
              busy={busy}
              onTopUp={owner ? (units) => stake(token, units) : null}
            />
            <dl class="figures">
              {(
                [
                  ['staked', deposit.stakedUnits],
                  ['locked', deposit.lockedUnits],
                  ['free', deposit.freeUnits],
                  ['leaving', deposit.unbondingUnits],
                ] as const
              ).map(([name, units]) => (
                <div key={name}>
                  <dt>{words.t(`desk.${name}`)}</dt>
                  <dd class="number">{words.money(units, token)}</dd>
                </div>
              ))}
            </dl>
            <p class="quiet">
              {words.t('desk.reach', {
                amount: words.money(reach, token),
                percent: words.percent(COVERAGE_BPS),
              })}
            </p>
            {owner && (
              <form
                class="deposit-form"
                onSubmit={(event) => {
                  event.preventDefault();
                  add(token);
                }}
              >
                <label class="field">
                  <span>{words.t('desk.amount', { symbol: token.symbol })}</span>
                  <input
                    name="amount"
                    inputMode="decimal"
                    required
                    value={amount.value}
                    onInput={(event) => {
                      amount.value = event.currentTarget.value;
                    }}
                  />
                </label>
                <button class="button" type="submit" disabled={busy}>
                  {words.t('desk.stake')}
                </button>
                <button class="button button-quiet" type="button" disabled={busy} onClick={() => leave(token)}>
                  {words.t('desk.unbond')}
                </button>
                {leaving > 0n && released && (
                  <button class="button button-quiet" type="button" disabled={busy} onClick={() => takeOut(token)}>
                    {words.t('desk.take_out')}
                  </button>
                )}
              </form>
            )}
            {leaving > 0n && deposit.releaseAt !== null && !released && (
              <p class="small">
                {words.t('desk.leaves')} <Deadline view={words} at={deposit.releaseAt} />
              </p>
            )}
          </div>
        );
      })}
      {error.value !== null && <ErrorNote view={words} error={error.value} />}
      <TransactionStatus words={walletWords} runner={runner} />
    </section>
  );
};
