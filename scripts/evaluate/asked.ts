import { baselines } from './baselines.ts';
import { featuresOf, type Known, known } from './features.ts';
import { createHistory } from './history.ts';
import type { Case } from './model.ts';
import type { Rating } from './ratings.ts';
import { standingOf } from './standing.ts';

/** A rating that was foretold from what came before it. */
export interface Asked extends Case {
  rating: Rating;
  /** Of each baseline, in their order; left out where it was not asked for. */
  scores: (number | undefined)[];
}

export interface AskOptions {
  /** Ratings after which all that is slow to compute is computed anew; `never` also keeps each rating out of the history. */
  refreshEvery: number | 'never';
  withBaselines: boolean;
}

/**
 * Goes through ratings in their order and notes what was known of each before it was given.
 * @param before everything that was said before the first of them
 */
export function ask(before: readonly Rating[], ratings: readonly Rating[], options: AskOptions): Asked[] {
  const history = createHistory(before);
  let facts: Known = known(history, standingOf(history));
  return ratings.map((rating, index) => {
    const { refreshEvery } = options;
    if (refreshEvery !== 'never' && index > 0 && index % refreshEvery === 0)
      facts = known(history, standingOf(history));
    const asked = {
      rating,
      features: featuresOf(facts, rating),
      scores: options.withBaselines ? baselines.map(({ score }) => score(facts, rating)) : [],
      isKnown: history.about(rating.ratee).length > 0,
    };
    if (refreshEvery !== 'never') history.add(rating);
    return asked;
  });
}
