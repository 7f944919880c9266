/** SQL about `orders o`: what became of an order, by the contract's outcomes. */

/** A group that never filled up: nobody bought anything. */
export const isSale = `o.outcome <> 'group_expired'`;

/** At least half of the total went back to the buyer. */
const mostRefunded = `(o.payout is not null and (o.payout ->> 'buyerUnits')::numeric * 2 >= o.total_units)`;

/** The same as sellerFailed in protocol/split.ts. */
export const sellerFailed = `(o.outcome in ('not_shipped', 'seller_silent') or (o.outcome = 'arbitrated' and ${mostRefunded}))`;

/** In dispute now, or ended by one. */
export const isDisputed = `(o.state in ('disputed', 'escalated') or o.outcome in
  ('agreed', 'seller_silent', 'not_escalated', 'arbitrated', 'arbitrator_silent', 'arbitrator_refused'))`;

/** Disputes that somebody decided, or that one side gave up. */
const isDecided = `o.outcome in ('seller_silent', 'not_escalated', 'arbitrated')`;
export const disputeWon = `(${isDecided} and ${mostRefunded})`;
export const disputeLost = `(${isDecided} and not ${mostRefunded})`;

/** The buyer got the money back, or most of it, whoever decided it. */
export const isRefunded = `(${isSale} and (o.state = 'refunded' or ${mostRefunded}))`;
