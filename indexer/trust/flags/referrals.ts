import { zeroAddress } from '../../../protocol/primitives.ts';
import type { Connection } from '../../store/batch-write.ts';
import { RECORD_ORDERS } from '../facts/account-records.ts';
import { bps, insertFlags, orders } from './evidence.ts';
import { LOOKED_AT, thresholds } from './thresholds.ts';

const { mutualSales, ownPromoterSales, ownPromoterBps } = thresholds;

/** A shop's sales that its own accounts brought: those it pays out to, that pay out to it, or that it funded. */
const ownPromoters = `${insertFlags}
  select 'shop', s.shop, '', 'circular_referrals',
    case when share.bps >= ${ownPromoterBps} then 'warning' else 'note' end, share.bps, found.own, found.since, found.evidence
  from unnest($1::text[]) as s (shop)
  cross join lateral (
    select count(*) filter (where tied)::int as own, count(*) as referred, min(paid_at) filter (where tied) as since,
      ${orders('id', { by: 'paid_block desc, paid_log desc', only: 'tied' })} as evidence
    from (
      select o.*, exists (select from payouts p where p.owner = s.shop and p.receiver = o.promoter)
        or exists (select from payouts p where p.owner = o.promoter and p.receiver = s.shop)
        or exists (select from funders f where f.account = o.promoter and f.funder = s.shop) as tied
      from (select * from orders o where o.shop = s.shop order by o.paid_block desc, o.paid_log desc limit ${LOOKED_AT}) o
      where o.promoter <> '${zeroAddress}') referred) found
  cross join lateral (select ${bps('found.own', 'found.referred')} as bps) share
  where found.own >= ${ownPromoterSales}`;

/** Promoters who buy through each other: each sale of one was bought by the other, and the other way round. */
const mutual = `${insertFlags}
  select 'promoter', s.promoter, '', 'circular_referrals', 'warning', share.bps, found.sales, found.since, found.evidence
  from unnest($1::text[]) as s (promoter)
  cross join lateral (
    select count(*)::int as referred from (
      select from orders o where o.promoter = s.promoter limit ${RECORD_ORDERS}) o) every
  cross join lateral (
    select count(*)::int as sales, min(o.paid_at) as since, ${orders('o.id', { by: 'o.paid_block desc, o.paid_log desc' })} as evidence
    from (select * from orders o where o.promoter = s.promoter
      order by o.paid_block desc, o.paid_log desc limit ${RECORD_ORDERS}) o
    where o.buyer in (
      select mine.buyer from (select * from orders o where o.promoter = s.promoter
        order by o.paid_block desc, o.paid_log desc limit ${RECORD_ORDERS}) mine
      join promoters p on p.address = mine.buyer
      group by mine.buyer having count(*) >= ${mutualSales}
      intersect
      select theirs.promoter from orders theirs where theirs.buyer = s.promoter
      group by theirs.promoter having count(*) >= ${mutualSales})) found
  cross join lateral (select ${bps('found.sales', 'every.referred')} as bps) share
  where found.sales > 0`;

/** Flags shops whose own accounts bring their sales. */
export const flagOwnPromoters = async (client: Connection, shops: readonly string[]): Promise<void> => {
  await client.query(ownPromoters, [shops]);
};

/** Flags promoters who bring each other. */
export async function flagPromoters(client: Connection, promoters: readonly string[]): Promise<void> {
  await client.query(`delete from flags where subject = 'promoter' and account = any($1)`, [promoters]);
  await client.query(mutual, [promoters]);
}
