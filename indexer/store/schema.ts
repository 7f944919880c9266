import type { Generated } from 'kysely';
import type { ImageView } from '../../protocol/api/common.ts';
import type { PayoutView } from '../../protocol/api/order.ts';
import type { ThemeView } from '../../protocol/api/shop.ts';
import type { Disclosure } from '../../protocol/disclosure.ts';
import type { GroupTermsDocument } from '../../protocol/group.ts';
import type { Listing } from '../../protocol/listing.ts';
import type { OfferTerms } from '../../protocol/offer.ts';
import type { OrderOutcome, OrderState, Parameters } from '../../protocol/order.ts';
import type { Address, Hex } from '../../protocol/primitives.ts';
import type { Localised } from '../../protocol/text.ts';
import type { CourtTables } from './court-schema.ts';
import type { MessageTables } from './message-schema.ts';
import type { NoteTables } from './note-schema.ts';
import type { SearchTables } from './search-schema.ts';
import type { StateTables } from './state-schema.ts';
import type { TradeTables } from './trade-schema.ts';
import type { TrustTables } from './trust-schema.ts';
import type { VisitTables } from './visit-schema.ts';

/** numeric(78,0): token units as a decimal string. */
type Units = string;

export interface OrderRow {
  id: Hex;
  buyer: Address;
  shop: Address;
  token: Address;
  promoter: Address;
  parent: Address;
  host: Address;
  leader: Address;
  pickup: Address;
  arbitrator: Address;
  listing: Hex;
  sku: Hex;
  details: Hex;
  zone: Hex;
  group_id: Hex;
  handover: Hex;
  total_units: Units;
  coverage_units: Units;
  version: string;
  paid_at: number;
  index: number;
  quantity: number;
  kind: number;
  ship_within_seconds: number;
  inspect_within_seconds: number;
  commission_bps: number;
  parent_bps: number;
  host_bps: number;
  leader_bps: number;
  pickup_bps: number;
  discount_units: Units;
  parameters: Parameters;
  state: OrderState;
  outcome: OrderOutcome;
  deadline: number | null;
  buyer_bps: number | null;
  seller_bps: number | null;
  answered: boolean;
  fee_units: Units;
  payout: PayoutView | null;
  closed_at: number | null;
  paid_block: number;
  paid_log: number;
  changed_block: number;
}

export interface DepositRow {
  shop: Address;
  token: Address;
  staked_units: Units;
  locked_units: Units;
  unbonding_units: Units;
  release_at: number;
  closed_units: Units;
  failed_units: Units;
  suspended_tier: number;
}

/** A listing document as the store keeps it: CIDs are text, so that it is plain JSON. */
export type StoredListing = Omit<Listing, 'images'> & { images: ImageView[] };

/** Every table with its columns; checked against the database by a test. */
export interface Database
  extends TradeTables,
    CourtTables,
    MessageTables,
    NoteTables,
    SearchTables,
    TrustTables,
    StateTables,
    VisitTables {
  checkpoint: { id: number; deployment: string; block: number; hash: Hex; time: number; finalized: number };
  blocks: { number: number; hash: Hex; parent: Hex; time: number; logs_digest: string | null };
  journal: { op_id: Generated<number>; block: number; table_name: string; key: unknown; was: unknown };
  parameters: {
    id: number;
    fee_bps: number;
    min_coverage_bps: number;
    penalty_bps: number;
    answer_within_seconds: number;
    escalate_within_seconds: number;
    rule_within_seconds: number;
    treasury: string;
  };
  tokens: {
    address: Address;
    symbol: string;
    decimals: number;
    accepted: boolean;
    min_stake_units: Units;
    max_order_units: Units;
  };
  shops: { address: Address; profile: Hex; encryption_key: Hex; lowest_version: string; opened_at: number };
  publishers: { shop: Address; publisher: Address; allowed: boolean };
  anchors: { shop: Address; version: string; root: Hex };
  deposits: DepositRow;
  orders: OrderRow;
  order_steps: {
    block: number;
    log: number;
    order_id: Hex;
    event: string;
    at: number;
    transaction: Hex;
    by: string | null;
    refund_bps: number | null;
    content: Hex | null;
  };
  sold: { shop: Address; sku: Hex; units: number };
  reviews: {
    order_id: Hex;
    shop: Address;
    buyer: Address;
    token: Address;
    first_stars: number;
    stars: number;
    content: Hex;
    weight_units: Units;
    posted_at: number;
    posted_block: number;
    posted_log: number;
    reply_content: Hex | null;
    replied_at: number | null;
  };
  amendments: { order_id: Hex; number: number; stars: number; content: Hex; posted_at: number };
  promoters: {
    address: Address;
    parent: Address;
    registered_at: number;
    registered_block: number;
    registered_log: number;
  };
  commissions: {
    order_id: Hex;
    level: number;
    promoter: Address;
    token: Address;
    units: Units;
    state: 'pending' | 'earned' | 'void';
    at: number;
  };
  credits: { owner: Address; token: Address; credited_units: Units; withdrawn_units: Units };
  fees: { token: Address; taken_units: Units; withdrawn_units: Units };
  shop_records: {
    shop: Address;
    open: number;
    completed: number;
    cancelled: number;
    not_shipped: number;
    settled: number;
    disputed: number;
    disputes_lost: number;
  };
  shop_buyers: { shop: Address; buyer: Address; orders: number };
  heads: {
    shop: Address;
    version: number;
    root: Hex;
    offers: Hex;
    valid_until: number;
    signer: Address;
    signature: Buffer;
    bytes: Buffer;
    listings: number;
    profile: string | null;
    received_at: number;
  };
  equivocations: { shop: Address; version: number; first: Buffer; second: Buffer; seen_at: number };
  profiles: {
    cid: string;
    digest: Hex;
    shop: Address;
    names: Localised;
    taglines: Localised;
    about: Localised;
    shipping: Localised;
    returns: Localised;
    logo: ImageView | null;
    country: string | null;
    city: Localised | null;
    search: string;
    theme: ThemeView | null;
  };
  listing_documents: {
    cid: string;
    digest: Hex;
    shop: Address;
    handle: string;
    kind: string;
    titles: Localised;
    image: ImageView | null;
    document: StoredListing;
    skus: Hex[];
    superseded_at: number | null;
  };
  listings: {
    id: Generated<number>;
    shop: Address;
    handle: string;
    cid: string;
    version: number;
    kind: string;
    token: Address;
    price_from_units: Units;
    price_to_units: Units;
    price_micros: string | null;
    coverage_bps: number;
    commission_bps: number;
    group_from_units: Units | null;
    terms: OfferTerms;
    tags: string[];
    milli_stars: number;
    reviews: Generated<number>;
    /** When the shop changed it last, by its own signature. */
    updated_at: number;
    /** Orders equal rows alike on every node. */
    place: string;
  };
  offers: {
    shop: Address;
    sku: Hex;
    handle: string;
    position: number;
    code: string;
    price_units: Units;
    max_sold: number;
    group_terms: GroupTermsDocument | null;
    leaf: Hex;
  };
  contents: {
    digest: Hex;
    kind: 'review' | 'reply' | 'evidence' | 'refused';
    order_id: Hex | null;
    language: string | null;
    text: string | null;
    photos: ImageView[] | null;
    disclosed: Disclosure[] | null;
    written_at: number | null;
  };
  wanted: {
    digest: Hex;
    purpose: 'review' | 'profile' | 'listing' | 'details' | 'message' | 'evidence';
    order_id: Hex | null;
    attempts: Generated<number>;
    next_at: Generated<number>;
  };
  shop_scores: {
    shop: Address;
    milli_stars: number;
    reviews: number;
    weight_micros: string;
    weight: Generated<string>;
    weighted: Generated<string>;
    histogram: number[];
    top_buyer_bps: number;
  };
  listing_scores: {
    shop: Address;
    handle: string;
    milli_stars: number;
    reviews: number;
    weight_micros: string;
    weight: Generated<string>;
    weighted: Generated<string>;
    histogram: number[];
  };
  carried_shops: { shop: Address; carried: boolean };
  denied_blocks: { digest: Hex };
  carried_mode: { id: number };
  stale_scores: { shop: Address };
  score_day: { id: number; day: number };
  trust_changes: { account: string; transaction: string };
}
