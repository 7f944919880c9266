import type { Queries } from '../../indexer/queries/queries.ts';
import type { GroupSummary } from '../../protocol/api/group.ts';
import type { ShopSummary } from '../../protocol/api/shop.ts';
import type { CategoryCard, HomePage, TagCount } from '../../web/page-request.ts';
import { recent } from '../recent.ts';

const LISTINGS = 12;
const SHOPS = 8;
/** Places among the shops that are kept for the newest, whatever their score. */
const NEW_SHOPS = 3;
const REVIEWS = 6;
const GROUPS = 4;
/** Groups that close next, of which those that lack fewest members are shown. */
const GROUPS_READ = 24;
const CATEGORIES = 6;
/** Listings of a category of which the first with a picture stands for it. */
const CATEGORY_LISTINGS = 4;
const CATEGORIES_MILLISECONDS = 60_000;

type HomeQueries = Pick<
  Queries,
  'mixedListings' | 'listShops' | 'listReviews' | 'listGroups' | 'facets' | 'searchListings'
>;

const missing = ({ terms, members }: GroupSummary): number => terms.size - members;

/** The best shops, and at their end the newest that are not among them: a shop without a record is seen too. */
const withNewest = (best: readonly ShopSummary[], newest: readonly ShopSummary[]): ShopSummary[] => {
  const known = new Set(best.slice(0, SHOPS).map(({ address }) => address));
  const fresh = newest.filter(({ address }) => !known.has(address)).slice(0, NEW_SHOPS);
  return [...best.slice(0, SHOPS - fresh.length), ...fresh];
};

/**
 * Makes what reads the home page.
 * @param parts the index, and the tags that a reader may browse by
 */
export function createHomePage({
  queries,
  tags,
}: {
  queries: HomeQueries;
  tags: () => Promise<TagCount[]>;
}): () => Promise<HomePage> {
  const categories = recent(CATEGORIES_MILLISECONDS, async (): Promise<CategoryCard[]> => {
    const { categories: all } = await queries.facets({});
    const cards = all.slice(0, CATEGORIES).map(async ({ category, names, count }) => {
      const found = await queries.searchListings({ category, sort: 'newest', limit: CATEGORY_LISTINGS });
      const image = found.items.find((listing) => listing.image !== null)?.image ?? null;
      return { category, names, count, image };
    });
    return Promise.all(cards);
  });
  return async () => {
    const [listings, best, newest, reviews, groups] = await Promise.all([
      queries.mixedListings(LISTINGS),
      queries.listShops({ limit: SHOPS }),
      queries.listShops({ limit: SHOPS, sort: 'newest' }),
      // More than are shown: the page takes those in its reader's language first.
      queries.listReviews({ limit: REVIEWS * 2 }),
      queries.listGroups({ limit: GROUPS_READ, state: 'open' }),
    ]);
    return {
      page: 'home',
      listings,
      shops: withNewest(best.items, newest.items),
      reviews: reviews.items,
      groups: [...groups.items].sort((a, b) => missing(a) - missing(b) || a.deadline - b.deadline).slice(0, GROUPS),
      categories: await categories(),
      tags: await tags(),
    };
  };
}
