import { VouchError } from './errors.ts';

/** What a review adds to a score. */
export interface WeighedReview {
  /** Non-refundable fee that the order paid, in millionths of a dollar-like unit. */
  feeMicros: bigint;
  /** First stars plus latest stars, 2 to 10: a review without amendment counts its stars twice. */
  halfStars: number;
  /** When the order was paid, Unix seconds. */
  paidAt: number;
}

/** Weights are halved once in so many seconds. */
const HALF_LIFE_SECONDS = 365 * 86_400;
/** Weight of a new review: ages are fixed-point numbers with 16 binary places. */
const AGE_ONE = 65_536;
/**
 * K, the weight of the prior: the fees of a small real shop, ten sales of 20 dollars at 1 % = 2 dollars. Until a shop
 * has burned as much, its score leans to the prior, so a handful of fake sales cannot make a new shop look proven.
 */
const PRIOR_FEE_MICROS = 2_000_000n;
/** M, the neutral prior: 3.5 stars. */
const PRIOR_MILLI_STARS = 3_500n;

/**
 * score@1: stars = (Σ fee·age·stars + K·M) / (Σ fee·age + K), in integers only, so that every node computes the same
 * number at the same block (INVARIANT I14). The weight is linear in the burned fee, hence splitting purchases gains
 * nothing, and sums do not depend on the order of the reviews.
 * @param reviews all reviews of a shop or a listing
 * @param now Unix seconds of the block at which the score is taken
 * @returns the score in thousandths of a star, 1,000 to 5,000, rounded half up; 3,500 without weight
 * @throws VouchError `score.review_invalid` when a review cannot come from the chain
 */
export function score1(reviews: readonly WeighedReview[], now: number): { milliStars: number } {
  let weight = PRIOR_FEE_MICROS * BigInt(AGE_ONE);
  let weighted = weight * PRIOR_MILLI_STARS;
  for (const review of reviews) {
    const own = weightOf(review, now);
    weight += own;
    weighted += own * BigInt(review.halfStars * 500);
  }
  return { milliStars: Number((2n * weighted + weight) / (2n * weight)) };
}

function weightOf({ feeMicros, halfStars, paidAt }: WeighedReview, now: number): bigint {
  if (feeMicros < 0n || !Number.isInteger(halfStars) || halfStars < 2 || halfStars > 10) {
    throw new VouchError({
      code: 'score.review_invalid',
      message: `A review with ${halfStars} half stars and a fee of ${feeMicros} millionths cannot be scored.`,
      hint: 'Half stars are 2 to 10 and fees are not negative: index the order again.',
      details: { field: feeMicros < 0n ? 'feeMicros' : 'halfStars', limit: feeMicros < 0n ? 'at least 0' : '2 to 10' },
    });
  }
  return feeMicros * BigInt(ageWeight(now - paidAt));
}

/**
 * Weight of an age: halves every year, linear in between.
 * @param seconds age; an age below zero counts as new
 * @returns a fixed-point number with 16 binary places, 65,536 for a new order
 */
export function ageWeight(seconds: number): number {
  const age = Math.max(0, Math.floor(seconds));
  const halvings = Math.floor(age / HALF_LIFE_SECONDS);
  // A shift by 32 or more would wrap around.
  if (halvings > 16) return 0;
  const start = AGE_ONE >> halvings;
  return start - Math.floor((start * (age % HALF_LIFE_SECONDS)) / (2 * HALF_LIFE_SECONDS));
}
