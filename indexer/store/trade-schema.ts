import type { Address, Hex } from '../../protocol/primitives.ts';

/** numeric(78,0): token units or points as a decimal string. */
type Units = string;

/** Groups, discounts and operators. */
export interface TradeTables {
  open_units: { shop: Address; token: Address; units: Units };
  groups: {
    id: Hex;
    shop: Address;
    leader: Address;
    sku: Hex;
    token: Address;
    price_units: Units;
    size: number;
    within_seconds: number;
    leader_bps: number;
    commission_bps: number;
    deadline: number;
    members: number;
    filled_at: number | null;
    filled_block: number | null;
    filled_log: number | null;
    filled_transaction: Hex | null;
    opened_at: number;
    opened_block: number;
    opened_log: number;
  };
  coupons: { id: Hex; shop: Address; uses: number; cancelled: boolean };
  discounts: {
    order_id: Hex;
    coupon_id: Hex;
    coupon_units: Units;
    first_order_only: boolean;
    points_issuer: Address;
    points: Units;
    given_back: boolean;
    at: number;
  };
  points_programs: { shop: Address; token: Address; earn_bps: number; max_discount_bps: number };
  points_balances: {
    holder: Address;
    issuer: Address;
    token: Address;
    earned_points: Units;
    spent_points: Units;
  };
  points_claims: { order_id: Hex; points: Units; at: number };
  alliances: {
    issuer: Address;
    acceptor: Address;
    token: Address;
    rate_bps: number;
    max_discount_bps: number;
    cap_points: Units;
    valid_until: number;
    made_at: number;
    used_points: Units;
  };
  hosts: {
    operator: Address;
    payout: Address;
    peer_id: Hex;
    endpoints: string[];
    announced_at: number;
    announced_block: number;
    announced_log: number;
    retired: boolean;
  };
}
