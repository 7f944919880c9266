import type { Connection } from '../../store/batch-write.ts';

/** Reviewers of a shop whose source of money is looked up: the ones that move its score. */
const HEAVIEST = 20;

/** Notes whose first funders are to be found: shops with reviews, and those who wrote the heaviest of them. */
export async function wantFunders(client: Connection, shops: readonly string[]): Promise<void> {
  await client.query(
    `insert into stale_trust select distinct 'funder', account from unnest($1::text[]) as s (shop)
     cross join lateral (
       select s.shop as account where exists (select from shop_scores sc where sc.shop = s.shop)
       union all (select r.buyer from shop_reviewers r where r.shop = s.shop
         order by r.weight_micros desc, r.buyer limit ${HEAVIEST})) wanted
     where not exists (select from funders f where f.account = wanted.account)
     on conflict do nothing`,
    [shops],
  );
}
