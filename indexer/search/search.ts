import type { Kysely } from 'kysely';
import type {
  FacetsView,
  ListingFilters,
  ListingSearchPage,
  ListingSearchQuery,
  MatchCount,
  SuggestionsView,
} from '../../protocol/api/search.ts';
import type { Database } from '../store/schema.ts';
import { broadAnswers } from './broad-answers.ts';
import { facets } from './facets.ts';
import { searchListings } from './search-listings.ts';
import { suggestions } from './suggestions.ts';

/** Everything that visitors ask the search. */
export interface Search {
  /** Listings by words and filters, with what the words were corrected to and how many match. */
  searchListings(query: ListingSearchQuery): Promise<ListingSearchPage>;
  /** What the listings under these filters hold, to narrow them. */
  facets(filters: ListingFilters): Promise<FacetsView>;
  /** How a query that is being typed may go on. */
  suggestions(q: string): Promise<SuggestionsView>;
}

/**
 * Binds the search to a database.
 * @param parts connections of searches, and a clock in Unix seconds
 */
export function createSearch({ db, clock }: { db: Kysely<Database>; clock: () => number }): Search {
  const counts = broadAnswers<MatchCount>(({ count }) => count);
  const counted = broadAnswers<FacetsView>(({ total }) => total.count);
  const suggested = broadAnswers<SuggestionsView>(() => 0);
  return {
    searchListings: (query) => searchListings(db, { ...query, now: clock() }, counts),
    facets: (filters) => counted(JSON.stringify(filters), () => facets(db, { ...filters, now: clock() })),
    suggestions: (q) => suggested(q, () => suggestions(db, { q, now: clock() })),
  };
}
