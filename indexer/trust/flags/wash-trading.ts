import type { Connection } from '../../store/batch-write.ts';
import { accounts, bps, insertFlags } from './evidence.ts';
import { thresholds } from './thresholds.ts';
import { ringClosers, shopsInRings } from './trade-rings.ts';

const { hubAccounts, linkedWarningBps, sharedFunderAccounts, topBuyerBps, topBuyerReviews, loopOrders } = thresholds;

/** True for an address that too many accounts share. */
const isHub = (table: 'payouts' | 'funders', address: string) =>
  table === 'payouts'
    ? `(select count(*) from (select distinct owner from payouts where receiver = ${address} limit ${hubAccounts + 1}) h) > ${hubAccounts}`
    : `(select count(*) from (select from funders where funder = ${address} limit ${hubAccounts + 1}) h) > ${hubAccounts}`;

/**
 * Accounts whose money has the shop's own source or end: first sent by the shop, by an address that it pays out to, or by
 * whoever first funded the shop; or paid out to where the shop pays out to.
 */
const sharedMoney = `
  select f.account, f.at, f.transaction from funders f where f.funder = s.shop
  union all select f.account, f.at, f.transaction from payouts p join funders f on f.funder = p.receiver
    where p.owner = s.shop and not ${isHub('payouts', 'p.receiver')}
  union all select f.account, f.at, f.transaction from funders own join funders f on f.funder = own.funder
    where own.account = s.shop and f.account <> s.shop and not ${isHub('funders', 'own.funder')}
  union all select other.owner, other.at, other.transaction from payouts p join payouts other on other.receiver = p.receiver
    where p.owner = s.shop and other.owner <> s.shop and not ${isHub('payouts', 'p.receiver')}`;

/**
 * Accounts that took money from the shop or gave it to the shop outside of orders, and shops that buy back what they sell,
 * from it or by way of others.
 */
const loops = `
  select p.receiver as account, p.at from payouts p where p.owner = s.shop
  union all select p.owner, p.at from payouts p where p.receiver = s.shop
  union all select bought.shop, bought.at from (
      select o.shop, min(o.paid_at) as at from orders o where o.buyer = s.shop group by o.shop having count(*) >= ${loopOrders}) bought
    join shop_buyers b on b.shop = s.shop and b.buyer = bought.shop and b.orders >= ${loopOrders}
  union all ${ringClosers}`;

/** A flag about reviewers of a shop who are tied to it in some way. */
const tiedReviewers = (kind: 'funded_buyers' | 'trade_loop', tied: string) => `${insertFlags}
  select 'shop', s.shop, '', '${kind}',
    case when share.bps >= ${linkedWarningBps} then 'warning' else 'note' end, share.bps, tied.cases, tied.since, tied.evidence
  from unnest($1::text[]) as s (shop) join shop_scores sc on sc.shop = s.shop
  cross join lateral (
    select count(*)::int as cases, sum(r.weight_micros) as weight, min(each.at) as since,
      ${accounts('each.account', { by: 'r.weight_micros desc, each.account' })} as evidence
    from (select account, min(at) as at from (${tied}) found group by account) each
    join shop_reviewers r on r.shop = s.shop and r.buyer = each.account) tied
  cross join lateral (select ${bps('tied.weight', 'sc.weight_micros')} as bps) share
  where tied.cases > 0`;

/** Reviewers among the heaviest who share a first funder that has nothing to do with the shop as far as the chain shows. */
const sharedFunder = `${insertFlags}
  select 'shop', s.shop, '', 'funded_buyers', 'warning', share.bps, tied.cases, tied.since, tied.evidence
  from unnest($1::text[]) as s (shop) join shop_scores sc on sc.shop = s.shop
  cross join lateral (
    select count(*)::int as cases, sum(r.weight_micros) as weight, min(f.at) as since,
      ${accounts('f.account', { by: 'r.weight_micros desc, f.account' })} as evidence
    from (select * from shop_reviewers r where r.shop = s.shop order by r.weight_micros desc, r.buyer limit 20) r
    join funders f on f.account = r.buyer and f.funder is not null
    where not ${isHub('funders', 'f.funder')}
    group by f.funder having count(*) >= ${sharedFunderAccounts}
    order by sum(r.weight_micros) desc, f.funder limit 1) tied
  cross join lateral (select ${bps('tied.weight', 'sc.weight_micros')} as bps) share
  where share.bps >= ${linkedWarningBps}
  on conflict (subject, account, handle, kind) do update set severity = excluded.severity, share_bps = excluded.share_bps,
    cases = excluded.cases, since = excluded.since, evidence = excluded.evidence
  where flags.share_bps < excluded.share_bps`;

const topBuyer = `${insertFlags}
  select 'shop', s.shop, '', 'top_buyer', 'note', sc.top_buyer_bps, top.reviews, first.at,
    jsonb_build_array(jsonb_build_object('kind', 'account', 'account', top.buyer))
  from unnest($1::text[]) as s (shop) join shop_scores sc on sc.shop = s.shop
  cross join lateral (
    select r.buyer, r.reviews from shop_reviewers r where r.shop = s.shop
    order by r.weight_micros desc, r.buyer limit 1) top
  cross join lateral (
    select min(o.paid_at) as at from orders o where o.buyer = top.buyer and o.shop = s.shop) first
  where sc.top_buyer_bps >= ${topBuyerBps} and sc.reviews >= ${topBuyerReviews}`;

/** Flags a shop whose review weight comes from itself, in whatever disguise the chain shows. */
export async function flagWashTrading(client: Connection, shops: readonly string[]): Promise<void> {
  await client.query(tiedReviewers('funded_buyers', sharedMoney), [shops]);
  const others = await shopsInRings(client, shops);
  await client.query(`delete from flags where subject = 'shop' and kind = 'trade_loop' and account = any($1)`, [
    others,
  ]);
  await client.query(tiedReviewers('trade_loop', loops), [[...shops, ...others]]);
  await client.query(sharedFunder, [shops]);
  await client.query(topBuyer, [shops]);
}
