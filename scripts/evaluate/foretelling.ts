import { type Asked, ask } from './asked.ts';
import { baselines, fitLine } from './baselines.ts';
import { learnPersonal, type PersonalModel } from './model.ts';
import type { Rating } from './ratings.ts';

/** What one method says of every asked rating. */
export interface Foretold {
  name: string;
  expected: number[];
  /** Higher for a rating that is more likely a warning. */
  risk: number[];
}

export interface Foretelling {
  asked: Asked[];
  /** The baselines first, ours last. */
  methods: Foretold[];
  model: PersonalModel;
}

/** Where histories end from which the model learns what came next, as shares of the training part. */
const LEARNED_CUTS = [0.2, 0.3, 0.4, 0.5, 0.575, 0.65, 0.725, 0.8];
/** How far ahead each of them looks: as far as the test part is long. */
const LEARNED_SPAN = 0.25;
/** Lines of the baselines are fitted to what came after this share of the training part. */
const FITTED_FROM = 0.8;
const REFRESH_EVERY = 1_000;

export const OURS = 'personal (ours)';

/**
 * Foretells the test part from the training part alone: the last word is that of the training part's end, however much
 * later a rating was given.
 */
export function foretellFar(
  training: readonly Rating[],
  test: readonly Rating[],
  log: (line: string) => void,
): Foretelling {
  const at = (share: number) => Math.floor(training.length * share);
  const learned = LEARNED_CUTS.flatMap((cut) => {
    log(`learning from what followed ${Math.round(cut * 100)} % of the training part`);
    return ask(training.slice(0, at(cut)), training.slice(at(cut), at(Math.min(1, cut + LEARNED_SPAN))), {
      refreshEvery: 'never',
      withBaselines: false,
    });
  });
  const options = { refreshEvery: 'never', withBaselines: true } as const;
  const fitted = ask(training.slice(0, at(FITTED_FROM)), training.slice(at(FITTED_FROM)), options);
  return foretell({ learned, fitted, asked: ask(training, test, options), mean: meanOf(training) });
}

/**
 * Foretells each rating of the test part from everything that was said before it, as a node does; what was learned stays
 * as the training part taught it.
 */
export function foretellNext(
  training: readonly Rating[],
  test: readonly Rating[],
  log: (line: string) => void,
): Foretelling {
  const start = Math.floor(training.length * (LEARNED_CUTS[0] ?? 0));
  const fitStart = Math.floor(training.length * FITTED_FROM);
  const options = { refreshEvery: REFRESH_EVERY, withBaselines: true };
  log('learning from each rating of the training part and what came before it');
  const first = ask(training.slice(0, start), training.slice(start, fitStart), { ...options, withBaselines: false });
  const fitted = ask(training.slice(0, fitStart), training.slice(fitStart), options);
  log('asking for each rating of the test part');
  const asked = ask(training, test, options);
  return foretell({ learned: [...first, ...fitted], fitted, asked, mean: meanOf(training) });
}

const meanOf = (ratings: readonly Rating[]): number =>
  ratings.reduce((sum, { value }) => sum + value, 0) / ratings.length;

function foretell(parts: { learned: Asked[]; fitted: Asked[]; asked: Asked[]; mean: number }): Foretelling {
  const { learned, fitted, asked, mean } = parts;
  const model = learnPersonal(learned.map((each) => ({ ...each, value: each.rating.value })));
  const known = baselines.map(({ name, isRating }, index): Foretold => {
    const line = fitLine(fitted.map(({ rating, scores }) => ({ rating, score: scores[index] })));
    const expected = asked.map(({ scores }) => (isRating ? (scores[index] ?? mean) : line(scores[index])));
    return { name, expected, risk: expected.map((value) => -value) };
  });
  const ours: Foretold = {
    name: OURS,
    expected: asked.map(model.expected),
    risk: asked.map(model.risk),
  };
  return { asked, methods: [...known, ours], model };
}
