import type { Address, Hex } from '../../protocol/primitives.ts';

/** numeric(78,0): token units as a decimal string. */
type Units = string;

/** The court and the evidence before it. */
export interface CourtTables {
  juror_terms: { token: Address; seat_units: Units; fee_units: Units };
  court_seats: {
    token: Address;
    seat_id: number;
    juror: Address | null;
    active_at: number;
    free_at: number | null;
    taken_at: number;
  };
  jurors: {
    juror: Address;
    token: Address;
    staked_units: Units;
    locked_units: Units;
    slashed_units: Units;
    taken_at: number;
  };
  cases: {
    order_id: Hex;
    phase: 'drawing' | 'voting' | 'appealable' | 'closed';
    round: number;
    ruling: number;
    buyer_evidence: number;
    shop_evidence: number;
    appeal_by: number | null;
    opened_at: number;
    opened_block: number;
    opened_log: number;
    closed_at: number | null;
    juror_units: Units | null;
    returned_units: Units | null;
  };
  court_rounds: {
    order_id: Hex;
    round: number;
    payer: Address;
    panel_size: number;
    fee_units: Units;
    lock_units: Units;
    cost_units: Units;
    attempt: number;
    draw_block: number | null;
    announced_at: number | null;
    commit_by: number | null;
    reveal_by: number | null;
    shop_votes: number | null;
    buyer_votes: number | null;
    ruling: number | null;
    opened_at: number;
    decided_at: number | null;
  };
  panel_seats: {
    order_id: Hex;
    juror: Address;
    round: number;
    seat: number;
    state: 'drawn' | 'committed' | 'revealed' | 'excluded' | 'silent';
    vote: number | null;
    commitment: Hex | null;
    lock_units: Units;
    slashed_units: Units;
    proof: Hex | null;
    drawn_at: number;
  };
  order_evidence: {
    order_id: Hex;
    block: number;
    log: number;
    party: 'buyer' | 'seller';
    via: 'dispute' | 'proposal' | 'court';
    digest: Hex;
    at: number;
  };
}
