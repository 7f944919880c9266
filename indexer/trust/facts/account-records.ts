import type { Connection } from '../../store/batch-write.ts';
import { disputeLost, disputeWon, isDisputed, isRefunded, isSale } from './outcomes.ts';

/** A record counts so many of an account's newest orders: it bounds what one change costs. */
export const RECORD_ORDERS = 5_000;

const newest = (column: 'buyer' | 'promoter') => `
  select o.*, r.stars from (
    select * from orders o where o.${column} = named.account and ${isSale}
    order by o.paid_block desc, o.paid_log desc limit ${RECORD_ORDERS}) o
  left join reviews r on r.order_id = o.id`;

const reviewed = 'count(o.stars)::int as reviews, coalesce(sum(o.stars), 0)::int as stars';

/** Computes what accounts did as buyers. */
export async function writeBuyerRecords(client: Connection, buyers: readonly string[]): Promise<void> {
  await client.query('delete from buyer_records where buyer = any($1)', [buyers]);
  await client.query(
    `insert into buyer_records
     select named.account, record.* from unnest($1::text[]) as named (account)
     cross join lateral (
       select count(*)::int as orders, count(distinct o.shop)::int as shops,
         count(*) filter (where o.state = 'completed')::int as completed,
         count(*) filter (where ${isRefunded})::int as refunded, count(*) filter (where ${isDisputed})::int as disputed,
         count(*) filter (where ${disputeWon})::int as won, count(*) filter (where ${disputeLost})::int as lost,
         ${reviewed}, min(o.paid_at) as first_at
       from (${newest('buyer')}) o) record
     where record.orders > 0`,
    [buyers],
  );
}

/** Computes what became of the sales that promoters brought themselves. */
export async function writePromoterRecords(client: Connection, promoters: readonly string[]): Promise<void> {
  await client.query('delete from promoter_records where promoter = any($1)', [promoters]);
  await client.query(
    `insert into promoter_records
     select named.account, record.* from unnest($1::text[]) as named (account)
     cross join lateral (
       select count(*)::int as sales, count(*) filter (where ${isRefunded})::int as refunded,
         count(*) filter (where ${isDisputed})::int as disputed, ${reviewed}
       from (${newest('promoter')}) o) record
     where record.sales > 0`,
    [promoters],
  );
}
