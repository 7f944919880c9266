import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { TokenView } from '../../../protocol/api/common.ts';
import type { PromoterDetail } from '../../../protocol/api/promoter.ts';
import { Empty } from '../../components/notice.tsx';
import type { IslandWords } from '../words.ts';
import { DayBars } from './day-bars.tsx';
import { earningsByDay } from './earnings.ts';

const DAYS = 14;
/** Sales that are shown before somebody asks for all of them. */
const SHOWN = 10;

interface EarningsPanelProps {
  words: IslandWords<'promote'>;
  promoter: PromoterDetail;
}

/** Commissions of the last days, one bar each. */
const DailyEarnings = ({ words, promoter, token }: EarningsPanelProps & { token: TokenView }) => {
  const today = new Date().setHours(0, 0, 0, 0) / 1_000;
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

/** The node tells where a commission stands, not where its order does. */
const stateWord = (state: string) => {
  if (state === 'earned') return 'promote.state_earned';
  return state === 'pending' ? 'promote.state_pending' : 'promote.state_lost';
};

const Sales = ({ words, promoter }: EarningsPanelProps) => {
  const all = useSignal(false);
  const sales = all.value ? promoter.recent : promoter.recent.slice(0, SHOWN);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section class="table-scroll" tabIndex={0} aria-label={words.t('promote.recent')}>
        <table class="desk-table stack-table">
          <thead>
            <tr>
              <th scope="col">{words.t('promote.col_sale')}</th>
              <th scope="col">{words.t('promote.col_amount')}</th>
              <th scope="col">{words.t('promote.col_state')}</th>
              <th scope="col">{words.t('promote.col_level')}</th>
            </tr>
          </thead>
          <tbody>
            {sales.map((sale) => (
              <tr key={`${sale.order}${sale.level}`}>
                <th scope="row">
                  <a href={`/order/${sale.order}`}>{words.text(sale.titles)}</a>{' '}
                  <span class="small quiet">{words.date(sale.at)}</span>
                </th>
                <td class="number" data-head={words.t('promote.col_amount')}>
                  {words.money(sale.units, sale.token)}
                </td>
                <td data-head={words.t('promote.col_state')}>{words.t(stateWord(sale.state))}</td>
                <td data-head={words.t('promote.col_level')}>
                  {words.t(sale.level === 1 ? 'promote.level_1' : 'promote.level_2')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {promoter.recent.length > sales.length && (
        <p>
          <button
            type="button"
            class="button button-quiet"
            onClick={() => {
              all.value = true;
            }}
          >
            {words.t('promote.all_sales')}
          </button>
        </p>
      )}
    </>
  );
};

/** What the links brought in, by token and by day, what of it can be withdrawn, and the sales behind it. */
export const EarningsPanel = ({ words, promoter, children }: EarningsPanelProps & { children: ComponentChildren }) => (
  <section class="desk-section" aria-labelledby="earnings">
    <h2 id="earnings">{words.t('promote.earnings')}</h2>
    <p class="quiet">
      {words.count('promote.sales', promoter.sales)} · {words.count('promote.children', promoter.children)} ·{' '}
      <a href={`/people/${promoter.address}`}>{words.t('promote.record')}</a>
    </p>
    {promoter.earnings.map(({ token, earnedUnits, pendingUnits }) => (
      <div key={token.address} class="earned">
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
        <DailyEarnings words={words} promoter={promoter} token={token} />
      </div>
    ))}
    {children}
    {promoter.recent.length === 0 ? (
      <Empty title={words.t('promote.none')} text={words.t('promote.none_text')} icon="megaphone" />
    ) : (
      <Sales words={words} promoter={promoter} />
    )}
  </section>
);
