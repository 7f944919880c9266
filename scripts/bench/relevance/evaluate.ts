import { readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import { foldWords } from '../../../indexer/search/fold-words.ts';
import { searchListings } from '../../../indexer/search/search-listings.ts';
import type { Store } from '../../../indexer/store/open-store.ts';
import { transaction } from '../../../indexer/store/transaction.ts';
import { openShops, writeListings } from '../search/load.ts';
import { type JudgedShop, judgedShops } from './goods.ts';
import { gradesOf, type JudgedQuery, ndcg, RECALL_DEPTH, readJudged, recall } from './judge.ts';

const NOW = 1_760_000_000;

/** How well one way of searching does over some queries. */
export interface Quality {
  ndcg: number;
  recall: number;
}

/** A way of searching: handles in order, at most fifty. */
export type Ranker = (query: string) => Promise<string[]>;

export interface Evaluated {
  query: JudgedQuery;
  byRanker: Map<string, Quality & { found: string[] }>;
}

export const judgedFile = new URL('../../../test/search/judged.json', import.meta.url);

/** Runs all judged queries through our search and through plain full text in the same database. */
export async function evaluate(store: Store): Promise<Evaluated[]> {
  const shops = await judgedShops();
  await fill(store, shops);
  const rankers = rankersOf(store);
  const evaluated: Evaluated[] = [];
  for (const query of readJudged(await readFile(judgedFile, 'utf8'))) {
    const grades = gradesOf(query, shops);
    if (grades.size === 0) throw new RangeError(`"${query.q}" has no good that fits`);
    const byRanker = new Map<string, Quality & { found: string[] }>();
    for (const [name, rank] of rankers) {
      const found = await rank(query.q);
      byRanker.set(name, { ndcg: ndcg(found, grades), recall: recall(found, grades), found });
    }
    evaluated.push({ query, byRanker });
  }
  return evaluated;
}

/** The mean quality of a ranker, over all queries or those of a kind. */
export function meanQuality(evaluated: readonly Evaluated[], ranker: string, kind?: JudgedQuery['kind']): Quality {
  const some = evaluated.filter(({ query }) => kind === undefined || query.kind === kind);
  const mean = (pick: (quality: Quality) => number) =>
    some.reduce((sum, { byRanker }) => sum + pick(byRanker.get(ranker) ?? { ndcg: 0, recall: 0 }), 0) / some.length;
  return { ndcg: mean((quality) => quality.ndcg), recall: mean((quality) => quality.recall) };
}

export const OURS = 'vouch';
/** The same words in weighed vectors, with ts_rank: all words must occur, or, in the last, any. */
export const plainRankers = ['full text, simple', 'full text, english', 'full text, english, any word'] as const;

async function fill(store: Store, shops: readonly JudgedShop[]): Promise<void> {
  await openShops(
    store.pool,
    shops.map(({ address }) => address),
  );
  await sql`create table plain_text (handle text, english tsvector, simple tsvector)`.execute(store.db);
  for (const { goods, names, address } of shops) {
    await transaction(store.pool, async (client) => {
      const listings = goods.map(({ listing, priceUnits }) => ({
        listing: { ...listing, shop: address },
        priceUnits,
        milliStars: 3_500,
        reviews: 0,
        updatedAt: NOW - 1,
      }));
      await writeListings(client, listings, names);
      for (const { listing } of goods) {
        const texts = Object.values(listing.texts);
        const title = texts.map((text) => text.title).join(' ');
        const options = listing.options.flatMap(({ name, values }) =>
          [name, ...values].flatMap((each) => Object.values(each)),
        );
        const named = [
          ...listing.tags,
          listing.brand ?? '',
          ...options,
          listing.handle.replaceAll('-', ' '),
          ...names,
        ].join(' ');
        const description = texts.map((text) => text.description).join(' ');
        const vector = (language: string) =>
          `setweight(to_tsvector('${language}', $2), 'A') || setweight(to_tsvector('${language}', $3), 'B') || setweight(to_tsvector('${language}', $4), 'C')`;
        await client.query(`insert into plain_text select $1, ${vector('english')}, ${vector('simple')}`, [
          listing.handle,
          title,
          named,
          description,
        ]);
      }
    });
  }
  await foldWords(store.pool);
  await store.pool.query('select settle_tills(array(select address from shops))');
}

function rankersOf({ db }: Store): Map<string, Ranker> {
  const plain =
    (language: 'english' | 'simple', isAny: boolean): Ranker =>
    async (query) => {
      const words = sql`plainto_tsquery(${language}::regconfig, ${query})`;
      const asked = isAny ? sql`replace(${words}::text, '&', '|')::tsquery` : words;
      const { rows } = await sql<{ handle: string }>`
        select handle from plain_text, (select ${asked} as asked) query where ${sql.ref(language)} @@ asked
        order by ts_rank(${sql.ref(language)}, asked) desc, handle limit ${RECALL_DEPTH}`.execute(db);
      return rows.map(({ handle }) => handle);
    };
  const [simple, english, any] = plainRankers;
  return new Map<string, Ranker>([
    [
      OURS,
      async (q) => (await searchListings(db, { q, now: NOW, limit: RECALL_DEPTH })).items.map(({ handle }) => handle),
    ],
    [simple, plain('simple', false)],
    [english, plain('english', false)],
    [any, plain('english', true)],
  ]);
}
