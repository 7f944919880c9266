import { type Kysely, sql } from 'kysely';
import type { Page } from '../../protocol/api/common.ts';
import type { OrderDetail, OrderStep, OrderSummary, OrderTermsView } from '../../protocol/api/order.ts';
import { zoneId } from '../../protocol/delivery.ts';
import type { OrderState } from '../../protocol/order.ts';
import type { Hex } from '../../protocol/primitives.ts';
import type { Database, OrderRow, StoredListing } from '../store/schema.ts';
import { cutPage, decodeCursor, encodeCursor } from './cursor.ts';
import { orderSummaries } from './order-summaries.ts';

export interface ListOrdersParameters {
  buyer?: string | undefined;
  shop?: string | undefined;
  /** Who is paid a commission of the order, on either level. */
  promoter?: string | undefined;
  state?: OrderState | undefined;
  limit: number;
  cursor?: string | undefined;
}

/**
 * Lists orders, newest first.
 * @throws VouchError `cursor.invalid`
 */
export async function listOrders(db: Kysely<Database>, parameters: ListOrdersParameters): Promise<Page<OrderSummary>> {
  const { buyer, shop, promoter, state, limit } = parameters;
  const after = decodeCursor(parameters.cursor, { sort: 'paid', keys: ['number', 'number'] });
  const conditions = [
    sql`true`,
    ...(buyer === undefined ? [] : [sql`buyer = ${buyer}`]),
    ...(shop === undefined ? [] : [sql`shop = ${shop}`]),
    ...(promoter === undefined ? [] : [sql`(promoter = ${promoter} or parent = ${promoter})`]),
    ...(state === undefined ? [] : [sql`state = ${state}`]),
    ...(after === undefined ? [] : [sql`(paid_block, paid_log) < (${after[0]}::int, ${after[1]}::int)`]),
  ];
  const { rows } = await sql<Pick<OrderRow, 'id' | 'paid_block' | 'paid_log'>>`
    select id, paid_block, paid_log from orders where ${sql.join(conditions, sql` and `)}
    order by paid_block desc, paid_log desc limit ${limit + 1}`.execute(db);
  const { kept, nextCursor } = cutPage(rows, limit, (row) => encodeCursor('paid', [row.paid_block, row.paid_log]));
  return {
    items: await orderSummaries(
      db,
      kept.map(({ id }) => id),
    ),
    nextCursor,
  };
}

/** Everything about one order, or undefined when the chain has none with this ID. */
export async function getOrder(db: Kysely<Database>, id: string): Promise<OrderDetail | undefined> {
  // Safety: an ID of another form finds no row.
  const orderId = id as Hex;
  const [row, [summary], steps] = await Promise.all([
    db
      .selectFrom('orders as o')
      .leftJoin('listing_documents as d', (join) =>
        join.onRef('d.digest', '=', 'o.listing').onRef('d.shop', '=', 'o.shop'),
      )
      .leftJoin('reviews as r', 'r.order_id', 'o.id')
      .leftJoin('held_details as held', 'held.digest', 'o.details')
      .selectAll('o')
      .select(['d.document', 'r.replied_at', 'held.digest as held_digest'])
      .where('o.id', '=', orderId)
      .executeTakeFirst(),
    orderSummaries(db, [orderId]),
    db.selectFrom('order_steps').selectAll().where('order_id', '=', orderId).orderBy('block').orderBy('log').execute(),
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
    steps: steps.map(stepOf),
    deliveryNames: zoneNames(row.document, row.zone),
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
  arbitrator: row.arbitrator,
  listing: row.listing,
  sku: row.sku,
  details: row.details,
  zone: row.zone,
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

const zoneNames = (document: StoredListing | null, zone: Hex) =>
  document?.delivery.find((choice) => zoneId(choice.zone) === zone)?.name ?? {};
