import { VouchError } from './errors.ts';

/** What a review adds to a score. */
export interface WeighedReview {
  /** Non-refundable fee that the order paid, in millionths of a dollar-like unit. */
  feeMicros: bigint;
  /** First stars plus latest stars, 2 to 10: a review without amendment counts its stars twice. */
  halfStars: number;
  /** When the order was paid, Unix seconds; never after the time of the score. */
  paidAt: number;
}

/** All that a score keeps of its reviews. Sums of two sets of reviews add up to those of both. */
export interface ScoreSums {
  /** Σ fee · growth of the day it was paid. */
  weight: bigint;
  /** Σ fee · growth · half stars. */
  weighted: bigint;
}

export const SCORE_DAY_SECONDS = 86_400;
/** Weights are halved once in so many days. */
const HALF_LIFE_DAYS = 365;
/** Days after this one grow no more: it bounds the sums, 250 years after 1970. */
const LAST_DAY = 250 * HALF_LIFE_DAYS;
/**
 * K, the weight of the prior: the fees of a small real shop, ten sales of 20 dollars at 1 % = 2 dollars. Until a shop
 * has burned as much, its score leans to the prior, so a handful of fake sales cannot make a new shop look proven.
 */
export const PRIOR_FEE_MICROS = 2_000_000n;
/** M, the neutral prior: 3.5 stars. */
export const PRIOR_MILLI_STARS = 3_500n;
const MILLI_PER_HALF_STAR = 500n;

/** The day of a time: whole days since 1970, of UTC. @param seconds Unix seconds */
export const scoreDay = (seconds: number): number => Math.floor(seconds / SCORE_DAY_SECONDS);

/**
 * What a fee that was paid on a day counts for, beside one paid on another: it doubles every 365 days, in a straight line
 * in between. Instead of every old review losing weight each day, new ones and the prior gain it, so that the sums of a
 * shop stay as they are while time passes, and ageing costs nothing.
 * @param day as `scoreDay` gives it
 * @returns 365 on day 0, 730 on day 365, and so on
 */
export function growthOf(day: number): bigint {
  const counted = Math.min(Math.max(Math.floor(day), 0), LAST_DAY);
  return BigInt(HALF_LIFE_DAYS + (counted % HALF_LIFE_DAYS)) << BigInt(Math.floor(counted / HALF_LIFE_DAYS));
}

/** Sums without any review. */
const noSums: ScoreSums = { weight: 0n, weighted: 0n };

/**
 * What one review adds to the sums.
 * @throws VouchError `score.review_invalid` when the review cannot come from the chain
 */
export function sumsOf({ feeMicros, halfStars, paidAt }: WeighedReview): ScoreSums {
  if (feeMicros < 0n || !Number.isInteger(halfStars) || halfStars < 2 || halfStars > 10) {
    throw new VouchError({
      code: 'score.review_invalid',
      message: `A review with ${halfStars} half stars and a fee of ${feeMicros} millionths cannot be scored.`,
      hint: 'Half stars are 2 to 10 and fees are not negative: index the order again.',
      details: { field: feeMicros < 0n ? 'feeMicros' : 'halfStars', limit: feeMicros < 0n ? 'at least 0' : '2 to 10' },
    });
  }
  const weight = feeMicros * growthOf(scoreDay(paidAt));
  return { weight, weighted: weight * BigInt(halfStars) };
}

/**
 * The score that sums give on a day. INVARIANT I14: integers only, so that every node computes the same number.
 * @param sums of all reviews of a shop or a listing
 * @param day the day of the block at which the score is taken
 * @returns thousandths of a star, 1,000 to 5,000, rounded half up; 3,500 without weight
 */
export function scoreOf(sums: ScoreSums, day: number): number {
  const prior = PRIOR_FEE_MICROS * growthOf(day);
  const weight = sums.weight + prior;
  const weighted = sums.weighted * MILLI_PER_HALF_STAR + prior * PRIOR_MILLI_STARS;
  return Number((2n * weighted + weight) / (2n * weight));
}

/**
 * score@1: stars = (Σ fee·age·stars + K·M) / (Σ fee·age + K), where age halves every 365 days, in integers only. The
 * weight is linear in the burned fee, hence splitting purchases gains nothing, and sums do not depend on the order of the
 * reviews.
 * @param reviews all reviews of a shop or a listing
 * @param now Unix seconds of the block at which the score is taken
 * @throws VouchError `score.review_invalid` when a review cannot come from the chain
 */
export function score1(reviews: readonly WeighedReview[], now: number): { milliStars: number } {
  const sums = { ...noSums };
  for (const review of reviews) {
    const own = sumsOf(review);
    sums.weight += own.weight;
    sums.weighted += own.weighted;
  }
  return { milliStars: scoreOf(sums, scoreDay(now)) };
}

/**
 * A weight as fees of the day: what is left of it after age.
 * @param weight of sums
 * @param day the day of the score
 * @returns millionths of a dollar-like unit, rounded down
 */
export const agedMicros = (weight: bigint, day: number): bigint => weight / growthOf(day);
