import type { Kysely } from 'kysely';
import type { Page, TokenView } from '../../protocol/api/common.ts';
import type { CouponView } from '../../protocol/api/coupon.ts';
import type {
  CaseDetail,
  CaseQuery,
  CaseSummary,
  CourtPoolView,
  EvidenceView,
  JurorView,
} from '../../protocol/api/court.ts';
import type { GroupDetail, GroupQuery, GroupSummary } from '../../protocol/api/group.ts';
import type { HostView } from '../../protocol/api/host.ts';
import type { InsightsView } from '../../protocol/api/insights.ts';
import type { EquivocationView, ListingDetail, ListingSummary } from '../../protocol/api/listing.ts';
import type { MessageView } from '../../protocol/api/message.ts';
import type { OrderDetail, OrderSummary } from '../../protocol/api/order.ts';
import type { FollowerView, PersonView, RecommendationView } from '../../protocol/api/person.ts';
import type { AlliancesView, PointsView } from '../../protocol/api/points.ts';
import type { PromoterDetail, PromoterSummary } from '../../protocol/api/promoter.ts';
import type { ReviewView } from '../../protocol/api/review.ts';
import type { CategoryPlace } from '../../protocol/api/search.ts';
import type { DepositView, ShopDetail, ShopSummary, SoldVariant } from '../../protocol/api/shop.ts';
import type { CreditView } from '../../protocol/api/status.ts';
import type {
  BuyerRecordView,
  CirclePurchasesView,
  ListingTrustView,
  PersonalTrustView,
  PromoterRecordView,
  ShopTrustView,
} from '../../protocol/api/trust.ts';
import type { Address, Hex } from '../../protocol/primitives.ts';
import { equivocationsOf, type HeldHead, headOf } from '../catalogue/heads.ts';
import { offerProofs } from '../catalogue/offer-proofs.ts';
import { type ListMessagesParameters, listMessages } from '../messages/list-messages.ts';
import { noteOf } from '../notes/held-notes.ts';
import { getPerson, type ListFollowersParameters, listFollowers, type Named, namesOf } from '../notes/people.ts';
import { type ListRecommendationsParameters, listRecommendations } from '../notes/recommendations.ts';
import { categoriesBelow, findCategories } from '../search/find-categories.ts';
import { createSearch, type Search } from '../search/search.ts';
import type { Database } from '../store/schema.ts';
import { type CirclePurchasesParameters, circlePurchases } from '../trust/graph/circle-purchases.ts';
import { followGraph } from '../trust/graph/follow-graph.ts';
import { type PersonalTrustParameters, personalTrust } from '../trust/graph/personal-trust.ts';
import { buyerRecord, promoterRecord } from './account-records.ts';
import { getCase, listCases } from './cases.ts';
import { getCoupon } from './coupons.ts';
import { getJuror, listCourtPools } from './court.ts';
import { listEvidence } from './evidence.ts';
import { featuredListings } from './featured-listings.ts';
import { type FeedListing, feedListings, feedMark, newestFeedListings } from './feed-listings.ts';
import { getListing, getListingByHandle } from './get-listing.ts';
import { getGroup, listGroups } from './groups.ts';
import { hostEarnings } from './host-earnings.ts';
import { announcementOf, type ListHostsParameters, listHosts, operatorsOf } from './hosts.ts';
import { type InsightsParameters, shopInsights } from './insights.ts';
import { type Changes, listChanges } from './list-changes.ts';
import { type ListListingsParameters, listListings } from './list-listings.ts';
import { listingTrust } from './listing-trust.ts';
import { mixedListings } from './mixed-listings.ts';
import { countRows, type ListDepositsParameters, listCredits, listDeposits, listTokens } from './money.ts';
import { getOrder, type ListOrdersParameters, listOrders } from './orders.ts';
import { getPoints, listAlliances } from './points.ts';
import { getPromoter, type ListPromotersParameters, listPromoters } from './promoters.ts';
import { type ListReviewsParameters, listReviews } from './reviews.ts';
import { listSales } from './sales.ts';
import { shopNames } from './shop-names.ts';
import { shopTrust } from './shop-trust.ts';
import { getShop, type ListShopsParameters, listShops } from './shops.ts';
import { type SitemapListing, type SitemapShop, sitemapListings, sitemapShops, sitemapStart } from './sitemap.ts';
import { listTags } from './tags.ts';

/** Everything that can be read of the index, in the shapes of the API. Addresses and digests are lower-case hex. */
export interface Queries extends Search {
  listShops(parameters: ListShopsParameters): Promise<Page<ShopSummary>>;
  getShop(address: string): Promise<ShopDetail | undefined>;
  /** What shops call themselves, by address; those whose profile is not held are left out. */
  shopNames(shops: readonly string[]): Promise<Record<string, Named>>;
  listListings(parameters: Omit<ListListingsParameters, 'now'>): Promise<Page<ListingSummary>>;
  /** Categories right below one; the top ones for null. */
  categories(parent: number | null): CategoryPlace[];
  /** Categories that words or a number name, at most twenty. */
  findCategories(query: string): CategoryPlace[];
  /** Listings of several shops in turn, at most so many. */
  mixedListings(most: number): Promise<ListingSummary[]>;
  getListing(cid: string): Promise<ListingDetail | undefined>;
  getListingByHandle(shop: string, handle: string): Promise<ListingDetail | undefined>;
  /** Current listings of a shop by their handles, in that order. */
  featuredListings(parameters: { shop: string; handles: readonly string[] }): Promise<ListingSummary[]>;
  listReviews(parameters: ListReviewsParameters): Promise<Page<ReviewView>>;
  listOrders(parameters: ListOrdersParameters): Promise<Page<OrderSummary>>;
  getOrder(id: string): Promise<OrderDetail | undefined>;
  listPromoters(parameters: ListPromotersParameters): Promise<Page<PromoterSummary>>;
  getPromoter(address: string): Promise<PromoterDetail | undefined>;
  listGroups(parameters: GroupQuery): Promise<Page<GroupSummary>>;
  getGroup(id: string): Promise<GroupDetail | undefined>;
  listCases(parameters: CaseQuery): Promise<Page<CaseSummary>>;
  getCase(order: string): Promise<CaseDetail | undefined>;
  /** What the parties of an order brought forward, also before there is a case. */
  listEvidence(order: Hex): Promise<EvidenceView[]>;
  listMessages(parameters: ListMessagesParameters): Promise<Page<MessageView>>;
  listCourtPools(): Promise<CourtPoolView[]>;
  getJuror(address: string): Promise<JurorView | undefined>;
  getPoints(holder: string): Promise<PointsView>;
  listAlliances(shop: string): Promise<AlliancesView>;
  getCoupon(couponId: string): Promise<CouponView>;
  listHosts(parameters: ListHostsParameters): Promise<Page<HostView>>;
  /** Whose payout address this is in the register of operators. */
  operatorOf(payout: Address): Promise<Address | undefined>;
  /** Who announced these peers in the register of operators, by multihash of the peer ID. */
  operatorsOf(peerIds: readonly Hex[]): Promise<Map<Hex, Address>>;
  listDeposits(parameters: ListDepositsParameters): Promise<Page<DepositView>>;
  listCredits(owner: string): Promise<CreditView[]>;
  /** What a payout account of an operator earned. */
  hostEarnings(parameters: Parameters<typeof hostEarnings>[1]): ReturnType<typeof hostEarnings>;
  listTokens(): Promise<TokenView[]>;
  headOf(shop: Address): Promise<HeldHead | undefined>;
  /** Proofs that the shop signed two catalogues under one version, newest first, at most 20. */
  equivocationsOf(shop: Address): Promise<EquivocationView[]>;
  listSales(shop: Address): Promise<SoldVariant[]>;
  /** What the blocks after one, up to another, changed; blocks that are final already have none. */
  listChanges(range: { after: number; upTo: number }): Promise<Changes>;
  /** What feeds of a shop depend on; undefined for a shop without a catalogue. */
  feedMark(shop: string): Promise<string | undefined>;
  /** Current listings by handle, those after one handle, for feeds. */
  feedListings(parameters: { shop: string; after: string; limit: number }): Promise<FeedListing[]>;
  newestFeedListings(parameters: { shop: string; limit: number }): Promise<FeedListing[]>;
  /** Shops that list anything, for sitemaps, at most so many. */
  sitemapShops(limit: number): Promise<SitemapShop[]>;
  /** The place of the listing with so many before it; undefined beyond the last. */
  sitemapStart(before: number): Promise<number | undefined>;
  sitemapListings(parameters: { from: number; limit: number }): Promise<SitemapListing[]>;
  /** The tags that most listings carry, at most so many. */
  listTags(most: number): Promise<{ tag: string; count: number }[]>;
  /** Why to trust a shop, or not: each number with what it rests on. Undefined when the shop never opened. */
  shopTrust(shop: string): Promise<ShopTrustView | undefined>;
  /** How a shop did lately: for who works there. */
  shopInsights(parameters: Omit<InsightsParameters, 'now'>): Promise<InsightsView>;
  /** What a listing's own record says; undefined when this node holds no document of it. */
  listingTrust(shop: string, handle: string): Promise<ListingTrustView | undefined>;
  /** What an account did as a buyer. */
  buyerRecord(account: string): Promise<BuyerRecordView>;
  /** What became of the sales that a promoter brought. */
  promoterRecord(account: string): Promise<PromoterRecordView>;
  /** What the viewer's own circle says of a shop or one of its listings. */
  personalTrust(parameters: PersonalTrustParameters): Promise<PersonalTrustView>;
  /** What the viewer's own circle bought and can be bought now. */
  circlePurchases(parameters: CirclePurchasesParameters): Promise<CirclePurchasesView>;
  getPerson(account: Address): Promise<PersonView>;
  /** What accounts call themselves, by account; those that signed no note are left out. */
  namesOf(accounts: readonly string[]): Promise<Record<string, Named>>;
  /** The signed note of an account; undefined when none is held. */
  noteOf(account: Address): Promise<Uint8Array | undefined>;
  listFollowers(parameters: ListFollowersParameters): Promise<Page<FollowerView>>;
  listRecommendations(parameters: ListRecommendationsParameters): Promise<Page<RecommendationView>>;
  countRows(): Promise<{ shops: number; listings: number; orders: number }>;
}

/** What the queries read. */
export interface QueryParts {
  /** Connections of shop pages and the API. */
  db: Kysely<Database>;
  /** Connections of searches and trust questions, for which nothing else waits. */
  searchDb: Kysely<Database>;
  /** Unix seconds; decides which catalogues have run out. */
  clock: () => number;
}

/** Binds the queries to a database. */
export function createQueries({ db, searchDb, clock }: QueryParts): Queries {
  const reader = { db, proofs: offerProofs(db) };
  const circles = { db: searchDb, graph: followGraph(searchDb) };
  return {
    listShops: (parameters) => listShops(db, parameters),
    getShop: (address) => getShop(db, address),
    shopNames: (shops) => shopNames(db, shops),
    listListings: (parameters) =>
      listListings(parameters.q === undefined ? db : searchDb, { ...parameters, now: clock() }),
    ...createSearch({ db: searchDb, clock }),
    categories: categoriesBelow,
    findCategories,
    mixedListings: (limit) => mixedListings(db, { limit, now: clock() }),
    getListing: (cid) => getListing(reader, cid),
    getListingByHandle: (shop, handle) => getListingByHandle(reader, shop, handle),
    featuredListings: (parameters) => featuredListings(db, parameters),
    listReviews: (parameters) => listReviews(db, parameters),
    listOrders: (parameters) => listOrders(db, parameters),
    getOrder: (id) => getOrder(db, id, clock()),
    listPromoters: (parameters) => listPromoters(db, parameters),
    getPromoter: (address) => getPromoter(db, address),
    listGroups: (parameters) => listGroups(db, { ...parameters, now: clock() }),
    getGroup: (id) => getGroup(db, id, clock()),
    listCases: (parameters) => listCases(db, { ...parameters, now: clock() }),
    getCase: (order) => getCase(db, order, clock()),
    listEvidence: (order) => listEvidence(db, order),
    listMessages: (parameters) => listMessages(db, parameters),
    listCourtPools: () => listCourtPools(db),
    getJuror: (address) => getJuror(db, address, clock()),
    getPoints: (holder) => getPoints(db, holder, clock()),
    listAlliances: (shop) => listAlliances(db, shop),
    getCoupon: (couponId) => getCoupon(db, couponId),
    listHosts: (parameters) => listHosts(db, parameters),
    operatorOf: async (payout) => (await announcementOf(db, payout))?.operator,
    operatorsOf: (peerIds) => operatorsOf(db, peerIds),
    listDeposits: (parameters) => listDeposits(db, parameters),
    listCredits: (owner) => listCredits(db, owner),
    hostEarnings: (parameters) => hostEarnings(db, parameters),
    listTokens: () => listTokens(db),
    headOf: (shop) => headOf(db, shop),
    equivocationsOf: (shop) => equivocationsOf(db, shop),
    listSales: (shop) => listSales(db, shop),
    listChanges: (range) => listChanges(db, range),
    feedMark: (shop) => feedMark(db, shop),
    feedListings: (parameters) => feedListings(db, parameters),
    newestFeedListings: (parameters) => newestFeedListings(db, parameters),
    sitemapShops: (limit) => sitemapShops(db, limit),
    sitemapStart: (before) => sitemapStart(db, before),
    sitemapListings: (parameters) => sitemapListings(db, parameters),
    listTags: (most) => listTags(db, most),
    shopTrust: (shop) => shopTrust(searchDb, shop),
    shopInsights: (parameters) => shopInsights(searchDb, { ...parameters, now: clock() }),
    listingTrust: (shop, handle) => listingTrust(searchDb, shop, handle),
    buyerRecord: (account) => buyerRecord(searchDb, account),
    promoterRecord: (account) => promoterRecord(searchDb, account),
    personalTrust: (parameters) => personalTrust(circles, parameters),
    circlePurchases: (parameters) => circlePurchases(circles, { ...parameters, now: clock() }),
    getPerson: (account) => getPerson({ db, buyer: (buyer) => buyerRecord(searchDb, buyer) }, account),
    namesOf: (accounts) => namesOf(db, accounts),
    noteOf: (account) => noteOf(db, account),
    listFollowers: (parameters) => listFollowers(db, parameters),
    listRecommendations: (parameters) => listRecommendations(db, parameters),
    countRows: () => countRows(db),
  };
}
