import type { ListingSummary } from '../../protocol/api/listing.ts';
import type { ShopSummary } from '../../protocol/api/shop.ts';
import type { MonthView } from '../../protocol/api/trust.ts';
import { CoverBadge, CoverRail } from '../components/cover.tsx';
import { DataTable } from '../components/data-table.tsx';
import { ListingGrid } from '../components/listing-card.tsx';
import { MonthBars, monthName } from '../components/month-chart.tsx';
import { Banner, Empty } from '../components/notice.tsx';
import { ShopCard } from '../components/shop-card.tsx';
import { Stars } from '../components/stars.tsx';
import { StepLine } from '../components/step-line.tsx';
import { StopRail } from '../components/stop-rail.tsx';
import { TagLinks } from '../components/tag-links.tsx';
import { Waiting } from '../components/waiting.tsx';
import type { PageView } from '../page-view.ts';

const token = { address: `0x${'0'.repeat(40)}`, symbol: 'dUSD', decimals: 2 };

/** Two goods and a shop of this market, or the empty state of a market that has none. */
export const Cards = ({
  view,
  listings,
  shops,
}: {
  view: PageView;
  listings: readonly ListingSummary[];
  shops: readonly ShopSummary[];
}) =>
  listings.length === 0 ? (
    <Empty title={view.t('home.no_listings')} text={view.t('home.no_listings_text')} />
  ) : (
    <div class="stack">
      <ListingGrid view={view} listings={listings} />
      <ul class="stalls">
        {shops.map((shop) => (
          <ShopCard key={shop.address} view={view} shop={shop} />
        ))}
      </ul>
    </div>
  );

/** Badges of states, tags and chips. */
export const Badges = ({ view }: { view: PageView }) => (
  <div class="stack">
    <p class="actions">
      <CoverBadge view={view} coverBps={10_000} />
      <CoverBadge view={view} coverBps={4_000} />
      <CoverBadge view={view} coverBps={0} />
    </p>
    <p class="actions">
      <span class="state">{view.t('state.shipped')}</span>
      <span class="state state-disputed">{view.t('state.disputed')}</span>
      <Stars view={view} milliStars={4_600} />
    </p>
    <TagLinks view={view} tags={['stoneware', 'tea', '茶']} />
    <p class="chips">
      <span class="chip" aria-current="true">
        {view.t('design.chip_chosen')}
      </span>
      <span class="chip">{view.t('design.chip_other')}</span>
      <span class="chip chip-out">{view.t('design.chip_out')}</span>
    </p>
  </div>
);

const parts = [
  { word: 'design.row_shop', units: '2314' },
  { word: 'design.row_promoter', units: '208' },
  { word: 'design.row_fee', units: '78' },
] as const;

/** A table of three rows. */
export const Tables = ({ view }: { view: PageView }) => (
  <DataTable
    label={view.t('design.tables')}
    columns={[view.t('design.col_part'), view.t('design.col_amount'), view.t('design.col_when')]}
  >
    {parts.map(({ word, units }) => (
      <tr key={word}>
        <th scope="row">{view.t(word)}</th>
        <td class="number">{view.money(units, token)}</td>
        <td>{view.t('design.when_confirmed')}</td>
      </tr>
    ))}
  </DataTable>
);

/** An order of days with a detour, and a transaction of seconds. */
export const Steps = ({ view }: { view: PageView }) => (
  <div class="stack">
    <StopRail
      label={view.t('design.steps')}
      stops={[
        { key: 'paid', name: view.t('state.paid'), icon: 'check', state: 'done', here: false, between: false },
        { key: 'shipped', name: view.t('state.shipped'), icon: 'check', state: 'done', here: false, between: false },
        { key: 'disputed', name: view.t('state.disputed'), icon: 'scales', state: 'done', here: true, between: true },
        {
          key: 'completed',
          name: view.t('state.completed'),
          icon: 'arrow',
          state: 'ahead',
          here: false,
          between: false,
        },
      ]}
    />
    <StepLine steps={[view.t('state.paid'), view.t('state.shipped'), view.t('state.completed')]} reached={1} />
  </div>
);

const counts = [3, 5, 4, 9, 12, 8];
const months: MonthView[] = counts.map((orders, index) => ({
  month: `2026-0${index + 4}`,
  orders,
  paidUnits: '0',
  completed: orders - 1,
  failed: 1,
  disputed: 0,
  reviews: 0,
  meanMilliStars: null,
}));

/** A chart of months, and the bars of cover. */
export const Charts = ({ view }: { view: PageView }) => (
  <div class="stack">
    <MonthBars
      view={view}
      title={view.t('design.chart_title')}
      total={view.number(counts.reduce((sum, count) => sum + count, 0))}
      months={months}
      amount={view.number}
      say={({ orders, month }) =>
        view.t('design.chart_say', { count: view.number(orders), month: monthName(view.locale, month) })
      }
      parts={[
        { fill: 'outcome-good', value: ({ completed }) => completed },
        { fill: 'outcome-bad', value: ({ failed }) => failed },
      ]}
    />
    <div class="stack">
      <p class="small quiet">{view.t('design.bar_paid')}</p>
      {[10_000, 4_000, 0].map((coverBps) => (
        <CoverRail key={coverBps} view={view} coverBps={coverBps} />
      ))}
    </div>
  </div>
);

/** The four states of a list, and a note. */
export const States = ({ view }: { view: PageView }) => (
  <div class="stack">
    <Empty title={view.t('design.empty_title')} text={view.t('design.empty_text')} icon="bag">
      <a class="button" href="/search">
        {view.t('empty.home')}
      </a>
    </Empty>
    <Waiting text={view.t('design.waiting')} />
    <Banner tone="bad">
      <strong>{view.t('design.bad')}</strong>
      <p>{view.t('design.bad_hint')}</p>
      <p class="small quiet">
        <code>node.overloaded</code>
      </p>
    </Banner>
    <Banner tone="warn">
      <strong>{view.t('design.stale')}</strong>
    </Banner>
    <Banner tone="note" icon="people">
      {view.t('design.note')}
    </Banner>
  </div>
);
