import { baselines } from './baselines.ts';
import { type Known, known } from './features.ts';
import { OURS } from './foretelling.ts';
import { createHistory } from './history.ts';
import { auc, mean } from './metrics.ts';
import { coreRaters } from './personalised.ts';
import type { Rating } from './ratings.ts';
import { standingOf } from './standing.ts';

/** How well one method tells fraudulent users from honest ones. */
export interface FraudRow {
  method: string;
  auc: number;
}

/** The word of who is hardly trusted counts as much as this share of trust: goodness decides where nobody is. */
const DOUBT = 0.001;

/**
 * Tells labelled users apart by what was said of them. A viewer's circle decides in the product; here the circle is that of
 * the oldest raters, as no single viewer asks. Labels are used for nothing but the figure; all methods know the same ratings.
 * @param ratings what is known
 * @param labels true for honest users
 */
export function fraudTable(
  ratings: readonly Rating[],
  labels: ReadonlyMap<number, boolean>,
): { rows: FraudRow[]; users: number } {
  const history = createHistory(ratings);
  const facts = known(history, standingOf(history));
  const users = [...labels.keys()].filter((user) => history.about(user).length > 0);
  const isFraud = users.map((user) => !labels.get(user));
  const row = (method: string, said: (user: number) => number): FraudRow => ({
    method,
    auc: auc(
      isFraud,
      users.map((user) => -said(user)),
    ),
  });
  const at = ratings.at(-1)?.at ?? 0;
  const viewers = coreRaters(history);
  const rows = baselines.map(({ name, score }) =>
    row(name, (ratee) =>
      mean(
        viewers
          .filter((rater) => rater !== ratee)
          .map((rater) => score(facts, { rater, ratee, at }) ?? facts.standing.mean),
      ),
    ),
  );
  return { rows: [...rows, row(OURS, (user) => wordOfTheCircle(facts, user))], users: users.length };
}

/** Mean of what was said about a user, by the trust of the core in who said it. */
function wordOfTheCircle({ history, core, standing }: Known, user: number): number {
  let [sum, weight] = [DOUBT * 10 * (standing.goodness.get(user) ?? 0), DOUBT];
  for (const { who, value } of history.about(user)) {
    const trust = core.get(who) ?? 0;
    sum += trust * value;
    weight += trust;
  }
  return sum / weight;
}
