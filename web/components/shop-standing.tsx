import type { ShopSummary } from '../../protocol/api/shop.ts';
import type { PageView } from '../page-view.ts';
import { DepositBar, mainDeposit } from './deposit-bar.tsx';
import { endedOrders, OutcomesBar } from './outcomes-panel.tsx';
import { Score } from './stars.tsx';

/** A shop's score, deposit and outcomes at a glance, each leading to all that is known of it further down. */
export const ShopStanding = ({ view, shop }: { view: PageView; shop: ShopSummary }) => {
  const deposit = mainDeposit(shop.deposits);
  const ended = endedOrders(shop.outcomes);
  return (
    <ul class="shop-standing" aria-label={view.t('shop.trust')}>
      <li>
        <a href="#score">{view.t('shop.score')}</a>
        <Score view={view} score={shop.score} />
      </li>
      <li>
        <a href="#deposit">{view.t('shop.deposit')}</a>
        {deposit === null || deposit.stakedUnits === '0' ? (
          <span class="tone-bad">{view.t('shop.no_deposit')}</span>
        ) : (
          <>
            <strong class="number">{view.money(deposit.stakedUnits, deposit.token)}</strong>
            <DepositBar view={view} deposit={deposit} />
          </>
        )}
      </li>
      <li>
        <a href="#outcomes">{view.t('shop.outcomes')}</a>
        {ended === 0 ? (
          <span class="quiet">{view.t('shop.no_orders')}</span>
        ) : (
          <>
            <strong>{view.t('shop.completed_of', { completed: shop.outcomes.completed, ended })}</strong>
            <OutcomesBar outcomes={shop.outcomes} height={12} />
          </>
        )}
      </li>
    </ul>
  );
};
