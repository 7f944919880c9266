import { type Kysely, sql } from 'kysely';
import type { ImageView } from '../../protocol/api/common.ts';
import type { SuggestionsView } from '../../protocol/api/search.ts';
import { shopNamesOf } from '../queries/listing-summaries.ts';
import type { Database } from '../store/schema.ts';
import { wordsBeginning } from './dictionary.ts';
import { foldText } from './fold-text.ts';
import { runsOf } from './runs.ts';
import { findListings } from './search-listings.ts';
import { categoriesCalled, categoryPath } from './taxonomy.ts';
import { searchQuery } from './vectors.ts';

const MOST = { words: 4, listings: 3, shops: 2, categories: 2 } as const;

/** How a query that is being typed may go on: at most ten ways, the same for everybody. */
export async function suggestions(
  db: Kysely<Database>,
  { q, now }: { q: string; now: number },
): Promise<SuggestionsView> {
  if (runsOf(q).length === 0) return { words: [], listings: [], shops: [], categories: [] };
  const [words, listings, shops] = await Promise.all([wordsAfter(db, q), listingsFor(db, q, now), shopsFor(db, q)]);
  // Categories come from the most general on.
  const categories = categoriesCalled(foldText(q.trim()), MOST.categories).map((category) => ({
    ...category,
    above: categoryPath(category.category).slice(0, -1),
  }));
  return { words, listings, shops, categories };
}

/** The query with its last word completed. */
async function wordsAfter(db: Kysely<Database>, q: string): Promise<string[]> {
  const last = runsOf(q).at(-1);
  if (last === undefined || last.isUnspaced || !/[\p{L}\p{N}]$/u.test(q)) return [];
  const start = foldText(q).slice(0, -last.text.length);
  const words = await wordsBeginning(db, last.text, MOST.words + 1);
  return words
    .filter((word) => word !== last.text)
    .slice(0, MOST.words)
    .map((word) => `${start}${word}`);
}

async function listingsFor(db: Kysely<Database>, q: string, now: number): Promise<SuggestionsView['listings']> {
  const { page } = await findListings(db, { q, now, limit: MOST.listings });
  return page.items.map(({ shop, handle, titles, image }) => ({ shop, handle, titles, image }));
}

async function shopsFor(db: Kysely<Database>, q: string): Promise<SuggestionsView['shops']> {
  const search = searchQuery(q);
  if (search === undefined) return [];
  const { rows } = await sql<{ shop: string; names: Record<string, string>; logo: ImageView | null }>`
    select s.address as shop, coalesce(${shopNamesOf(sql`s.address`)}, '{}') as names, p.logo
    from shops s left join heads h on h.shop = s.address
    join profiles p on p.shop = s.address and (p.cid = h.profile or (h.profile is null and p.digest = s.profile))
    where ts_filter(p.search, '{a}') @@ ${search}::tsquery and is_carried(s.address)
    order by s.address limit ${MOST.shops}`.execute(db);
  return rows;
}
