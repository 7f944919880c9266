import { type BoostedModel, type BoostingSettings, learnBoosted } from './boosting.ts';
import { featureNames } from './features.ts';
import { learnLinear } from './linear.ts';

/** What is known before a rating is given. */
export interface Case {
  features: readonly number[];
  /** True when somebody has rated the ratee before. */
  isKnown: boolean;
}

/** What the personal model says of a rating that is yet to be given. */
export interface PersonalModel {
  /** The rating that is to be expected, -10 to 10. */
  expected(question: Case): number;
  /** How likely it is a warning; about 0 to 1, and only its order matters. */
  risk(question: Case): number;
  /** Share of each feature in what the trees explained, for ratees with and without ratings. */
  gains: { known: readonly number[]; unknown: readonly number[] };
}

/** Chosen on parts of the training part alone. */
const RIDGE = { known: 2_000, unknown: 4_000 };
/** Part of Fairness–Goodness in what is expected of a ratee with ratings. */
const FAIR_PART = 0.3;
const FAIR = featureNames.indexOf('both: fairness times goodness');
const TREES: BoostingSettings = { trees: 80, depth: 3, rate: 0.06, leastRows: 60, ridge: 30 };

/**
 * Learns from ratings that were given: a weighted sum of the features, and small trees for what the sum leaves over. What
 * is said of somebody whom others rated is learned from such cases alone; of newcomers from all, as they are few.
 */
export function learnPersonal(cases: readonly (Case & { value: number })[]): PersonalModel {
  const known = cases.filter(({ isKnown }) => isKnown);
  const rating = ({ value }: { value: number }) => value;
  const warning = ({ value }: { value: number }) => (value < 0 ? 1 : 0);
  const expected = { known: learn(known, rating, RIDGE.known), unknown: learn(cases, rating, RIDGE.unknown) };
  const risk = { known: learn(known, warning, RIDGE.known), unknown: learn(cases, warning, RIDGE.unknown) };
  const which = ({ isKnown }: Case) => (isKnown ? 'known' : 'unknown');
  return {
    expected: (question) => {
      const learned = Math.max(-10, Math.min(10, expected[which(question)].predict(question.features)));
      if (!question.isKnown) return learned;
      return (1 - FAIR_PART) * learned + FAIR_PART * 10 * (question.features[FAIR] ?? 0);
    },
    risk: (question) => risk[which(question)].predict(question.features),
    gains: { known: expected.known.gains, unknown: expected.unknown.gains },
  };
}

function learn<Learned extends Case>(
  cases: readonly Learned[],
  targetOf: (each: Learned) => number,
  ridge: number,
): BoostedModel {
  const rows = cases.map(({ features }) => features);
  const targets = cases.map(targetOf);
  const linear = learnLinear(rows, targets, ridge);
  const columns = (rows[0] ?? []).map((_, feature) => Float64Array.from(rows, (row) => row[feature] ?? 0));
  const left = Float64Array.from(targets, (target, index) => target - linear.predict(rows[index] ?? []));
  const trees = learnBoosted({ columns, targets: left }, TREES);
  return { predict: (features) => linear.predict(features) + trees.predict(features), gains: trees.gains };
}
