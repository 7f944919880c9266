import type { ShopSummary } from '../../protocol/api/shop.ts';
import type { PageView } from '../page-view.ts';
import { Icon } from './icon.tsx';

/** Share of one buyer in a score's weight from which a reader should know of it. */
const notableShareBps = 3_000;

/** How the orders of a shop ended, as one bar and its parts. */
export const OutcomesPanel = ({ view, shop }: { view: PageView; shop: ShopSummary }) => {
  const { outcomes } = shop;
  const parts = [
    { name: 'good', word: 'shop.completed', count: outcomes.completed },
    { name: 'part', word: 'shop.settled', count: outcomes.settled },
    { name: 'quiet', word: 'shop.cancelled', count: outcomes.cancelled },
    { name: 'late', word: 'shop.not_shipped', count: outcomes.notShipped },
    { name: 'bad', word: 'shop.lost', count: outcomes.disputesLost },
  ] as const;
  const total = parts.reduce((sum, { count }) => sum + count, 0);
  let before = 0;
  return (
    <section class="panel" aria-labelledby="outcomes">
      <h2 id="outcomes">{view.t('shop.outcomes')}</h2>
      {total === 0 ? (
        <p class="quiet">{view.t('shop.no_orders')}</p>
      ) : (
        <svg class="rail" height="22" aria-hidden="true">
          {parts.map(({ name, count }) => {
            const x = (100 * before) / total;
            before += count;
            return count === 0 ? null : (
              <rect key={name} class={`outcome-${name}`} x={`${x}%`} width={`${(100 * count) / total}%`} height="22" />
            );
          })}
        </svg>
      )}
      <dl class="legend">
        {(total === 0 ? [] : parts).map(({ name, word, count }) => (
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
