import type { EvidenceItem, FlagView } from '../../protocol/api/trust.ts';
import type { Address, Hex } from '../../protocol/primitives.ts';

/** numeric: an amount or a sum as a decimal string. */
type Units = string;

/** Scores, records and flags. */
export interface TrustTables {
  payouts: {
    owner: Address;
    receiver: Address;
    token: Address;
    units: Units;
    times: number;
    at: number;
    transaction: Hex;
  };
  funders: {
    account: Address;
    funder: Address | null;
    token: Address | null;
    transaction: Hex | null;
    at: number | null;
  };
  stale_trust: { kind: 'review' | 'month' | 'shop' | 'buyer' | 'promoter' | 'funder' | 'all'; id: string };
  review_parts: {
    order_id: Hex;
    shop: Address;
    buyer: Address;
    listing: Hex;
    posted_at: number;
    stars: number;
    half_stars: number;
    fee_micros: Units;
    weight: Units;
  };
  version_scores: {
    shop: Address;
    listing: Hex;
    reviews: number;
    weight_micros: Units;
    weight: Units;
    weighted: Units;
    histogram: number[];
    handle: string | null;
    counts: boolean;
    compared: string | null;
  };
  shop_reviewers: { shop: Address; buyer: Address; reviews: number; weight_micros: Units };
  shop_facts: {
    shop: Address;
    buyers: number;
    repeat_buyers: number;
    shipped: number;
    shipping_median: number | null;
    shipping_p90: number | null;
    answered: number;
    answer_median: number | null;
    answer_p90: number | null;
  };
  shop_months: {
    shop: Address;
    month: string;
    orders: number;
    paid_micros: Units;
    completed: number;
    failed: number;
    disputed: number;
    reviews: number;
    stars: number;
  };
  buyer_records: {
    buyer: Address;
    orders: number;
    shops: number;
    completed: number;
    refunded: number;
    disputed: number;
    disputes_won: number;
    disputes_lost: number;
    reviews: number;
    stars: number;
    first_at: number;
  };
  promoter_records: {
    promoter: Address;
    sales: number;
    refunded: number;
    disputed: number;
    reviews: number;
    stars: number;
  };
  flags: {
    subject: 'shop' | 'listing' | 'buyer' | 'promoter';
    account: Address;
    handle: string;
    kind: FlagView['kind'];
    severity: FlagView['severity'];
    share_bps: number | null;
    cases: number;
    since: number;
    evidence: EvidenceItem[];
  };
}
