import type { Kysely } from 'kysely';
import type { SuggestionsView } from '../../protocol/api/search.ts';
import { listListings } from '../queries/list-listings.ts';
import type { Database } from '../store/schema.ts';
import { allCategories } from './taxonomy.ts';

/** How a query that is being typed may go on. */
export async function suggestions(
  db: Kysely<Database>,
  { q, now }: { q: string; now: number },
): Promise<SuggestionsView> {
  const typed = q.trim().toLowerCase();
  if (typed === '') return { words: [], listings: [], shops: [], categories: [] };
  const { items } = await listListings(db, { q, now, limit: 4 });
  const categories = [...allCategories()].filter(({ names }) =>
    Object.values(names).some((name) => name.toLowerCase().startsWith(typed)),
  );
  return {
    words: [],
    listings: items.map(({ shop, handle, titles, image }) => ({ shop, handle, titles, image })),
    shops: [],
    categories: categories.slice(0, 2),
  };
}
