import { score1 } from '../../protocol/score.ts';

/** The score of what has no reviews. */
export const neutralMilliStars = score1([], 0).milliStars;
