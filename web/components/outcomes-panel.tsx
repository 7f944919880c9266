import type { ShopSummary } from '../../protocol/api/shop.ts';
import type { PageView } from '../page-view.ts';
import { Icon } from './icon.tsx';

/** Share of one buyer in a score's weight from which a reader should know of it. */
const notableShareBps = 3_000;

type Outcomes = ShopSummary['outcomes'];

const partsOf = (outcomes: Outcomes) =>
  [
    { name: 'good', word: 'shop.completed', count: outcomes.completed },
    { name: 'part', word: 'shop.settled', count: outcomes.settled },
    { name: 'quiet', word: 'shop.cancelled', count: outcomes.cancelled },
    { name: 'late', word: 'shop.not_shipped', count: outcomes.notShipped },
    { name: 'bad', word: 'shop.lost', count: outcomes.disputesLost },
  ] as const;

/** Orders of a shop that have ended, in whatever way. */
export const endedOrders = (outcomes: Outcomes): number => partsOf(outcomes).reduce((sum, { count }) => sum + count, 0);

/** How the orders of a shop ended, as a bar; the words stand beside it. */
export const OutcomesBar = ({ outcomes, height }: { outcomes: Outcomes; height: number }) => {
  const total = endedOrders(outcomes);
  let before = 0;
  return (
    <svg class="rail" height={height} aria-hidden="true">
      {partsOf(outcomes).map(({ name, count }) => {
        const x = (100 * before) / total;
        before += count;
        const width = `${(100 * count) / total}%`;
        return count === 0 ? null : (
          <rect key={name} class={`outcome-${name}`} x={`${x}%`} width={width} height={height} />
        );
      })}
    </svg>
  );
};

/** How the orders of a shop ended, as one bar and its parts. */
export const OutcomesPanel = ({ view, shop }: { view: PageView; shop: ShopSummary }) => {
  const { outcomes } = shop;
  const total = endedOrders(outcomes);
  return (
    <section class="panel" aria-labelledby="outcomes">
      <h2 id="outcomes">{view.t('shop.outcomes')}</h2>
      {total === 0 ? <p class="quiet">{view.t('shop.no_orders')}</p> : <OutcomesBar outcomes={outcomes} height={22} />}
      <dl class="legend">
        {(total === 0 ? [] : partsOf(outcomes)).map(({ name, word, count }) => (
          <div key={name}>
            <dt>
              <span class={`swatch swatch-${name}`} aria-hidden="true" />
              {view.t(word)}
            </dt>
            <dd class="number">{view.number(count)}</dd>
          </div>
        ))}
        <div class="legend-line">
          <dt>{view.t('shop.buyers')}</dt>
          <dd class="number">{view.number(outcomes.distinctBuyers)}</dd>
        </div>
      </dl>
      {outcomes.topBuyerBps >= notableShareBps && (
        <p class="small tone-warn">
          <Icon name="warning" size={16} />{' '}
          {view.t('shop.top_buyer', { percent: view.percent(Math.round(outcomes.topBuyerBps / 100) * 100) })}
        </p>
      )}
    </section>
  );
};
