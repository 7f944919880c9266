import { baselines } from './baselines.ts';
import { featuresOf, known } from './features.ts';
import { OURS } from './foretelling.ts';
import { createHistory } from './history.ts';
import { auc, mean } from './metrics.ts';
import type { PersonalModel } from './model.ts';
import { coreRaters } from './personalised.ts';
import type { Rating } from './ratings.ts';
import { standingOf } from './standing.ts';

/** How well one method tells fraudulent users from honest ones. */
export interface FraudRow {
  method: string;
  auc: number;
}

/**
 * Tells labelled users apart by what each method expects that the core of the market would say of them. Labels are used for
 * nothing but the figure. Every method knows the same ratings.
 * @param ratings what is known
 * @param labels true for honest users
 */
export function fraudTable(
  { ratings, labels }: { ratings: readonly Rating[]; labels: ReadonlyMap<number, boolean> },
  model: PersonalModel,
): { rows: FraudRow[]; users: number } {
  const history = createHistory(ratings);
  const facts = known(history, standingOf(history));
  const users = [...labels.keys()].filter((user) => history.about(user).length > 0);
  const isFraud = users.map((user) => !labels.get(user));
  const at = ratings.at(-1)?.at ?? 0;
  const viewers = coreRaters(history);
  const ask = (user: number, say: (rater: number) => number | undefined) =>
    mean(viewers.filter((viewer) => viewer !== user).map((viewer) => say(viewer) ?? facts.standing.mean));
  const rows = baselines.map(({ name, score }) => ({
    method: name,
    auc: auc(
      isFraud,
      users.map((user) => -ask(user, (rater) => score(facts, { rater, ratee: user, at }))),
    ),
  }));
  const risks = users.map((user) =>
    ask(user, (rater) => model.risk({ features: featuresOf(facts, { rater, ratee: user, at }), isKnown: true })),
  );
  return { rows: [...rows, { method: OURS, auc: auc(isFraud, risks) }], users: users.length };
}
