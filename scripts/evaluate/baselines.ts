import { circleFor, type Known, type Question } from './features.ts';
import type { History } from './history.ts';
import { mean } from './metrics.ts';
import { personalisedRank } from './personalised.ts';
import type { Rating } from './ratings.ts';

/** A known way to foretell a rating. */
export interface Baseline {
  name: string;
  /** undefined where it knows nothing of the ratee. */
  score(known: Known, question: Question): number | undefined;
  /** A score that is no rating is mapped to one by a line that is fitted on the training part. */
  isRating: boolean;
}

/** Ratings as if so many more had been the mean of all. */
const BAYESIAN_PULL = 3;

/** What a viewer's page shows to expect: the circle's word, and the mean of all for where the circle is silent. */
export const SHOWN = 'circle and mean (shown)';
/** The mean of all counts as much as this share of the viewer's trust. */
const CIRCLE_PULL = 0.02;

const sumAbout = (history: History, ratee: number): number =>
  history.about(ratee).reduce((sum, { value }) => sum + value, 0);

const ranks = new WeakMap<Known, Map<number, ReadonlyMap<number, number>>>();
function rankOf(known: Known, rater: number): ReadonlyMap<number, number> {
  const cache = ranks.get(known) ?? new Map<number, ReadonlyMap<number, number>>();
  ranks.set(known, cache);
  const rank = cache.get(rater) ?? personalisedRank(known.history, rater);
  cache.set(rater, rank);
  return rank;
}

/** What the product's prediction is measured against, and the plain rule of its pages. */
export const baselines: readonly Baseline[] = [
  { name: 'global mean', isRating: true, score: () => undefined },
  {
    name: 'ratee mean',
    isRating: true,
    score: ({ history }, { ratee }) => {
      const count = history.about(ratee).length;
      return count === 0 ? undefined : sumAbout(history, ratee) / count;
    },
  },
  {
    name: 'Bayesian mean',
    isRating: true,
    score: ({ history }, { ratee }) =>
      (sumAbout(history, ratee) + BAYESIAN_PULL * history.mean()) / (history.about(ratee).length + BAYESIAN_PULL),
  },
  {
    name: 'Fairness–Goodness',
    isRating: true,
    score: ({ standing: { fairness, goodness } }, { rater, ratee }) => {
      const good = goodness.get(ratee);
      return good === undefined ? undefined : 10 * good * (fairness.get(rater) ?? 1);
    },
  },
  {
    name: 'Fairness–Goodness, fitted',
    isRating: false,
    score: ({ standing: { fairness, goodness } }, { rater, ratee }) => {
      const good = goodness.get(ratee);
      return good === undefined ? undefined : good * (fairness.get(rater) ?? 1);
    },
  },
  {
    name: 'EigenTrust, fitted',
    isRating: false,
    score: ({ standing: { eigenTrust } }, { ratee }) => {
      const trust = eigenTrust.get(ratee);
      return trust === undefined ? undefined : Math.log(trust);
    },
  },
  {
    name: 'personalised PageRank, fitted',
    isRating: false,
    score: (known, { rater, ratee }) => {
      if (known.history.about(ratee).length === 0) return undefined;
      return Math.log((rankOf(known, rater).get(ratee) ?? 0) + 1e-7);
    },
  },
  {
    name: SHOWN,
    isRating: true,
    score: (known, { rater, ratee }) => {
      const { history } = known;
      const about = history.about(ratee);
      let [sum, trust] = [sumAbout(history, ratee) + BAYESIAN_PULL * history.mean(), CIRCLE_PULL];
      sum *= CIRCLE_PULL / (about.length + BAYESIAN_PULL);
      const circle = circleFor(known, rater);
      for (const { who, value } of about) {
        const own = circle.get(who) ?? 0;
        sum += own * value;
        trust += own;
      }
      return sum / trust;
    },
  },
];

/** A baseline's score of a rating that was given. */
export interface Scored {
  rating: Rating;
  score: number | undefined;
}

/**
 * The line from scores to ratings with the least squared error, and the mean rating of those without a score.
 * @param cases of the training part
 */
export function fitLine(cases: readonly Scored[]): (score: number | undefined) => number {
  const unknown = mean(cases.filter(({ score }) => score === undefined).map(({ rating }) => rating.value));
  const known = cases.filter((each): each is { rating: Rating; score: number } => each.score !== undefined);
  const [x, y] = [mean(known.map(({ score }) => score)), mean(known.map(({ rating }) => rating.value))];
  const spread = known.reduce((sum, { score }) => sum + (score - x) ** 2, 0);
  const both = known.reduce((sum, { score, rating }) => sum + (score - x) * (rating.value - y), 0);
  const slope = spread === 0 ? 0 : both / spread;
  return (score) => (score === undefined ? unknown : y + slope * (score - x));
}
