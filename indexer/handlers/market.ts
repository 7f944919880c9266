import type { PayoutView } from '../../protocol/api/order.ts';
import { orderOutcomes, orderStates } from '../../protocol/order.ts';
import { type Address, type Hex, zeroAddress, zeroBytes32 } from '../../protocol/primitives.ts';
import { feePaid, type Payout, sellerFailed, splitPayment } from '../../protocol/split.ts';
import type { HandlerContext } from './context.ts';
import type { EventArgs, EventPlace, Handlers } from './events.ts';
import { recordEvidence } from './record-evidence.ts';
import { recordStep } from './record-step.ts';

/** Orders: from payment to the final state. */
export const marketHandlers: Handlers<'market', HandlerContext> = {
  OrderPaid: ({ orderId, order, soldUnits }, place, context) => {
    const { rows } = context;
    insertOrder({ orderId, order }, place, context);
    addCommissions({ orderId, order }, place, context);
    rows.upsert('sold', { shop: lower(order.shop), sku: order.sku }, { set: { units: Number(soldUnits) } });
    rows.upsert('shop_records', { shop: lower(order.shop) }, { add: { open: 1 } });
    rows.upsert('shop_buyers', { shop: lower(order.shop), buyer: lower(order.buyer) }, { add: { orders: 1 } });
    rows.want(order.listing, 'listing', orderId);
    rows.want(order.details, 'details', orderId);
    recordStep(context, place, { orderId, event: 'paid', by: 'buyer' });
  },
  OrderDiscounted: ({ orderId, discountUnits }, _place, { rows }) =>
    rows.update('orders', { id: orderId }, { set: { discount_units: discountUnits } }),
  OrderShipped: ({ orderId, shipment, deadline }, place, context) => {
    const set = { state: 'shipped', deadline, changed_block: place.block } as const;
    context.rows.update('orders', { id: orderId }, { set });
    recordStep(context, place, { orderId, event: 'shipped', by: 'seller', content: shipment });
  },
  OrderDisputed: ({ orderId, buyerBps, evidence, deadline }, place, context) => {
    const set = { state: 'disputed', buyer_bps: buyerBps, deadline, changed_block: place.block } as const;
    context.rows.update('orders', { id: orderId }, { set });
    recordEvidence(context, place, { orderId, by: 'buyer', via: 'dispute', digest: evidence });
    recordStep(context, place, { orderId, event: 'disputed', by: 'buyer', refundBps: buyerBps, content: evidence });
  },
  OrderProposed: ({ orderId, by, refundBps, evidence, deadline }, place, context) => {
    const isSeller = context.orders.get(orderId)?.shop === by;
    const proposal = isSeller ? { seller_bps: refundBps, answered: true } : { buyer_bps: refundBps };
    context.rows.update('orders', { id: orderId }, { set: { ...proposal, deadline, changed_block: place.block } });
    const party = isSeller ? 'seller' : 'buyer';
    recordEvidence(context, place, { orderId, by: party, via: 'proposal', digest: evidence });
    recordStep(context, place, { orderId, event: 'proposed', by: party, refundBps, content: evidence });
  },
  OrderEscalated: ({ orderId, by, deadline }, place, context) => {
    const set = { state: 'escalated', deadline, changed_block: place.block } as const;
    context.rows.update('orders', { id: orderId }, { set });
    // A court that takes its cases itself is the caller; the party is who just paid for the first round.
    const caller = context.payers.get(orderId) ?? by;
    const isSeller = context.orders.get(orderId)?.shop === caller;
    recordStep(context, place, { orderId, event: 'escalated', by: isSeller ? 'seller' : 'buyer' });
  },
  OrderClosed: closeOrder,
};

type Paid = Pick<EventArgs<'market', 'OrderPaid'>, 'orderId' | 'order'>;

/** Decoded addresses are lower case already; this says so to the types. */
const lower = (address: string): Address => address as Address;

function insertOrder({ orderId, order }: Paid, place: EventPlace, { rows, orders }: HandlerContext): void {
  const shop = lower(order.shop);
  const isPooling = order.group !== zeroBytes32;
  const { sku, quantity, totalUnits } = order;
  const token = lower(order.token);
  orders.set(orderId, { buyer: lower(order.buyer), shop, token, sku, quantity, totalUnits });
  rows.upsert('open_units', { shop, token }, { add: { units: totalUnits } });
  rows.insert('orders', {
    id: orderId,
    buyer: lower(order.buyer),
    shop,
    token,
    promoter: lower(order.promoter),
    parent: lower(order.parent),
    host: lower(order.host),
    leader: lower(order.leader),
    pickup: lower(order.pickup),
    arbitrator: lower(order.arbitrator),
    listing: order.listing,
    sku: order.sku,
    details: order.details,
    zone: order.zone,
    group_id: order.group,
    handover: order.handover,
    total_units: order.totalUnits,
    coverage_units: order.coverageUnits,
    version: order.version,
    paid_at: Number(order.paidAt),
    index: order.index,
    quantity: order.quantity,
    kind: order.kind,
    ship_within_seconds: order.shipWithinSeconds,
    inspect_within_seconds: order.inspectWithinSeconds,
    commission_bps: order.commissionBps,
    parent_bps: order.parentBps,
    host_bps: order.hostBps,
    leader_bps: order.leaderBps,
    pickup_bps: order.pickupBps,
    discount_units: 0n,
    parameters: order.parameters,
    state: isPooling ? 'pooling' : 'paid',
    outcome: 'none',
    // The deadline of a pooling order is its group's.
    deadline: isPooling ? null : place.time + order.shipWithinSeconds,
    buyer_bps: null,
    seller_bps: null,
    answered: false,
    fee_units: 0n,
    payout: null,
    closed_at: null,
    paid_block: place.block,
    paid_log: place.log,
    changed_block: place.block,
  });
}

/** What the promoters will earn if nothing is refunded. */
function addCommissions({ orderId, order }: Paid, place: EventPlace, { rows }: HandlerContext): void {
  const { promoterUnits, parentUnits } = splitPayment({
    ...order,
    refundBps: 0,
    feeBps: order.parameters.feeBps,
    hasPromoter: order.promoter !== zeroAddress,
    hasParent: order.parent !== zeroAddress,
    hasHost: order.host !== zeroAddress,
    hasLeader: order.leader !== zeroAddress,
    hasPickup: order.pickup !== zeroAddress,
  });
  const levels = [
    { level: 1, promoter: lower(order.promoter), units: promoterUnits },
    { level: 2, promoter: lower(order.parent), units: parentUnits },
  ];
  for (const { level, promoter, units } of levels) {
    if (promoter === zeroAddress) continue;
    const row = { promoter, token: lower(order.token), units, state: 'pending', at: place.time } as const;
    rows.insert('commissions', { order_id: orderId, level, ...row });
  }
}

function closeOrder(
  { orderId, shop, buyer, state, outcome, payout }: EventArgs<'market', 'OrderClosed'>,
  place: EventPlace,
  context: HandlerContext,
): void {
  const { rows, orders } = context;
  const ending = orderOutcomes[outcome] ?? 'none';
  if (ending === 'group_expired') unsell({ orderId, shop, buyer }, context);
  const order = orders.get(orderId);
  if (order !== undefined)
    rows.upsert('open_units', { shop: order.shop, token: order.token }, { add: { units: -order.totalUnits } });
  const refundBps = refundOf(payout);
  rows.update(
    'orders',
    { id: orderId },
    {
      set: {
        state: orderStates[state] ?? 'none',
        outcome: ending,
        deadline: null,
        fee_units: feePaid(payout),
        payout: payoutView(payout),
        closed_at: place.time,
        changed_block: place.block,
      },
    },
  );
  const earned = { 1: payout.promoterUnits, 2: payout.parentUnits };
  for (const level of [1, 2] as const) {
    const units = earned[level];
    const set = { units, state: units > 0n ? 'earned' : 'void', at: place.time } as const;
    rows.update('commissions', { order_id: orderId, level }, { set });
  }
  const disputed = disputeOutcomes.has(ending) ? 1 : 0;
  const lost = disputed === 1 && sellerFailed(ending, refundBps) ? 1 : 0;
  const counter = counters[ending];
  rows.upsert(
    'shop_records',
    { shop: lower(shop) },
    {
      add: { open: -1, disputed, disputes_lost: lost, ...(counter === undefined ? {} : { [counter]: 1 }) },
    },
  );
  const actor = closers[ending] ?? null;
  const shown = counters[ending] === 'completed' ? null : refundBps;
  recordStep(context, place, { orderId, event: 'closed', by: actor, refundBps: shown });
}

/** A sale that its group never made: its units can be sold again, and nobody bought anything. */
function unsell(
  { orderId, shop, buyer }: { orderId: Hex; shop: string; buyer: string },
  { rows, orders }: HandlerContext,
): void {
  rows.upsert('shop_buyers', { shop: lower(shop), buyer: lower(buyer) }, { add: { orders: -1 } });
  const order = orders.get(orderId);
  if (order !== undefined)
    rows.upsert('sold', { shop: order.shop, sku: order.sku }, { add: { units: -order.quantity } });
}

type Outcome = (typeof orderOutcomes)[number];

/** Who ended an order. An agreement or a hand-over came from one of two, and a deadline was poked by anyone. */
const closers: Partial<Record<Outcome, 'buyer' | 'seller' | 'arbitrator'>> = {
  confirmed: 'buyer',
  cancelled_by_seller: 'seller',
  arbitrated: 'arbitrator',
  arbitrator_refused: 'arbitrator',
};

/** The counter of a shop's record that an outcome raises beside those of disputes. */
const counters: Partial<Record<Outcome, 'completed' | 'cancelled' | 'not_shipped' | 'settled'>> = {
  confirmed: 'completed',
  inspection_over: 'completed',
  handed_over: 'completed',
  cancelled_by_seller: 'cancelled',
  not_shipped: 'not_shipped',
  agreed: 'settled',
};

const disputeOutcomes: ReadonlySet<Outcome> = new Set([
  'agreed',
  'seller_silent',
  'not_escalated',
  'arbitrated',
  'arbitrator_silent',
  'arbitrator_refused',
]);

/** The refund that a payout means, in basis points of the total. */
function refundOf(payout: Payout): number {
  const { penaltyUnits: _penalty, coverageFeeUnits: _fee, costsUnits: _costs, ...parts } = payout;
  const total = Object.values(parts).reduce((sum, units) => sum + units, 0n);
  if (total === 0n) return 0;
  // The contract rounds the refund down, so the basis points that gave it are found by rounding up.
  return Number((payout.buyerUnits * 10_000n + total - 1n) / total);
}

const payoutView = (payout: Payout): PayoutView => ({
  buyerUnits: payout.buyerUnits.toString(),
  sellerUnits: payout.sellerUnits.toString(),
  promoterUnits: payout.promoterUnits.toString(),
  parentUnits: payout.parentUnits.toString(),
  hostUnits: payout.hostUnits.toString(),
  leaderUnits: payout.leaderUnits.toString(),
  pickupUnits: payout.pickupUnits.toString(),
  feeUnits: payout.feeUnits.toString(),
  penaltyUnits: payout.penaltyUnits.toString(),
  coverageFeeUnits: payout.coverageFeeUnits.toString(),
  costsUnits: payout.costsUnits.toString(),
});
