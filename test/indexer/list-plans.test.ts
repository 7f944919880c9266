import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type CompiledQuery, Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import { createQueries, type Queries } from '../../indexer/queries/queries.ts';
import type { Database } from '../../indexer/store/schema.ts';
import { accountOf, digestOf, fillMarket, NOW } from './fixtures/grown-market.ts';
import { type TestStore, TestStores } from './fixtures/stores.ts';

let stores: TestStores;
before(async () => {
  stores = await TestStores.start();
});
after(() => stores.stop());

/** Tables with as many rows are taken to grow without end. */
const GROWING_ROWS = 900;
/** Part of such a table's rows that one list may read, whatever index leads to them. */
const MOST_PART = 0.25;

const limit = 5;
const nobody = accountOf('nobody', 1);
const shop = accountOf('shop', 8);
const order = digestOf('order', 40);

/**
 * Everything that gives a part of what grows. What counts over all of it (`countRows`, `listTags`, `listCourtPools`,
 * `facets`), names all of it (sitemaps) or holds it in memory (circles) reads all of it by its nature.
 */
const lists: Record<string, (queries: Queries) => Promise<unknown>> = {
  'shops by score': (q) => twoPages((cursor) => q.listShops({ limit, cursor })),
  'newest shops': (q) => twoPages((cursor) => q.listShops({ limit, sort: 'newest', cursor })),
  'shops by words': (q) => q.listShops({ limit, q: 'word77' }),
  'a shop': (q) => q.getShop(shop),
  'newest listings': (q) => twoPages((cursor) => q.listListings({ limit, sort: 'newest', cursor })),
  'listings by score': (q) => twoPages((cursor) => q.listListings({ limit, sort: 'score', cursor })),
  'cheapest listings': (q) => twoPages((cursor) => q.listListings({ limit, sort: 'price_asc', cursor })),
  'dearest listings': (q) => twoPages((cursor) => q.listListings({ limit, sort: 'price_desc', cursor })),
  'listings of a shop': (q) => q.listListings({ limit, sort: 'newest', shop }),
  'listings of an unknown shop': (q) => q.listListings({ limit, sort: 'newest', shop: nobody }),
  'a mix of listings': (q) => q.mixedListings(12),
  'featured listings': (q) => q.featuredListings({ shop, handles: ['item-22', 'item-23'] }),
  // Nobody signed these catalogues, which is found out last.
  'a listing': (q) => assert.rejects(q.getListing('listing 22'), { code: 'offers.inconsistent' }),
  'listings of a feed': (q) => q.feedListings({ shop, after: '', limit }),
  'newest listings of a feed': (q) => q.newestFeedListings({ shop, limit }),
  'what a feed follows from': (q) => q.feedMark(shop),
  'a page of the sitemap': (q) => q.sitemapListings({ from: 3_000, limit }),
  'newest reviews': (q) => twoPages((cursor) => q.listReviews({ limit, cursor })),
  'reviews of a shop': (q) => twoPages((cursor) => q.listReviews({ limit, shop, cursor })),
  'reviews of an unknown shop': (q) => q.listReviews({ limit, shop: nobody }),
  'reviews of a listing': (q) => q.listReviews({ limit, listing: 'listing 22' }),
  'reviews of a listing that nobody bought': (q) => q.listReviews({ limit, listing: 'listing 5000' }),
  'the review of an order': (q) => q.listReviews({ limit: 1, order }),
  'newest orders': (q) => twoPages((cursor) => q.listOrders({ limit, cursor })),
  'orders of a buyer': (q) => q.listOrders({ limit, buyer: accountOf('buyer', 4) }),
  'orders of nobody': (q) => q.listOrders({ limit, buyer: nobody }),
  'orders of a buyer in a state': (q) => q.listOrders({ limit, buyer: accountOf('buyer', 4), state: 'disputed' }),
  'orders of a shop': (q) => twoPages((cursor) => q.listOrders({ limit, shop, cursor })),
  'orders of a shop in a state': (q) => q.listOrders({ limit, shop, state: 'disputed' }),
  'orders of a promoter': (q) => q.listOrders({ limit, promoter: accountOf('promoter', 5) }),
  'orders of no promoter': (q) => q.listOrders({ limit, promoter: nobody }),
  'orders of a pickup point': (q) => q.listOrders({ limit, pickup: accountOf('pickup', 10) }),
  'an order': (q) => q.getOrder(order),
  'newest promoters': (q) => twoPages((cursor) => q.listPromoters({ limit, cursor })),
  'promoters whom one brought': (q) => q.listPromoters({ limit, parent: accountOf('promoter', 5) }),
  'a promoter': (q) => q.getPromoter(accountOf('promoter', 5)),
  'newest groups': (q) => twoPages((cursor) => q.listGroups({ limit, cursor })),
  'open groups': (q) => twoPages((cursor) => q.listGroups({ limit, state: 'open', cursor })),
  'groups that filled up': (q) => q.listGroups({ limit, state: 'filled' }),
  'groups that ran out': (q) => q.listGroups({ limit, state: 'expired' }),
  'groups of a shop': (q) => q.listGroups({ limit, shop }),
  'open groups of an unknown shop': (q) => q.listGroups({ limit, shop: nobody, state: 'open' }),
  'groups of a leader': (q) => q.listGroups({ limit, leader: accountOf('buyer', 4) }),
  'groups of a listing': (q) => q.listGroups({ limit, listing: 'listing 22', state: 'open' }),
  'a group': (q) => q.getGroup(digestOf('group', 5)),
  'newest cases': (q) => twoPages((cursor) => q.listCases({ limit, cursor })),
  'cases of a juror': (q) => q.listCases({ limit, juror: accountOf('juror', 4) }),
  'cases of no juror': (q) => q.listCases({ limit, juror: nobody }),
  'cases of a buyer': (q) => q.listCases({ limit, party: accountOf('buyer', 5) }),
  'cases of nobody': (q) => q.listCases({ limit, party: nobody }),
  'cases that are voted on': (q) => q.listCases({ limit, state: 'voting' }),
  'a case': (q) => q.getCase(order),
  'evidence of an order': (q) => q.listEvidence(order),
  'a juror': (q) => q.getJuror(accountOf('juror', 4)),
  'messages of an order': (q) => q.listMessages({ limit, order }),
  'a coupon': (q) => q.getCoupon(digestOf('coupon', 4)),
  'points of a buyer': (q) => q.getPoints(accountOf('buyer', 4)),
  'alliances of a shop': (q) => q.listAlliances(shop),
  'hosts of the register': (q) => twoPages((cursor) => q.listHosts({ limit, cursor })),
  'who announced a payout address': (q) => q.operatorOf(accountOf('host', 3)),
  'who announced some peers': (q) => q.operatorsOf([digestOf('peer', 3), digestOf('peer', 4)]),
  'earnings of a host': (q) => q.hostEarnings({ payout: accountOf('host', 3), now: NOW }),
  'largest deposits': (q) => twoPages((cursor) => q.listDeposits({ limit, cursor })),
  'deposits of a shop': (q) => q.listDeposits({ limit, shop }),
  'credits of an account': (q) => q.listCredits(accountOf('buyer', 4)),
  'units that a shop sold': (q) => q.listSales(shop),
  'what a block changed': (q) => q.listChanges({ after: 400, upTo: 401 }),
  'trust in a shop': (q) => q.shopTrust(shop),
  'trust in a listing': (q) => q.listingTrust(shop, 'item-22'),
  'how a shop does': (q) => q.shopInsights({ shop, days: 30 }),
  'the record of a buyer': (q) => q.buyerRecord(accountOf('buyer', 4)),
  'a person': (q) => q.getPerson(accountOf('buyer', 4)),
  'the note of a person': (q) => q.noteOf(accountOf('buyer', 4)),
  'followers of a shop': (q) => twoPages((cursor) => q.listFollowers({ account: accountOf('shop', 4), limit, cursor })),
  'recommendations of a shop': (q) => q.listRecommendations({ limit, shop }),
  'recommendations of a listing': (q) => q.listRecommendations({ limit, shop, handle: 'item-22' }),
};

/** The first page of a list, and the one after it where there is one. */
async function twoPages(page: (cursor?: string) => Promise<{ nextCursor: string | null }>): Promise<void> {
  const { nextCursor } = await page();
  if (nextCursor !== null) await page(nextCursor);
}

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  Plans?: PlanNode[];
}

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

/** Rows of a table that a node looked at. */
const looked = (node: PlanNode): number =>
  (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0)) *
  node['Actual Loops'];

/** What a statement reads too much of: a growing table from its beginning to its end, or a good part of it by an index. */
async function tooMuchOf(
  pool: pg.Pool,
  growing: ReadonlyMap<string, number>,
  { sql, parameters }: CompiledQuery,
): Promise<string[]> {
  const { rows } = await pool.query(`explain (analyze, timing off, summary off, format json) ${sql}`, [...parameters]);
  const nodes = nodesOf(rows[0]['QUERY PLAN'][0].Plan);
  return [...growing].flatMap(([table, count]) => {
    const scans = nodes.filter((node) => node['Relation Name'] === table && node['Node Type'].endsWith('Scan'));
    if (scans.some((node) => node['Node Type'] === 'Seq Scan')) return [`reads all of ${table}`];
    const read = scans.reduce((sum, node) => sum + looked(node), 0);
    return read > count * MOST_PART ? [`reads ${read} of ${count} rows of ${table}`] : [];
  });
}

async function growingTables({ pool }: TestStore): Promise<Map<string, number>> {
  const { rows } = await pool.query<{ name: string; rows: number }>(
    `select relname as name, reltuples::int as rows from pg_class
     where relkind = 'r' and relnamespace = 'public'::regnamespace and reltuples >= $1`,
    [GROWING_ROWS],
  );
  return new Map(rows.map(({ name, rows: count }) => [name, count]));
}

test('no list reads a table that grows from its beginning to its end', async (t) => {
  const store = await stores.store(t);
  await fillMarket(store.pool);
  const growing = await growingTables(store);
  assert.ok(growing.size > 40, `${growing.size} tables grow`);
  const statements: CompiledQuery[] = [];
  const db = new Kysely<Database>({
    dialect: new PostgresDialect({ pool: store.pool }),
    log: ({ query }) => {
      statements.push(query);
    },
  });
  const queries = createQueries({ db, searchDb: db, clock: () => NOW });
  for (const [name, list] of Object.entries(lists))
    await t.test(name, async () => {
      statements.length = 0;
      await list(queries);
      const asked = [...statements];
      assert.ok(asked.length > 0);
      for (const statement of asked)
        assert.deepEqual(await tooMuchOf(store.pool, growing, statement), [], statement.sql);
    });
});
