import type { OrderDetail, PayoutView } from '../../protocol/api/order.ts';
import { orderFromView } from '../../protocol/order-view.ts';
import { closeOrder } from '../../protocol/split.ts';
import type { PageView } from '../page-view.ts';
import { Icon } from './icon.tsx';

/** What everyone gets if the buyer confirms. */
const payoutAhead = ({ terms }: OrderDetail): PayoutView => {
  const payout = closeOrder({
    order: orderFromView(terms),
    outcome: 'confirmed',
    refundBps: 0,
  });
  return {
    buyerUnits: String(payout.buyerUnits),
    sellerUnits: String(payout.sellerUnits),
    promoterUnits: String(payout.promoterUnits),
    parentUnits: String(payout.parentUnits),
    hostUnits: String(payout.hostUnits),
    leaderUnits: String(payout.leaderUnits),
    pickupUnits: String(payout.pickupUnits),
    feeUnits: String(payout.feeUnits),
    penaltyUnits: '0',
    coverageFeeUnits: '0',
    costsUnits: '0',
  };
};

const parts = [
  { key: 'sellerUnits', word: 'order.to_seller', name: 'seller' },
  { key: 'buyerUnits', word: 'order.to_buyer', name: 'buyer' },
  { key: 'promoterUnits', word: 'order.to_promoter', name: 'promoter' },
  { key: 'parentUnits', word: 'order.to_parent', name: 'parent' },
  { key: 'hostUnits', word: 'order.to_host', name: 'host' },
  { key: 'leaderUnits', word: 'order.to_leader', name: 'leader' },
  { key: 'pickupUnits', word: 'order.to_pickup', name: 'pickup' },
  { key: 'feeUnits', word: 'order.to_fee', name: 'fee' },
] as const;

const extras = [
  { key: 'penaltyUnits', word: 'order.penalty' },
  { key: 'costsUnits', word: 'order.costs' },
  { key: 'coverageFeeUnits', word: 'order.coverage_fee' },
] as const;

const Split = ({ view, order, payout }: { view: PageView; order: OrderDetail; payout: PayoutView }) => {
  const total = BigInt(order.totalUnits);
  let before = 0;
  const shown = parts.filter(({ key }) => payout[key] !== '0');
  return (
    <>
      <h3>{view.t(order.payout === null ? 'order.split_ahead' : 'order.split')}</h3>
      <svg class="rail" height="22" aria-hidden="true">
        {shown.map(({ key, name }) => {
          const width = total === 0n ? 0 : Number((BigInt(payout[key]) * 100_000n) / total) / 1_000;
          const x = before;
          before += width;
          return <rect key={name} class={`split-${name}`} x={`${x}%`} width={`${width}%`} height="22" />;
        })}
      </svg>
      <dl class="legend">
        {shown.map(({ key, word, name }) => (
          <div key={name}>
            <dt>
              <span class={`swatch split-${name}`} aria-hidden="true" />
              {view.t(word)}
            </dt>
            <dd class="number">{view.money(payout[key], order.token)}</dd>
          </div>
        ))}
        {extras
          .filter(({ key }) => payout[key] !== '0')
          .map(({ key, word }) => (
            <div class="legend-line" key={key}>
              <dt>{view.t(word)}</dt>
              <dd class="number">{view.money(payout[key], order.token)}</dd>
            </div>
          ))}
      </dl>
    </>
  );
};

/** Where the money of an order is: held while it is open, and how it is or would be split. */
export const OrderMoney = ({ view, order }: { view: PageView; order: OrderDetail }) => {
  const smooth = order.state === 'pooling' || order.state === 'paid' || order.state === 'shipped';
  const payout = order.payout ?? (smooth ? payoutAhead(order) : null);
  return (
    <section class="panel" aria-labelledby="money">
      <h2 id="money">{view.t('order.amounts')}</h2>
      <dl class="legend">
        <div>
          <dt>{view.t('order.total')}</dt>
          <dd class="number big">{view.money(order.totalUnits, order.token)}</dd>
        </div>
        {order.discountUnits !== '0' && (
          <div>
            <dt>{view.t('order.discount')}</dt>
            <dd class="number">{view.money(order.discountUnits, order.token)}</dd>
          </div>
        )}
        {order.payout === null && (
          <div>
            <dt>
              <Icon name="lock" size={16} /> {view.t('order.held')}
            </dt>
            <dd class="number">{view.money(order.totalUnits, order.token)}</dd>
          </div>
        )}
        {order.payout === null && (
          <div>
            <dt>
              <Icon name="seal" size={16} /> {view.t('order.coverage')}
            </dt>
            <dd class="number">{view.money(order.terms.coverageUnits, order.token)}</dd>
          </div>
        )}
      </dl>
      {payout !== null && <Split view={view} order={order} payout={payout} />}
    </section>
  );
};
