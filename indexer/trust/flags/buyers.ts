import type { Connection } from '../../store/batch-write.ts';
import { RECORD_ORDERS } from '../facts/account-records.ts';
import { isDisputed, isSale } from '../facts/outcomes.ts';
import { insertFlags, orders } from './evidence.ts';
import { thresholds } from './thresholds.ts';

const { disputes, disputesWarning, disputedShops, disputedBps } = thresholds;

/** Buyers who dispute nearly every order, at several shops, and were mostly not found right. */
const alwaysDisputes = `${insertFlags}
  select 'buyer', b.buyer, '', 'always_disputes', case when b.disputed >= ${disputesWarning} then 'warning' else 'note' end,
    (b.disputed * 10000 / b.orders)::int, b.disputed, found.since, found.evidence
  from buyer_records b
  cross join lateral (
    select count(distinct o.shop) as shops, min(o.paid_at) as since,
      ${orders('o.id', { by: 'o.paid_block desc, o.paid_log desc' })} as evidence
    from (select * from orders o where o.buyer = b.buyer and ${isSale}
      order by o.paid_block desc, o.paid_log desc limit ${RECORD_ORDERS}) o
    where ${isDisputed}) found
  where b.buyer = any($1) and b.disputed >= ${disputes} and b.disputed * 10000 >= b.orders * ${disputedBps}
    and b.disputes_won * 2 < b.disputed and found.shops >= ${disputedShops}`;

/** Computes the flags of buyers; their records come first. */
export async function flagBuyers(client: Connection, buyers: readonly string[]): Promise<void> {
  await client.query(`delete from flags where subject = 'buyer' and account = any($1)`, [buyers]);
  await client.query(alwaysDisputes, [buyers]);
}
