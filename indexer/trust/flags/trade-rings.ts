import type { Connection } from '../../store/batch-write.ts';
import { thresholds } from './thresholds.ts';

const { loopOrders, ringLinks, ringShops } = thresholds;
/** A shop that bought from very many takes part in the rings of others by so many of them. */
const SELLERS = 64;

/** The shops that an account bought from again and again, most orders first. */
const links = (buyer: string, most: number) => `(
  select o.shop from orders o where o.buyer = ${buyer} and o.shop <> ${buyer} group by o.shop having count(*) >= ${loopOrders}
  order by count(*) desc, o.shop limit ${most})`;

/**
 * SQL of the accounts that close a ring of three shops or more through the shop `s`: it bought from one, that from the
 * next, and the last, given here, from the shop. Of each shop a few links are followed, and only so far.
 */
export const ringClosers = `
  select b.buyer as account, bought.at from (
    with recursive walk (shop, hops) as (
      select l.shop, 1 from ${links('s.shop', ringLinks)} l
      union
      select l.shop, walk.hops + 1 from walk cross join lateral ${links('walk.shop', ringLinks)} l
      where walk.hops < ${ringShops - 1} and l.shop <> s.shop)
    select distinct shop from walk where hops > 1) ring
  join shop_buyers b on b.shop = s.shop and b.buyer = ring.shop and b.orders >= ${loopOrders}
  cross join lateral (select min(o.paid_at) as at from orders o where o.buyer = b.buyer and o.shop = s.shop) bought`;

/**
 * Shops whose rings may lead through others that changed. A ring comes back to all its shops, so following what the
 * changed ones and those they bought from buy finds each, also where a link of the ring is gone.
 */
export async function shopsInRings(client: Connection, changed: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ shop: string }>(
    `with recursive reached (shop, hops) as (
       select shop, 0 from (
         select shop from unnest($1::text[]) as changed (shop)
         union select l.shop from unnest($1::text[]) as changed (shop) cross join lateral ${links('changed.shop', SELLERS)} l) seeds
       union
       select l.shop, reached.hops + 1 from reached cross join lateral ${links('reached.shop', ringLinks)} l
       where reached.hops < ${ringShops - 2})
     select distinct shop from reached where shop <> all($1)`,
    [changed],
  );
  return rows.map(({ shop }) => shop);
}
