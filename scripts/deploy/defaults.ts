const HOUR = 3_600;
const DAY = 24 * HOUR;

/** Parameters of the first orders. */
export const defaultParameters = {
  feeBps: 100,
  minCoverageBps: 1_000,
  penaltyBps: 2_000,
  answerWithinSeconds: 3 * DAY,
  escalateWithinSeconds: 3 * DAY,
  // Two rounds of the court with one redraw each, and the appeal window, fit in.
  ruleWithinSeconds: 24 * DAY,
};

/** Terms of the demo dollar: stake at least 100, buy for at most 100,000. */
export const demoDollarTerms = {
  accepted: true,
  decimals: 6,
  minStakeUnits: 100_000_000n,
  maxOrderUnits: 100_000_000_000n,
};

/** Jurors stake 50 demo dollars a seat and earn at least half a dollar. */
export const demoDollarJurorTerms = { seatUnits: 50_000_000n, feeUnits: 500_000n };

/** How long a change of parameters is announced before it can be made. */
export const defaultChangeDelaySeconds = 2 * DAY;
