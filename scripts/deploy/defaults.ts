const HOUR = 3_600;
const DAY = 24 * HOUR;

/** Parameters of the first orders. */
export const defaultParameters = {
  feeBps: 100,
  minCoverageBps: 1_000,
  penaltyBps: 2_000,
  answerWithinSeconds: 3 * DAY,
  escalateWithinSeconds: 3 * DAY,
  ruleWithinSeconds: 7 * DAY,
};

/** Terms of the demo dollar: stake at least 100, buy for at most 100,000. */
export const demoDollarTerms = {
  accepted: true,
  decimals: 6,
  minStakeUnits: 100_000_000n,
  maxOrderUnits: 100_000_000_000n,
};

/** How long a change of parameters is announced before it can be made. */
export const defaultChangeDelaySeconds = 2 * DAY;
