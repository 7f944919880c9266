import type { Connection } from '../../store/batch-write.ts';
import { flagBursts } from './bursts.ts';
import { insertFlags } from './evidence.ts';
import { flagOwnPromoters } from './referrals.ts';
import { MOST_EVIDENCE, thresholds } from './thresholds.ts';
import { flagWashTrading } from './wash-trading.ts';

/** At most so many of what was bought and of what stands there now, in one flag. */
const HALF = MOST_EVIDENCE / 2;
const item = (digest: string) =>
  `jsonb_build_object('kind', 'listing', 'shop', shop, 'handle', handle, 'digest', ${digest})`;

/** Reviews of goods that a listing no longer sells: what was bought, and what stands there now. */
const replacedGoods = (subject: 'shop' | 'listing') => `${insertFlags}
  select '${subject}', shop, ${subject === 'shop' ? `''` : 'handle'}, 'listing_replaced',
    case when sum(reviews) >= ${thresholds.replacedReviews} then 'warning' else 'note' end, null, sum(reviews)::int,
    min(updated_at),
    to_jsonb((array_agg(${item('listing')} order by updated_at desc, handle, listing))[1:${HALF}])
      || to_jsonb((array_agg(distinct ${item('current')}))[1:${HALF}])
  from (
    select v.shop, v.handle, v.listing, v.reviews, l.updated_at, now.digest as current from version_scores v
    join listings l on l.shop = v.shop and l.handle = v.handle join listing_documents now on now.cid = l.cid
    where v.shop = any($1) and not v.counts and v.reviews > 0) found
  group by shop${subject === 'shop' ? '' : ', handle'}`;

const equivocation = `${insertFlags}
  select 'shop', shop, '', 'equivocation', 'warning', null, count(*)::int, min(seen_at),
    jsonb_build_array(jsonb_build_object('kind', 'account', 'account', shop))
  from equivocations where shop = any($1) group by shop`;

/** Computes the flags of shops and of their listings. */
export async function flagShops(client: Connection, shops: readonly string[]): Promise<void> {
  await client.query(`delete from flags where subject in ('shop', 'listing') and account = any($1)`, [shops]);
  await flagWashTrading(client, shops);
  await flagBursts(client, shops);
  await flagOwnPromoters(client, shops);
  for (const subject of ['shop', 'listing'] as const) await client.query(replacedGoods(subject), [shops]);
  await client.query(equivocation, [shops]);
}
