import type { History, Said } from './history.ts';
import type { Standing } from './standing.ts';

/** Mean of what was said, as if so many more had said `towards`. */
export const shrunk = (said: readonly Said[], towards: number, pull: number): number =>
  (said.reduce((sum, { value }) => sum + value, 0) + towards * pull) / (said.length + pull);

/** Standard deviation; -1 for fewer than two. */
export function spread(said: readonly Said[]): number {
  if (said.length < 2) return -1;
  const mean = shrunk(said, 0, 0);
  return Math.sqrt(said.reduce((sum, { value }) => sum + (value - mean) ** 2, 0) / said.length);
}

export const shareNegative = (said: readonly Said[]): number =>
  (said.filter(({ value }) => value < 0).length + 0.1) / (said.length + 1);

/** Mean size of what was said, whichever way: rings give each other 10 and others -10. */
export const extremes = (said: readonly Said[]): number =>
  (said.reduce((sum, { value }) => sum + Math.abs(value), 0) + 4) / (said.length + 2);

/** Share of what a user said that was answered by a rating in return; -1 for who said nothing. */
export const answeredInKind = (history: History, user: number, given: readonly Said[]): number =>
  given.length === 0
    ? -1
    : given.filter(({ who }) => history.between(who, user) !== undefined).length / (given.length + 1);

/** What was said by those whom the core of the market trusts, against the mean. */
export function wordOfTheCore(
  received: readonly Said[],
  { core, standing }: { core: ReadonlyMap<number, number>; standing: Standing },
): number {
  let [sum, weight] = [0, 0.002];
  for (const { who, value } of received) {
    const trust = Math.min(core.get(who) ?? 0, 0.01);
    sum += trust * (value - standing.mean);
    weight += trust;
  }
  return sum / weight;
}

/** What was said by those who rated much and in measure, against the mean. */
export function lastingRaters(
  received: readonly Said[],
  { history, standing }: { history: History; standing: Standing },
): number {
  let [sum, weight] = [0, 2];
  for (const { who, value } of received) {
    const given = history.by(who);
    const trust = Math.min(1, given.length / 20) * (1 - Math.min(1, extremes(given) / 10));
    sum += trust * (value - standing.mean);
    weight += trust;
  }
  return sum / weight;
}
