import type { CaseDetail, CourtPoolView } from '../../protocol/api/court.ts';
import type { ListingDetail } from '../../protocol/api/listing.ts';
import type { OrderDetail } from '../../protocol/api/order.ts';
import type { ReviewView } from '../../protocol/api/review.ts';
import type { StatusView } from '../../protocol/api/status.ts';
import type { DeskPart } from '../desk-parts.ts';
import type { LiveKind } from './live-stream.ts';

/** What an island needs to know of the chain and this node; the rest it reads from the API. */
export type ChainProps = Pick<StatusView, 'chainId' | 'contracts' | 'tokens' | 'host' | 'arbitrator' | 'demo'>;

/** The parts of a listing with which a line of the cart can be shown; price and stock are read again before paying. */
export type CartListing = Pick<ListingDetail, 'cid' | 'shop' | 'shopNames' | 'titles' | 'image' | 'token' | 'kind'>;

/** Props of every island, by the name in `data-island`. */
export interface IslandProps {
  /** Header: how many lines the cart has. */
  'cart-count': Record<string, never>;
  /** Header: connect a wallet, or show the connected account. */
  wallet: { chain: ChainProps };
  /** Search box: offers ways to go on while its reader types. */
  'search-box': Record<string, never>;
  /** Search: fills in where the reader is, when asked to. */
  locate: { word: string };
  /** Shop and listing: what the reader's own circle says. */
  circle: { chain: ChainProps; shop: string; handle: string | null };
  /** Home: what the reader's own circle bought. */
  'circle-goods': Record<string, never>;
  /** Person: following, or changing one's own note. */
  person: { chain: ChainProps; account: string; names: Record<string, string>; about: Record<string, string> };
  /** Listing: arrow keys and swiping for the gallery, which works by anchors without it. `first` names the picture to see first. */
  gallery: { first: string | null };
  /** A command to type, with the words of its button. */
  'copy-command': { title: string; copy: string; copied: string; marked: string };
  /** Keeps the elements with these IDs as fresh as the server's page. */
  live: {
    parts: string[];
    kinds: LiveKind[];
    /** Query of `/api/v1/live`. */
    query: string;
    /** Number of the block that the page shows. */
    block: number;
    pauseSeconds: number;
    /** Where the page's subject is found once it is no longer here. */
    moved: string | null;
  };
  /** Listing: adds the "Add to cart" button to the form of the page (its "Buy now" works without it). */
  'buy-box': {
    listing: CartListing;
    variant: { code: string; sku: string; values: Record<string, string>; left: number; priceUnits: string };
    promoter: string | null;
  };
  /** Shop and listing: checks what the page shows against what the shop signed. `listing` null checks a shop's page. */
  verify: {
    chain: Pick<ChainProps, 'chainId' | 'contracts' | 'tokens'>;
    shop: string;
    listing: string | null;
    /** Code of the variant that is shown. */
    variant: string | null;
  };
  cart: { chain: ChainProps };
  checkout: {
    chain: ChainProps;
    /** What "Buy now" asked for; null pays for the cart. */
    line: { listing: ListingDetail; variant: string; quantity: number; promoter: string | null } | null;
  };
  'order-panel': {
    chain: ChainProps;
    order: OrderDetail;
    review: ReviewView | null;
    /** The case before the court; null without one. */
    case: CaseDetail | null;
    /** Public address of this node, for links to share. */
    origin: string;
  };
  /** Order: what buyer and seller write to each other. */
  conversation: { chain: ChainProps; order: OrderDetail };
  /** Evidence: what a party opened to the court. */
  disclosed: {
    chain: ChainProps;
    order: { id: string; buyer: string; shop: string; details: string };
    disclosed: { digest: string; fileKey: string }[];
    /** True to show what all of it says in the order in which it was written. */
    inTime: boolean;
  };
  orders: { chain: ChainProps };
  /** Court: seats, stakes and cases of the connected juror. */
  juror: { chain: ChainProps; pools: CourtPoolView[] };
  /** Case: voting, and what anyone can do to move it on. */
  case: { chain: ChainProps; order: OrderDetail; case: CaseDetail };
  /** Counter: hands over what buyers show a code for. */
  pickup: { chain: ChainProps; origin: string };
  /** Sell: opens a shop, or leads to its desk. */
  'seller-desk': { chain: ChainProps };
  /** A page of a shop's desk; `shop` null means the connected account's own. */
  desk: { chain: ChainProps; part: DeskPart; shop: string | null };
  /** Everything that the operator of this node watches. */
  operator: { chain: ChainProps };
  promoter: { chain: ChainProps; origin: string };
  /** Reads shops from peers; `addresses` are multiaddrs of nodes to begin with. */
  peer: { chain: ChainProps; addresses: string[] };
}
export type IslandName = keyof IslandProps;
