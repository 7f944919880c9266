import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import {
  type InsightDays,
  type InsightsView,
  insightDays,
  insightOutcomes,
} from '../../../../protocol/api/insights.ts';
import type { VouchError } from '../../../../protocol/errors.ts';
import { Empty } from '../../../components/notice.tsx';
import { readJson } from '../../api.ts';
import { asVouchError, ErrorNote } from '../../wallet/error-note.tsx';
import type { IslandWords } from '../../words.ts';
import { saveCsv } from '../save-file.ts';
import { insightsCsv } from './csv.ts';
import { DayChart } from './day-chart.tsx';
import { ListingsTable, OffersTable, PromotersTable } from './insight-tables.tsx';
import { barDays, seriesOf } from './series.ts';
import { ShareBar } from './share-bar.tsx';

type Words = IslandWords<'insights'>;

const USUAL_DAYS = 30;

const Figures = ({ words, view }: { words: Words; view: InsightsView }) => {
  const series = seriesOf(words, view);
  const days = barDays(view);
  const { totals, token, buyers, outcomes } = view;
  const download = (): void => saveCsv(`vouch-${view.days}.csv`, [insightsCsv(words, view, series)]);
  if (totals.views === 0 && totals.orders === 0)
    return <Empty title={words.t('insights.empty')} text={words.t('insights.empty_text')} icon="chart" />;
  return (
    <>
      <div class="charts">
        {series.map((each) => (
          <DayChart key={each.id} words={words} series={each} days={days} />
        ))}
        <ShareBar
          words={words}
          title={words.t('insights.outcomes')}
          shares={insightOutcomes.map((name) => ({
            name: words.t(`insights.${name}`),
            fill: `outcome-${name}`,
            count: outcomes[name],
          }))}
        />
        <ShareBar
          words={words}
          title={words.t('insights.buyers')}
          shares={[
            { name: words.t('insights.repeat'), fill: 'buyers-repeat', count: buyers.repeat },
            { name: words.t('insights.first'), fill: 'buyers-first', count: buyers.all - buyers.repeat },
          ]}
        />
      </div>
      {token !== null && totals.orders > 0 && (
        <p>
          {words.t('insights.kept', {
            kept: words.money(totals.keptUnits, token),
            returned: words.money(totals.returnedUnits, token),
          })}
        </p>
      )}
      <ListingsTable words={words} view={view} />
      <PromotersTable words={words} view={view} />
      <OffersTable words={words} view={view} />
      <p>
        <button type="button" class="button button-quiet" onClick={download}>
          {words.t('insights.csv')}
        </button>
      </p>
    </>
  );
};

/** How the shop did in a time that its reader chooses. */
export const Insights = ({ words, shop }: { words: Words; shop: string }) => {
  const days = useSignal<InsightDays>(USUAL_DAYS);
  const token = useSignal<string | null>(null);
  const view = useSignal<InsightsView | null>(null);
  const error = useSignal<VouchError | null>(null);
  const asked = useSignal(0);
  const load = async (): Promise<void> => {
    asked.value += 1;
    const mine = asked.value;
    error.value = null;
    const query = `days=${days.value}${token.value === null ? '' : `&token=${token.value}`}`;
    const answer = readJson<InsightsView>(`/api/v1/desk/${shop}/insights?${query}`);
    const [read, failed] = await answer.then(
      (read) => [read, null] as const,
      (cause: unknown) => [null, asVouchError(cause)] as const,
    );
    // Who chose another time since wants its answer, and no older one.
    if (mine !== asked.value) return;
    view.value = read ?? view.value;
    error.value = failed;
  };
  useEffect(() => void load(), [days.value, token.value]);
  const shown = view.value;
  return (
    <section
      class="desk-section insights desk-ready"
      aria-label={words.t('insights.range')}
      aria-busy={shown?.days !== days.value}
    >
      <fieldset class="chips list-choice">
        <legend class="visually-hidden">{words.t('insights.range')}</legend>
        {insightDays.map((each) => (
          <button
            key={each}
            type="button"
            class="chip"
            aria-pressed={each === days.value}
            onClick={() => {
              days.value = each;
            }}
          >
            {words.t(`insights.days_${each}`)}
          </button>
        ))}
        {shown !== null && shown.tokens.length > 1 && (
          <label class="insight-token small">
            {words.t('insights.token')}{' '}
            <select
              value={shown.token?.address}
              onChange={({ currentTarget }) => {
                token.value = currentTarget.value;
              }}
            >
              {shown.tokens.map(({ address, symbol }) => (
                <option key={address} value={address}>
                  {symbol}
                </option>
              ))}
            </select>
          </label>
        )}
      </fieldset>
      {error.value !== null && (
        <ErrorNote view={words} error={error.value} retry={{ word: words.t('retry'), onRetry: () => void load() }} />
      )}
      {shown === null && error.value === null && <p class="skeleton">{words.t('loading')}</p>}
      {shown !== null && <Figures words={words} view={shown} />}
      <p class="small quiet insight-privacy">{words.t('insights.privacy')}</p>
    </section>
  );
};
