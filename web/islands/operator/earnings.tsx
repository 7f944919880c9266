import { useMemo } from 'preact/hooks';
import type { HostEarnings } from '../../../protocol/api/operator.ts';
import { Empty } from '../../components/notice.tsx';
import { ShortId } from '../../components/short-id.tsx';
import type { Connection } from '../../wallet/session.ts';
import { isBusy } from '../../wallet/transaction.ts';
import type { PageParts } from '../mount.ts';
import { DayBars } from '../promote/day-bars.tsx';
import type { ChainProps } from '../props.ts';
import { usePolling } from '../use-polling.ts';
import { ErrorNote } from '../wallet/error-note.tsx';
import { createRunner } from '../wallet/transaction-runner.ts';
import { TransactionStatus } from '../wallet/transaction-status.tsx';
import type { IslandWords } from '../words.ts';

const DAYS = 30;
const DAY_SECONDS = 86_400;

interface EarningsProps {
  words: IslandWords<'operator'>;
  walletWords: IslandWords<'wallet'>;
  page: PageParts;
  chain: ChainProps;
  connection: Connection;
}

/** The last days with what came in on each, also days without anything. */
const fullDays = (days: HostEarnings['days'], token: string) => {
  const today = Math.floor(Date.now() / 1_000 / DAY_SECONDS) * DAY_SECONDS;
  return Array.from({ length: DAYS }, (_, index) => {
    const start = today - (DAYS - 1 - index) * DAY_SECONDS;
    const found = days.find((day) => day.start === start && day.token.address === token);
    return { start, units: BigInt(found?.units ?? 0) };
  });
};

/** What the node earned by serving sales, what waits in the vault, and the way to take it. */
export const Earnings = ({ words, walletWords, page, chain, connection }: EarningsProps) => {
  const { value, error, again } = usePolling<HostEarnings>('/api/v1/operator/earnings', 20);
  const runner = useMemo(() => createRunner({ page, chain }), [page, chain]);
  const withdraw = async (credit: HostEarnings['credits'][number]): Promise<void> => {
    const { withdrawCall } = await import('../wallet/account-calls.ts');
    if (await runner.run(() => withdrawCall(chain, credit))) again();
  };
  return (
    <section class="panel" aria-labelledby="earnings">
      <h2 id="earnings">{words.t('earn.title')}</h2>
      {error !== null && <ErrorNote view={words} error={error} retry={{ word: words.t('retry'), onRetry: again }} />}
      {value === null && error === null && <p class="skeleton">{words.t('loading')}</p>}
      {value !== null && value.payout === null && (
        <Empty title={words.t('earn.no_payout')} text={words.t('earn.no_payout_text')} icon="coin" />
      )}
      {value !== null && value.payout !== null && (
        <>
          <p class="small quiet">
            {words.t('earn.payout')} <ShortId value={value.payout} />{' '}
            {value.operator === null && words.t('earn.not_announced')}
          </p>
          <p>
            {words.t('earn.orders', {
              closed: words.number(value.orders.closed),
              open: words.number(value.orders.open),
            })}
          </p>
          {value.sums.length === 0 && (
            <Empty title={words.t('earn.none')} text={words.t('earn.none_text')} icon="coin" />
          )}
          {value.sums.map(({ token, earnedUnits }) => (
            <div key={token.address}>
              <p class="big-number number">{words.money(earnedUnits, token)}</p>
              <DayBars
                view={words}
                days={fullDays(value.days, token.address)}
                token={token}
                label={words.t('earn.chart')}
                caption={words.t('earn.caption', { days: DAYS })}
              />
            </div>
          ))}
          {value.credits.map((credit) => (
            <p key={credit.token.address} class="credit">
              <span>
                {words.t('earn.waiting')}{' '}
                <strong class="number">{words.money(credit.creditUnits, credit.token)}</strong>
                <br />
                <span class="small quiet">
                  {words.t('earn.withdrawn', { amount: words.money(credit.withdrawnUnits, credit.token) })}
                </span>
              </span>
              {credit.creditUnits !== '0' && connection.account === credit.owner && (
                <button
                  type="button"
                  class="button"
                  disabled={isBusy(runner.state.value)}
                  onClick={() => void withdraw(credit)}
                >
                  {walletWords.t('wallet.withdraw')}
                </button>
              )}
            </p>
          ))}
          {value.credits.some(({ creditUnits, owner }) => creditUnits !== '0' && owner !== connection.account) && (
            <p class="small quiet">{words.t('earn.other_account')}</p>
          )}
          <TransactionStatus words={walletWords} runner={runner} />
          {value.recent.length > 0 && (
            <ul class="plain rows">
              {value.recent.map(({ order, titles, token, units, at }) => (
                <li key={order}>
                  <a href={`/order/${order}`}>{words.text(titles)}</a>
                  <span>
                    <span class="number">{words.money(units, token)}</span>{' '}
                    <span class="small quiet">{words.date(at)}</span>
                  </span>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </section>
  );
};
