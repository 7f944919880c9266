import type { DepositView, ShopSummary } from '../../protocol/api/shop.ts';
import type { ShopTrustView } from '../../protocol/api/trust.ts';
import type { PageView } from '../page-view.ts';
import { DepositBar, mainDeposit, shareOf } from './deposit-bar.tsx';

const Rows = ({ view, deposit }: { view: PageView; deposit: DepositView }) => {
  const { token } = deposit;
  return (
    <dl class="legend">
      <div>
        <dt>
          <span class="swatch swatch-locked" aria-hidden="true" />
          {view.t('shop.locked')}
        </dt>
        <dd class="number">{view.money(deposit.lockedUnits, token)}</dd>
      </div>
      <div>
        <dt>
          <span class="swatch swatch-free" aria-hidden="true" />
          {view.t('shop.free')}
        </dt>
        <dd class="number">{view.money(deposit.freeUnits, token)}</dd>
      </div>
      {deposit.unbondingUnits !== '0' && (
        <div>
          <dt>
            <span class="swatch swatch-leaving" aria-hidden="true" />
            {view.t('shop.unbonding')}
          </dt>
          <dd>
            <span class="number">{view.money(deposit.unbondingUnits, token)}</span>
            {deposit.releaseAt !== null && (
              <span class="small quiet"> {view.t('shop.release', { date: view.date(deposit.releaseAt) })}</span>
            )}
          </dd>
        </div>
      )}
    </dl>
  );
};

/** What open orders are worth, drawn to the scale of the deposit above. */
const OpenOrders = ({
  view,
  deposit,
  openUnits,
}: {
  view: PageView;
  deposit: DepositView;
  openUnits: string | null;
}) =>
  openUnits === null ? null : (
    <div class="open-orders">
      <dl class="legend">
        <div>
          <dt>
            <span class="swatch swatch-part" aria-hidden="true" />
            {view.t('shop.open_orders')}
          </dt>
          <dd class="number">{view.money(openUnits, deposit.token)}</dd>
        </div>
      </dl>
      <svg class="rail" height="22" aria-hidden="true">
        <rect class="rail-ground" width="100%" height="22" rx="3" />
        <rect
          class="rail-escrow"
          width={`${Math.min(100, shareOf(openUnits, deposit.stakedUnits))}%`}
          height="22"
          rx="3"
        />
      </svg>
    </div>
  );

/** The deposits of a shop against its open orders. */
export const DepositPanel = ({
  view,
  shop,
  deposits = [],
}: {
  view: PageView;
  shop: ShopSummary;
  /** Open orders in each token, where they are known; else all are shown beside the main deposit. */
  deposits?: readonly ShopTrustView['deposits'][number][];
}) => {
  const main = mainDeposit(shop.deposits);
  const openUnits = (deposit: DepositView): string | null =>
    deposits.find(({ token }) => token.address === deposit.token.address)?.openUnits ??
    (deposit === main ? shop.outcomes.openUnits : null);
  const staked = shop.deposits.filter(({ stakedUnits }) => stakedUnits !== '0');
  return (
    <section class="panel" aria-labelledby="deposit">
      <h2 id="deposit">{view.t('shop.deposit')}</h2>
      <p class="quiet">{view.t('shop.deposit_lead')}</p>
      {staked.length === 0 && <p class="tone-bad">{view.t('shop.no_deposit')}</p>}
      {staked.map((deposit) => (
        <div class="deposit" key={deposit.token.address}>
          <p class="big-number">{view.money(deposit.stakedUnits, deposit.token)}</p>
          <DepositBar view={view} deposit={deposit} tall />
          <Rows view={view} deposit={deposit} />
          <OpenOrders view={view} deposit={deposit} openUnits={openUnits(deposit)} />
        </div>
      ))}
    </section>
  );
};
