import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { ScoreEvidenceView, ScorePart } from '../../protocol/api/trust.ts';
import { BPS } from '../../protocol/limits.ts';
import { agedMicros, growthOf, PRIOR_FEE_MICROS, PRIOR_MILLI_STARS, SCORE_DAY_SECONDS } from '../../protocol/score.ts';
import type { Database } from '../store/schema.ts';
import { neutralMilliStars } from '../trust/neutral.ts';

/** Reviews that a score's evidence names. */
export const MOST_PARTS = 20;

/** Sums of a shop or a listing, as the index keeps them. */
export interface StoredScore {
  milli_stars: number;
  reviews: number;
  weight_micros: string;
  weight: string;
  histogram: number[];
}

/** A review in a score; `half_stars` are its first and its latest stars. */
export interface StoredPart {
  order_id: ScorePart['order'];
  buyer: ScorePart['buyer'];
  half_stars: number;
  weight: string;
}

/** The columns of a stored part, from `review_parts p`. */
export const partColumns: RawBuilder<StoredPart> = sql`p.order_id, p.buyer, p.half_stars, p.weight::text as weight`;

/** The day of the scores: how many days since 1970 chain time was when they were brought up to date. */
export async function scoredDay(db: Kysely<Database>): Promise<number> {
  const row = await db.selectFrom('score_day').select('day').executeTakeFirst();
  return row?.day ?? 0;
}

/** What a score is made of, in fees of its day. */
export function scoreEvidence(
  score: StoredScore | undefined,
  parts: readonly StoredPart[],
  day: number,
): ScoreEvidenceView {
  const weight = BigInt(score?.weight ?? 0);
  const whole = weight + PRIOR_FEE_MICROS * growthOf(day);
  return {
    score: {
      milliStars: score?.milli_stars ?? neutralMilliStars,
      reviews: score?.reviews ?? 0,
      weightUnits: score?.weight_micros ?? '0',
      histogram: score?.histogram ?? [0, 0, 0, 0, 0],
    },
    priorUnits: PRIOR_FEE_MICROS.toString(),
    priorMilliStars: Number(PRIOR_MILLI_STARS),
    reviewUnits: agedMicros(weight, day).toString(),
    at: (day + 1) * SCORE_DAY_SECONDS,
    parts: parts.map((part) => ({
      order: part.order_id,
      buyer: part.buyer,
      stars: part.half_stars / 2,
      weightUnits: agedMicros(BigInt(part.weight), day).toString(),
      shareBps: Number((BigInt(part.weight) * BPS) / whole),
    })),
  };
}
