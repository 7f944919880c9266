import { addressSchema } from '../../protocol/primitives.ts';
import { accountsOfListing } from './accounts-of.ts';
import { listingByCid } from './find-listing.ts';
import { type PageParts, type PagesByRoute, pathOf } from './page-parts.ts';
import { listingQuery, searchQuery } from './page-queries.ts';
import { promoterReference } from './promoter-reference.ts';
import { searchFilters } from './search-filters.ts';
import { createShopCopies } from './shop-copies.ts';

const SEARCH_LISTINGS = 24;
const SHOP_REVIEWS = 6;
const SHOP_LISTINGS = 48;
const LISTING_GROUPS = 12;
const LISTING_RECOMMENDATIONS = 4;

/** Pages of what is sold and of who sells it. */
export function goodsPages({ context, tags, unlessBusy }: PageParts): PagesByRoute {
  const { queries } = context;
  const copiesOf = createShopCopies({
    replicas: context.replicas,
    clock: context.clock,
    failed: (error) => context.log.warn({ err: error }, 'Who holds a shop cannot be said now.'),
  });
  const shopAt = async (params: unknown) => {
    const address = addressSchema.safeParse(pathOf(params, 'address'));
    return address.success ? await queries.getShop(address.data) : undefined;
  };

  return {
    '/search': async ({ query }) => {
      const asked = searchQuery.parse(query);
      const { sort, cursor } = asked;
      const { filters, placeKnown } = searchFilters(asked);
      const [results, facets] = await Promise.all([
        queries.searchListings({
          ...filters,
          sort,
          limit: SEARCH_LISTINGS,
          ...(cursor === null ? {} : { cursor }),
        }),
        unlessBusy(queries.facets(filters)),
      ]);
      return { page: 'search', query: asked, results, facets, placeKnown, tags: await tags() };
    },

    '/shop/:address': async ({ params }) => {
      const shop = await shopAt(params);
      if (shop === undefined) return { page: 'not-found', what: 'shop' };
      const [listings, featured, reviews, trust] = await Promise.all([
        queries.listListings({ limit: SHOP_LISTINGS, sort: 'newest', shop: shop.address }),
        queries.featuredListings({ shop: shop.address, handles: shop.theme?.featured ?? [] }),
        queries.listReviews({ limit: SHOP_REVIEWS * 2, shop: shop.address }),
        unlessBusy(queries.shopTrust(shop.address)),
      ]);
      const copies = copiesOf(addressSchema.parse(shop.address));
      return { page: 'shop', shop, listings, featured, reviews, copies, trust: trust ?? null };
    },

    '/shop/:address/trust': async ({ params }) => {
      const shop = await shopAt(params);
      if (shop === undefined) return { page: 'not-found', what: 'shop' };
      return { page: 'trust', shop, trust: (await unlessBusy(queries.shopTrust(shop.address))) ?? null };
    },

    '/listing/:cid': async ({ params, query }) => {
      const listing = await listingByCid(queries, pathOf(params, 'cid'));
      if (!listing) return { page: 'not-found', what: 'listing' };
      const { v, ref } = listingQuery.parse(query);
      const [reviews, groups, more, promoter, trust, words] = await Promise.all([
        queries.listReviews({ limit: SHOP_REVIEWS * 2, listing: listing.cid }),
        queries.listGroups({ limit: LISTING_GROUPS, listing: listing.cid, state: 'open' }),
        queries.listListings({ limit: 5, sort: 'score', shop: listing.shop }),
        promoterReference(queries, ref),
        unlessBusy(queries.listingTrust(listing.shop, listing.handle)),
        queries.listRecommendations({
          limit: LISTING_RECOMMENDATIONS,
          shop: addressSchema.parse(listing.shop),
          handle: listing.handle,
        }),
      ]);
      return {
        page: 'listing',
        listing,
        reviews,
        groups: groups.items,
        more: more.items.filter(({ handle }) => handle !== listing.handle).slice(0, 4),
        trust: trust ?? null,
        recommendations: words.items,
        variant: v,
        promoter,
        people: await queries.namesOf(
          accountsOfListing(listing, { groups: groups.items, promoter: promoter?.address ?? null }),
        ),
      };
    },
  };
}
