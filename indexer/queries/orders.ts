import { type Kysely, sql } from 'kysely';
import type { Page } from '../../protocol/api/common.ts';
import type { OrderDetail, OrderStep, OrderSummary, OrderTermsView, TakenView } from '../../protocol/api/order.ts';
import { zoneId } from '../../protocol/delivery.ts';
import type { OrderState } from '../../protocol/order.ts';
import { type Hex, zeroAddress, zeroBytes32 } from '../../protocol/primitives.ts';
import type { Database, OrderRow, StoredListing } from '../store/schema.ts';
import { caseSummaries } from './case-summaries.ts';
import { cutPage, decodeCursor, encodeCursor } from './cursor.ts';
import { joinGroup, stateOf } from './order-state.ts';
import { orderSummaries } from './order-summaries.ts';

export interface ListOrdersParameters {
  buyer?: string | undefined;
  shop?: string | undefined;
  /** Who is paid a commission of the order, on either level. */
  promoter?: string | undefined;
  /** Operator of the pickup point. */
  pickup?: string | undefined;
  state?: OrderState | undefined;
  limit: number;
  cursor?: string | undefined;
}

/**
 * Lists orders, newest first.
 * @throws VouchError `cursor.invalid`
 */
export async function listOrders(db: Kysely<Database>, parameters: ListOrdersParameters): Promise<Page<OrderSummary>> {
  const { buyer, shop, promoter, pickup, state, limit } = parameters;
  const after = decodeCursor(parameters.cursor, { sort: 'paid', keys: ['number', 'number'] });
  const conditions = [
    sql`true`,
    ...(buyer === undefined ? [] : [sql`o.buyer = ${buyer}`]),
    ...(shop === undefined ? [] : [sql`o.shop = ${shop}`]),
    ...(promoter === undefined ? [] : [sql`(o.promoter = ${promoter} or o.parent = ${promoter})`]),
    ...(pickup === undefined ? [] : [sql`o.pickup = ${pickup}`]),
    ...(state === undefined ? [] : [sql`${stateOf} = ${state}`]),
    ...(after === undefined ? [] : [sql`(o.paid_block, o.paid_log) < (${after[0]}::int, ${after[1]}::int)`]),
  ];
  const { rows } = await sql<Pick<OrderRow, 'id' | 'paid_block' | 'paid_log'>>`
    select o.id, o.paid_block, o.paid_log from orders o ${joinGroup} where ${sql.join(conditions, sql` and `)}
    order by o.paid_block desc, o.paid_log desc limit ${limit + 1}`.execute(db);
  const { kept, nextCursor } = cutPage(rows, limit, (row) => encodeCursor('paid', [row.paid_block, row.paid_log]));
  return {
    items: await orderSummaries(
      db,
      kept.map(({ id }) => id),
    ),
    nextCursor,
  };
}

/**
 * Everything about one order, or undefined when the chain has none with this ID.
 * @param now Unix seconds
 */
export async function getOrder(db: Kysely<Database>, id: string, now: number): Promise<OrderDetail | undefined> {
  // Safety: an ID of another form finds no row.
  const orderId = id as Hex;
  const [row, [summary], steps, [courtCase], filled, taken] = await Promise.all([
    db
      .selectFrom('orders as o')
      .leftJoin('listing_documents as d', (join) =>
        join.onRef('d.digest', '=', 'o.listing').onRef('d.shop', '=', 'o.shop'),
      )
      .leftJoin('reviews as r', 'r.order_id', 'o.id')
      .leftJoin('held_sealed as held', 'held.digest', 'o.details')
      .selectAll('o')
      .select(['d.document', 'r.replied_at', 'held.digest as held_digest'])
      .where('o.id', '=', orderId)
      .executeTakeFirst(),
    orderSummaries(db, [orderId]),
    db.selectFrom('order_steps').selectAll().where('order_id', '=', orderId).orderBy('block').orderBy('log').execute(),
    caseSummaries(db, [orderId], now),
    filledStep(db, orderId),
    takenBy(db, orderId),
  ]);
  if (row === undefined || summary === undefined) return undefined;
  return {
    ...summary,
    terms: termsOf(row),
    buyerBps: row.buyer_bps,
    sellerBps: row.seller_bps,
    answered: row.answered,
    feeUnits: row.fee_units,
    payout: row.payout,
    steps: withFilled(steps.map(stepOf), filled),
    deliveryNames: zoneNames(row.document, row.zone),
    leader: row.leader === zeroAddress ? null : row.leader,
    pickup: row.pickup === zeroAddress ? null : row.pickup,
    handover: row.handover !== zeroBytes32,
    discountUnits: row.discount_units,
    taken: taken ?? null,
    case: courtCase ?? null,
    detailsHeld: row.held_digest !== null,
    replied: row.replied_at !== null,
  };
}

const termsOf = (row: OrderRow): OrderTermsView => ({
  buyer: row.buyer,
  shop: row.shop,
  token: row.token,
  promoter: row.promoter,
  parent: row.parent,
  host: row.host,
  leader: row.leader,
  pickup: row.pickup,
  arbitrator: row.arbitrator,
  listing: row.listing,
  sku: row.sku,
  details: row.details,
  zone: row.zone,
  group: row.group_id,
  handover: row.handover,
  totalUnits: row.total_units,
  coverageUnits: row.coverage_units,
  version: row.version,
  paidAt: String(row.paid_at),
  index: row.index,
  quantity: row.quantity,
  kind: row.kind,
  shipWithinSeconds: row.ship_within_seconds,
  inspectWithinSeconds: row.inspect_within_seconds,
  commissionBps: row.commission_bps,
  parentBps: row.parent_bps,
  hostBps: row.host_bps,
  leaderBps: row.leader_bps,
  pickupBps: row.pickup_bps,
  parameters: row.parameters,
});

const stepOf = (row: Database['order_steps']): OrderStep => ({
  // Safety: both columns are written by the handlers from these very types.
  event: row.event as OrderStep['event'],
  by: row.by as OrderStep['by'],
  at: row.at,
  block: row.block,
  transaction: row.transaction,
  refundBps: row.refund_bps,
  content: row.content,
});

/** What the order's discount used up. */
async function takenBy(db: Kysely<Database>, orderId: Hex): Promise<TakenView | undefined> {
  const row = await db.selectFrom('discounts').selectAll().where('order_id', '=', orderId).executeTakeFirst();
  return (
    row && {
      couponId: row.coupon_id,
      firstOrderOnly: row.first_order_only,
      pointsIssuer: row.points_issuer,
      points: row.points,
      givenBack: row.given_back,
    }
  );
}

/** The step in which an order's group filled up: one event of the chain stands for all its orders. */
async function filledStep(db: Kysely<Database>, orderId: Hex): Promise<OrderStep | undefined> {
  const { rows } = await sql<Pick<OrderStep, 'at' | 'block' | 'transaction'>>`
    select g.filled_at as at, g.filled_block as block, g.filled_transaction as transaction
    from orders o join groups g on g.id = o.group_id where o.id = ${orderId} and g.filled_at is not null`.execute(db);
  return rows[0] && { event: 'filled', by: null, refundBps: null, content: null, ...rows[0] };
}

/** Puts the filling of the group where it belongs: after the payment, which may come in the same transaction. */
function withFilled(steps: OrderStep[], filled: OrderStep | undefined): OrderStep[] {
  if (filled === undefined) return steps;
  const later = steps.findIndex(({ event, block }) => event !== 'paid' && block >= filled.block);
  return steps.toSpliced(later === -1 ? steps.length : later, 0, filled);
}

const zoneNames = (document: StoredListing | null, zone: Hex) =>
  document?.delivery.find((choice) => zoneId(choice.zone) === zone)?.name ?? {};
