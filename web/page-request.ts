import type { Page } from '../protocol/api/common.ts';
import type { CaseDetail, CaseSummary, CourtPoolView, EvidenceView } from '../protocol/api/court.ts';
import type { GroupDetail, GroupSummary } from '../protocol/api/group.ts';
import type { HostView } from '../protocol/api/host.ts';
import type { ListingDetail, ListingSummary } from '../protocol/api/listing.ts';
import type { NetworkView } from '../protocol/api/network.ts';
import type { OrderDetail } from '../protocol/api/order.ts';
import type { FollowerView, PersonView, RecommendationView } from '../protocol/api/person.ts';
import type { DenialView, PolicyView } from '../protocol/api/policy.ts';
import type { ReplicasView } from '../protocol/api/replica.ts';
import type { ReviewView } from '../protocol/api/review.ts';
import type { FacetsView, ListingSearchPage } from '../protocol/api/search.ts';
import type { ShopDetail, ShopSummary } from '../protocol/api/shop.ts';
import type { StateView } from '../protocol/api/state.ts';
import type { StatusView } from '../protocol/api/status.ts';
import type { ListingTrustView, PromoterRecordView, ShopTrustView } from '../protocol/api/trust.ts';
import type { DeskPart } from './desk-parts.ts';
import type { Locale } from './locale.ts';
import type { SearchQuery } from './search-query.ts';

/** What the reader chose; `auto` follows the device. */
export type Theme = 'auto' | 'light' | 'dark';

/** What every page gets. */
export interface PageBase {
  locale: Locale;
  theme: Theme;
  /** Public address of this node without a slash at the end, such as `https://market.example`. */
  origin: string;
  /** Path and query of the request, such as `/search?q=mug`. */
  path: string;
  /** Unix seconds of the node's clock. */
  now: number;
  status: StatusView;
}

/** A tag and how many listings carry it. */
export interface TagCount {
  tag: string;
  count: number;
}

/** The promoter named by `?ref=`. */
export interface PromoterReference {
  address: string;
  /** False when the address is not registered: then nothing is earned and nothing is shown. */
  registered: boolean;
}

/** A way into the market: a category with a picture of something that is sold there. */
export interface CategoryCard {
  category: number;
  names: Record<string, string>;
  count: number;
  image: ListingSummary['image'];
}

export interface HomePage {
  page: 'home';
  listings: ListingSummary[];
  shops: ShopSummary[];
  reviews: ReviewView[];
  /** Open groups, those that lack fewest members first. */
  groups: GroupSummary[];
  categories: CategoryCard[];
  tags: TagCount[];
}
export interface SearchPage {
  page: 'search';
  query: SearchQuery;
  results: ListingSearchPage;
  /** What the matches hold; null when this node was too busy to count. */
  facets: FacetsView | null;
  /** False when `near` names a place that this node does not know: then it narrows nothing. */
  placeKnown: boolean;
  /** Tags to offer when nothing matches. */
  tags: TagCount[];
}
export interface ShopPage {
  page: 'shop';
  shop: ShopDetail;
  /** What the shop shows first. */
  featured: ListingSummary[];
  listings: Page<ListingSummary>;
  reviews: Page<ReviewView>;
  /** Which nodes hold the shop; null when this one cannot say. */
  copies: ReplicasView | null;
  /** Its record with the evidence; null when this node was too busy to read it. */
  trust: ShopTrustView | null;
}
/** Why to trust a shop, or not. */
export interface TrustPage {
  page: 'trust';
  shop: ShopDetail;
  trust: ShopTrustView | null;
}
export interface ListingPage {
  page: 'listing';
  listing: ListingDetail;
  reviews: Page<ReviewView>;
  /** Open groups of the listing, those that close next first. */
  groups: GroupSummary[];
  /** Other listings of the shop. */
  more: ListingSummary[];
  /** What people say of it, those who bought for most first. */
  recommendations: RecommendationView[];
  /** The listing's own record; null when this node was too busy to read it. */
  trust: ListingTrustView | null;
  /** Code of the variant in `?v=`; null chooses the first in stock. */
  variant: string | null;
  promoter: PromoterReference | null;
  people: PeopleNames;
}
/** An account as others see it. */
/** What accounts of a page call themselves, by account; those that signed no note are left out. */
export type PeopleNames = Readonly<Record<string, { names: Record<string, string> }>>;
export interface PersonPage {
  page: 'person';
  person: PersonView;
  /** Names of followed shops and people, as far as they are listed. */
  shops: { address: string; names: Record<string, string> }[];
  people: { account: string; names: Record<string, string> }[];
  followers: Page<FollowerView>;
  /** What became of the sales that it brought; null when it is no promoter. */
  promoter: PromoterRecordView | null;
  /** Names of its own shop; null without one. */
  shop: Record<string, string> | null;
}
export interface CheckoutPage {
  page: 'checkout';
  /** The line in `?listing=&v=&quantity=&ref=` ("buy now"); null pays for the cart kept in the browser. */
  line: { listing: ListingDetail; variant: string; quantity: number; promoter: PromoterReference | null } | null;
}
export interface OrderPage {
  page: 'order';
  order: OrderDetail;
  review: ReviewView | null;
  /** The group that the order is part of, with its members. */
  group: GroupDetail | null;
  /** The case before the court. */
  case: CaseDetail | null;
  /** What both sides brought into the dispute, oldest first. */
  evidence: EvidenceView[];
  people: PeopleNames;
}
export interface CourtPage {
  page: 'court';
  /** What stands behind the court, by token. */
  pools: CourtPoolView[];
  /** Newest first. */
  cases: Page<CaseSummary>;
}
export interface CasePage {
  page: 'case';
  order: OrderDetail;
  case: CaseDetail;
  people: PeopleNames;
}
export interface HostsPage {
  page: 'hosts';
  /** The newest announcement first. */
  hosts: Page<HostView>;
}
/** What this node carries and what it leaves out. */
export interface PolicyPage {
  page: 'policy';
  policy: PolicyView;
}
/** How far a node's index is, and what stands in its way. */
export interface IndexHealth {
  block: number;
  /** Newest block that cannot be undone. */
  finalized: number;
  chainHead: number;
  synced: boolean;
  /** True while it waits for its operator. */
  halted: boolean;
  /** Newest block of which another endpoint said the same; null while nobody did. */
  confirmed: number | null;
  /** The chain's endpoints by scheme and host. */
  endpoints: { name: string; state: 'good' | 'failing' | 'quarantined'; head: number; milliseconds: number }[];
  /** Code of what stands in the way; null while all is well. */
  problem: string | null;
}
/** How to run a further node of this market. */
export interface HostPage {
  page: 'host';
  /** The chain's endpoint where it is on the same machine; null where operators bring their own. */
  rpcUrl: string | null;
  /** The program itself, as this node hands it out. */
  source: { path: string; bytes: number; sha256: string };
}
/** The network as this node sees it. */
export interface NetworkPage {
  page: 'network';
  network: NetworkView;
  /** The digest of its index and how peers compare; null before the first final block. */
  state: StateView | null;
  health: IndexHealth;
}
/** What this node does not carry. */
export interface DeniedPage {
  page: 'denied';
  what: 'shop' | 'listing';
  /** Null where the operator carries only shops of its choice, and this is none of them. */
  denial: DenialView | null;
}
/** Every component that pages use; some goods and a shop of the market are its examples. */
export interface DesignPage {
  page: 'design';
  listings: ListingSummary[];
  shops: ShopSummary[];
}
/** Reads shops from peers. */
export interface PeerPage {
  page: 'peer';
  /** Multiaddrs of this node and of peers that it knows. */
  addresses: string[];
}
/** A page of the desk of the reader's own shop, or of the one in `?shop=`. */
export interface DeskPage {
  page: 'desk';
  part: DeskPart;
}
/** A page that an island fills; the server renders what can be said without a wallet. */
export interface ShellPage {
  page: 'cart' | 'orders' | 'sell' | 'promote' | 'pickup' | 'operator' | 'offline';
}
export interface NotFoundPage {
  page: 'not-found';
  what: 'page' | 'listing' | 'shop' | 'order';
}
export interface ErrorPage {
  page: 'error';
  /** HTTP status to answer with. */
  statusCode: number;
  error: { code: string; message: string; hint?: string | undefined; retryable: boolean };
}

/** Everything that a page shows; `page` says which. */
export type PageRequest = PageBase &
  (
    | HomePage
    | SearchPage
    | ShopPage
    | TrustPage
    | PersonPage
    | ListingPage
    | CheckoutPage
    | OrderPage
    | CourtPage
    | CasePage
    | HostPage
    | HostsPage
    | PolicyPage
    | NetworkPage
    | DeniedPage
    | PeerPage
    | DesignPage
    | DeskPage
    | ShellPage
    | NotFoundPage
    | ErrorPage
  );

/** A rendered page. */
export interface RenderedPage {
  html: string;
  status: number;
}

/** What web/dist's server module exports. */
export interface WebServerModule {
  renderPage: (request: PageRequest) => RenderedPage;
  /** Source that the policy of pages has to allow for styles beside `'self'`. */
  styleSource: string;
}
