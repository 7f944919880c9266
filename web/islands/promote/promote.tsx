import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { TokenView } from '../../../protocol/api/common.ts';
import type { PromoterDetail } from '../../../protocol/api/promoter.ts';
import type { VouchError } from '../../../protocol/errors.ts';
import { Empty } from '../../components/notice.tsx';
import { Phrase } from '../../components/phrase.tsx';
import { ShortId } from '../../components/short-id.tsx';
import type { Connection } from '../../wallet/session.ts';
import { isBusy } from '../../wallet/transaction.ts';
import { readJson } from '../api.ts';
import type { MountParameters, PageParts } from '../mount.ts';
import { renderIsland } from '../preact-island.ts';
import type { ChainProps } from '../props.ts';
import { asVouchError, ErrorNote } from '../wallet/error-note.tsx';
import { createRunner } from '../wallet/transaction-runner.ts';
import { TransactionStatus } from '../wallet/transaction-status.tsx';
import { WithWallet } from '../wallet/with-wallet.tsx';
import { type IslandWords, loadDictionary } from '../words.ts';
import { DayBars } from './day-bars.tsx';
import { earningsByDay } from './earnings.ts';
import { parentIn } from './link.ts';
import { LinkMaker } from './link-maker.tsx';

interface PromoteProps {
  words: IslandWords<'promote'>;
  walletWords: IslandWords<'wallet'>;
  page: PageParts;
  chain: ChainProps;
  origin: string;
  connection: Connection;
}

const DAYS = 14;

/** Commissions of the last days, one bar each. */
const DailyEarnings = ({
  words,
  promoter,
  token,
  today,
}: {
  words: IslandWords<'promote'>;
  promoter: PromoterDetail;
  token: TokenView;
  today: number;
}) => {
  const days = earningsByDay(promoter.recent, token.address, { days: DAYS, today });
  const most = days.reduce((top, { units }) => (units > top ? units : top), 0n);
  return (
    <DayBars
      view={words}
      days={days}
      token={token}
      label={words.t('promote.chart')}
      caption={words.t('promote.chart_caption', { days: DAYS, most: words.money(most, token) })}
    />
  );
};

const Register = ({ words, walletWords, page, chain, onDone }: PromoteProps & { onDone: () => void }) => {
  const runner = useMemo(() => createRunner({ page, chain }), [page, chain]);
  const parent = parentIn(location.search);
  const register = async (): Promise<void> => {
    const receipt = await runner.run(async () => (await import('./promoter-calls.ts')).registerCall(chain, parent));
    if (receipt !== undefined) onDone();
  };
  return (
    <div class="desk-form">
      <h2>{words.t('promote.register')}</h2>
      <p class="quiet">
        {parent === null ? (
          words.t('promote.register_alone')
        ) : (
          <Phrase text={words.t('promote.register_parent')} parts={{ address: <ShortId value={parent} /> }} />
        )}
      </p>
      <TransactionStatus words={walletWords} runner={runner} />
      <p>
        <button
          class="button button-large"
          type="button"
          disabled={isBusy(runner.state.value)}
          onClick={() => void register()}
        >
          {words.t('promote.register')}
        </button>
      </p>
    </div>
  );
};

const Earnings = ({ words, promoter }: { words: PromoteProps['words']; promoter: PromoterDetail }) => {
  const midnight = new Date();
  midnight.setHours(0, 0, 0, 0);
  const today = Math.floor(midnight.getTime() / 1_000);
  return (
    <section class="desk-section" aria-labelledby="earnings">
      <h2 id="earnings">{words.t('promote.earnings')}</h2>
      <p class="quiet">
        {words.count('promote.sales', promoter.sales)} · {words.count('promote.children', promoter.children)} ·{' '}
        <a href={`/people/${promoter.address}`}>{words.t('promote.record')}</a>
      </p>
      {promoter.earnings.map(({ token, earnedUnits, pendingUnits }) => (
        <div key={token.address}>
          <dl class="figures">
            <div>
              <dt>{words.t('promote.earned')}</dt>
              <dd class="number">{words.money(earnedUnits, token)}</dd>
            </div>
            <div>
              <dt>{words.t('promote.pending')}</dt>
              <dd class="number">{words.money(pendingUnits, token)}</dd>
            </div>
          </dl>
          <DailyEarnings words={words} promoter={promoter} token={token} today={today} />
        </div>
      ))}
      {promoter.recent.length === 0 ? (
        <Empty title={words.t('promote.none')} text={words.t('promote.none_text')} icon="megaphone" />
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <section class="table-scroll" tabIndex={0} aria-label={words.t('promote.recent')}>
          <table class="desk-table">
            <thead>
              <tr>
                <th scope="col">{words.t('promote.col_sale')}</th>
                <th scope="col">{words.t('promote.col_amount')}</th>
                <th scope="col">{words.t('promote.col_state')}</th>
                <th scope="col">{words.t('promote.col_level')}</th>
              </tr>
            </thead>
            <tbody>
              {promoter.recent.map((sale) => (
                <tr key={`${sale.order}${sale.level}`}>
                  <th scope="row">
                    <a href={`/order/${sale.order}`}>{words.text(sale.titles)}</a>{' '}
                    <span class="small quiet">{words.date(sale.at)}</span>
                  </th>
                  <td class="number">{words.money(sale.units, sale.token)}</td>
                  <td>{words.t(stateWord(sale.state))}</td>
                  <td>{words.t(sale.level === 1 ? 'promote.level_1' : 'promote.level_2')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  );
};

/** The node tells where a commission stands, not where its order does. */
const stateWord = (state: string) => {
  if (state === 'earned') return 'promote.state_earned';
  return state === 'pending' ? 'promote.state_pending' : 'promote.state_lost';
};

type Found = PromoterDetail | 'none' | 'loading';

const load = async (account: string, found: Signal<Found>, error: Signal<VouchError | null>): Promise<void> => {
  error.value = null;
  try {
    found.value = await readJson<PromoterDetail>(`/api/v1/promoters/${account}`);
  } catch (cause) {
    const problem = asVouchError(cause);
    if (problem.code.endsWith('.not_found')) found.value = 'none';
    else error.value = problem;
  }
};

const Promote = (props: PromoteProps) => {
  const { words, connection, origin } = props;
  const found = useSignal<Found>('loading');
  const error = useSignal<VouchError | null>(null);
  const again = (): void => void load(connection.account, found, error);
  useEffect(again, []);
  if (error.value !== null)
    return <ErrorNote view={words} error={error.value} retry={{ word: words.t('retry'), onRetry: again }} />;
  if (found.value === 'loading') return <p class="skeleton">{words.t('loading')}</p>;
  if (found.value === 'none') return <Register {...props} onDone={again} />;
  return (
    <div class="desk">
      <LinkMaker words={words} promoter={connection.account} origin={origin} />
      <Earnings words={words} promoter={found.value} />
    </div>
  );
};

/** The promoter's page: register, make links, see what they earn. */
export const mount = async ({ element, props, view, page }: MountParameters<'promoter'>): Promise<void> => {
  const [words, walletWords] = await Promise.all([loadDictionary('promote', view), loadDictionary('wallet', view)]);
  renderIsland(
    element,
    <WithWallet words={walletWords} page={page}>
      {(connection) => (
        <Promote
          key={connection.account}
          words={words}
          walletWords={walletWords}
          page={page}
          chain={props.chain}
          origin={props.origin}
          connection={connection}
        />
      )}
    </WithWallet>,
  );
};
