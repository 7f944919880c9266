import { type Kysely, sql } from 'kysely';
import type { CirclePurchasesView, TrustedPersonView } from '../../../protocol/api/trust.ts';
import type { Address, Hex } from '../../../protocol/primitives.ts';
import type { Localised } from '../../../protocol/text.ts';
import { countedPeople, type Reached, trustCircle } from '../../../protocol/trust-graph.ts';
import { listingSummaries } from '../../queries/listing-summaries.ts';
import { isListed } from '../../search/filters.ts';
import type { Database } from '../../store/schema.ts';
import type { AccountGraph } from './account-graph.ts';
import type { PersonalTrustReader } from './personal-trust.ts';
import { readTrustLinks } from './trust-links.ts';

/** Accounts whose orders are read: the most trusted of a circle, so that a question costs the same in every market. */
const ACCOUNTS = 200;
/** Newest orders that are read of each. */
const ORDERS_EACH = 6;
/** Listings of one shop. */
const OF_ONE_SHOP = 2;
/** People who are named for each listing. */
const SHOWN = 3;
/** Who gave fewer stars does not invite anybody. */
const LEAST_STARS = 3;

export interface CirclePurchasesParameters {
  viewer: Address;
  /** Most listings. */
  limit: number;
}

/**
 * What people of a viewer's circle bought, were not discontent with, and can be bought now: listings with most trust
 * behind their buyers first, few of one shop. Accounts behind one friend count by the rule of `countedPeople`.
 * @param reader the store and the graph of trust
 * @param now Unix seconds: catalogues that ended before are left out
 */
export async function circlePurchases(
  { db, graph }: PersonalTrustReader,
  { viewer, limit, now }: CirclePurchasesParameters & { now: number },
): Promise<CirclePurchasesView> {
  const known = await graph.current();
  const root = known.numberOf(viewer);
  const circle = root === undefined ? new Map<number, Reached>() : trustCircle(known, root);
  const trustOf = (account: number): number => circle.get(account)?.trustMicros ?? 0;
  const byTrust = [...circle.keys()].sort((a, b) => trustOf(b) - trustOf(a) || known.compare(a, b));
  const accounts = byTrust.slice(0, ACCOUNTS).map(known.addressOf);
  const goods = byGoods(await readPurchases(db, { accounts, viewer, now }), known)
    .map((each) => ({ ...each, counted: countedPeople(circle, each.buyers) }))
    .map((each) => ({ ...each, trust: each.counted.reduce((sum, account) => sum + trustOf(account), 0) }))
    .sort((a, b) => b.trust - a.trust || b.newest - a.newest || b.id - a.id);
  const chosen = fewOfEachShop(goods).slice(0, limit);
  const people = new Set(chosen.flatMap(({ counted }) => counted.slice(0, SHOWN)));
  const links = await readTrustLinks({ db, graph: known, circle, viewer }, [...people]);
  const listings = await listingSummaries(
    db,
    chosen.map(({ id }) => id),
  );
  // A listing that was withdrawn meanwhile has no summary.
  const summaryOf = new Map(listings.map((listing) => [`${listing.shop} ${listing.handle}`, listing]));
  return {
    viewer,
    circle: circle.size,
    items: chosen.flatMap(({ shop, handle, counted, purchases }) => {
      const listing = summaryOf.get(`${shop} ${handle}`);
      if (listing === undefined) return [];
      const shown = counted.slice(0, SHOWN).map((account): TrustedPersonView => {
        const purchase = purchases.get(account);
        return {
          account: known.addressOf(account),
          names: purchase?.names ?? {},
          trustMicros: trustOf(account),
          path: links.get(account) ?? [],
          order: purchase?.order ?? null,
          stars: purchase?.stars ?? null,
          recommends: purchase?.recommends ?? false,
        };
      });
      return [{ listing, bought: counted.length, people: shown }];
    }),
  };
}

interface Purchase {
  /** Row of the listing that is sold now. */
  id: number;
  shop: Address;
  handle: string;
  buyer: Address;
  order: Hex;
  paidBlock: number;
  stars: number | null;
  names: Localised;
  recommends: boolean;
}

interface Goods extends Pick<Purchase, 'id' | 'shop' | 'handle'> {
  /** Accounts that bought it, most trusted first. */
  buyers: number[];
  purchases: Map<number, Purchase>;
  newest: number;
}

/** Purchases, which come most trusted buyer first, by what was bought. */
function byGoods(purchases: readonly Purchase[], graph: AccountGraph): Goods[] {
  const goods = new Map<number, Goods>();
  for (const purchase of purchases) {
    const { id, shop, handle, paidBlock } = purchase;
    const account = graph.numberOf(purchase.buyer) as number;
    const known: Goods = goods.get(id) ?? { id, shop, handle, buyers: [], purchases: new Map(), newest: 0 };
    known.buyers.push(account);
    known.purchases.set(account, purchase);
    known.newest = Math.max(known.newest, paidBlock);
    goods.set(id, known);
  }
  return [...goods.values()];
}

function fewOfEachShop<T extends Pick<Goods, 'shop'>>(goods: readonly T[]): T[] {
  const taken = new Map<string, number>();
  return goods.filter(({ shop }) => {
    const count = taken.get(shop) ?? 0;
    taken.set(shop, count + 1);
    return count < OF_ONE_SHOP;
  });
}

/** The newest purchase of each listing by each account; accounts come most trusted first and keep that order. */
async function readPurchases(
  db: Kysely<Database>,
  { accounts, viewer, now }: { accounts: readonly Address[]; viewer: Address; now: number },
): Promise<Purchase[]> {
  if (accounts.length === 0) return [];
  const { rows } = await sql<Purchase>`
    with bought as (
      select people.position, o.id as "order", o.buyer, o.shop, o.paid_block, o.paid_log, d.handle
      from unnest(${accounts}::text[]) with ordinality as people (account, position)
      cross join lateral (
        select o.id, o.buyer, o.shop, o.listing, o.paid_block, o.paid_log from orders o
        where o.buyer = people.account and o.shop not in (${viewer}, o.buyer)
          and o.state in ('completed', 'settled', 'ruled')
        order by o.paid_block desc, o.paid_log desc limit ${ORDERS_EACH}
      ) o
      join listing_documents d on d.shop = o.shop and d.digest = o.listing
    ), newest as (
      select distinct on (position, shop, handle) * from bought
      order by position, shop, handle, paid_block desc, paid_log desc
    )
    select r.id, b.shop, b.handle, b.buyer, b."order", b.paid_block as "paidBlock", rated.stars,
      coalesce(n.names, '{}') as names,
      exists (select from recommendations said
        where said.author = b.buyer and said.shop = b.shop and said.handle = b.handle) as recommends
    from newest b
    join listings l on l.shop = b.shop and l.handle = b.handle
    join search_rows r on r.id = l.id
    join search_tills t on t.id = r.till
    left join reviews rated on rated.order_id = b."order"
    left join notes n on n.author = b.buyer and n.hidden_at is null
    where r.in_stock and ${isListed(now)} and coalesce(rated.stars, ${LEAST_STARS}) >= ${LEAST_STARS}
    order by b.position`.execute(db);
  return rows;
}
