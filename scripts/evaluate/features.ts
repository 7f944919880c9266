import type { History, Said } from './history.ts';
import { opinions, paths } from './opinions.ts';
import { circleOf, coreTrust } from './personalised.ts';
import type { Standing } from './standing.ts';
import { answeredInKind, extremes, lastingRaters, shareNegative, shrunk, spread, wordOfTheCore } from './summaries.ts';

/** A rating that is to be foretold. */
export interface Question {
  rater: number;
  ratee: number;
  at: number;
}

/** What a prediction may use. */
export interface Known {
  history: History;
  standing: Standing;
  /** Circles that were computed already. */
  circles: Map<number, ReadonlyMap<number, number>>;
  /** Trust that spreads from the oldest active raters. */
  core: ReadonlyMap<number, number>;
}

export const known = (history: History, standing: Standing): Known => ({
  history,
  standing,
  circles: new Map(),
  core: coreTrust(history),
});

/** The circle of a rater, computed when it is first asked for. */
export function circleFor({ history, circles }: Known, rater: number): ReadonlyMap<number, number> {
  const circle = circles.get(rater) ?? circleOf(history, rater);
  circles.set(rater, circle);
  return circle;
}

/** Names of the features, in their order. */
export const featureNames = [
  'rater: ratings given',
  'rater: mean given',
  'rater: share negative',
  'rater: spread',
  'rater: last five',
  'rater: last one',
  'rater: days since the last',
  'rater: days since the first',
  'rater: merit',
  'rater: ratings received',
  'rater: mean received',
  'rater: fairness',
  'rater: mean to newcomers',
  'rater: given today',
  'rater: mean today',
  'rater: eigentrust',
  'ratee: ratings received',
  'ratee: merit',
  'ratee: goodness',
  'ratee: mean received',
  'ratee: last one',
  'ratee: last three',
  'ratee: spread',
  'ratee: share negative',
  'ratee: days since the last',
  'ratee: days since the first',
  'ratee: ratings given',
  'ratee: mean given',
  'ratee: fairness',
  'ratee: received today',
  'ratee: mean today',
  'ratee: eigentrust',
  'ratee: lowest by a proven rater',
  'rater: extremes given',
  'rater: answered in kind',
  'rater: word of the proven',
  'rater: trust of the core',
  'ratee: extremes received',
  'ratee: answered in kind',
  'ratee: word of the proven',
  'ratee: trust of the core',
  'ratee: mean of lasting raters',
  'rater: extremes without trust',
  'rater: share of extremes',
  'both: fairness times goodness',
  'both: mean given and received',
  'both: ratee rated the rater',
  'both: friends of friends',
  'both: number of those',
  'both: rated by the same',
  'both: number of those, too',
  'both: rated the same alike',
  'both: what similar raters said',
  'both: what the circle said',
  'both: trust of the circle in it',
] as const;

const DAY = 86_400;

/** What is known before a rating is given, as numbers. */
export function featuresOf(facts: Known, { rater, ratee, at }: Question): number[] {
  const { history, standing, core } = facts;
  const { mean } = standing;
  const [given, received] = [history.by(rater), history.about(ratee)];
  const [raterReceived, rateeGiven] = [history.about(rater), history.by(ratee)];
  const merit = standing.merit.get(ratee) ?? 0;
  const raterToday = given.filter((said) => said.at > at - DAY);
  const rateeToday = received.filter((said) => said.at > at - DAY);
  const back = history.between(ratee, rater);
  const circle = circleFor(facts, rater);
  return [
    Math.log1p(given.length),
    shrunk(given, mean, 3),
    shareNegative(given),
    spread(given),
    shrunk(given.slice(-5), mean, 1),
    given.at(-1)?.value ?? mean,
    days(at, given.at(-1)?.at),
    days(at, given[0]?.at),
    standing.merit.get(rater) ?? 0,
    Math.log1p(raterReceived.length),
    shrunk(raterReceived, mean, 2),
    standing.fairness.get(rater) ?? 1,
    shrunk(
      given.filter(({ isFirst }) => isFirst),
      mean,
      2,
    ),
    Math.log1p(raterToday.length),
    raterToday.length === 0 ? mean : shrunk(raterToday, mean, 0),
    Math.log(standing.eigenTrust.get(rater) ?? 1e-6),
    Math.log1p(received.length),
    merit,
    standing.goodness.get(ratee) ?? mean / 10,
    shrunk(received, mean, 2),
    received.at(-1)?.value ?? mean,
    shrunk(received.slice(-3), mean, 1),
    spread(received),
    shareNegative(received),
    days(at, received.at(-1)?.at),
    days(at, received[0]?.at),
    Math.log1p(rateeGiven.length),
    shrunk(rateeGiven, mean, 3),
    standing.fairness.get(ratee) ?? 1,
    Math.log1p(rateeToday.length),
    rateeToday.length === 0 ? mean : shrunk(rateeToday, mean, 0),
    Math.log(standing.eigenTrust.get(ratee) ?? 1e-6),
    lowestByProven(received, standing),
    extremes(given),
    answeredInKind(history, rater, given),
    wordOfTheCore(raterReceived, facts),
    Math.log((core.get(rater) ?? 0) + 1e-6),
    extremes(received),
    answeredInKind(history, ratee, rateeGiven),
    wordOfTheCore(received, facts),
    Math.log((core.get(ratee) ?? 0) + 1e-6),
    lastingRaters(received, facts),
    extremes(given) * -Math.log((core.get(rater) ?? 0) + 1e-6),
    given.length === 0 ? 0 : given.filter(({ value }) => Math.abs(value) >= 8).length / (given.length + 1),
    (standing.fairness.get(rater) ?? 1) * (standing.goodness.get(ratee) ?? mean / 10),
    shrunk(given, mean, 3) + shrunk(received, mean, 2) - 2 * mean,
    back ?? 0,
    ...paths(history, rater, ratee),
    ...opinions({ history, standing, circle }, { rater, ratee }),
  ];
}

const days = (now: number, then: number | undefined): number =>
  then === undefined ? -1 : Math.log1p(Math.max(0, now - then) / DAY);

const lowestByProven = (received: readonly Said[], { merit }: Standing): number =>
  received.reduce((lowest, { who, value }) => ((merit.get(who) ?? 0) > 0.5 ? Math.min(lowest, value) : lowest), 10);
