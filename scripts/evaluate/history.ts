import type { Rating } from './ratings.ts';

/** One rating as one of its two sides remembers it. */
export interface Said {
  /** The other side. */
  who: number;
  value: number;
  at: number;
  /** True when nobody had rated the ratee before. */
  isFirst: boolean;
}

/** Everything that was said so far. */
export interface History {
  add(rating: Rating): void;
  /** What a user said, oldest first. */
  by(user: number): readonly Said[];
  /** What was said about a user, oldest first. */
  about(user: number): readonly Said[];
  /** What one user said about another; undefined when nothing. */
  between(rater: number, ratee: number): number | undefined;
  /** Everybody who rated or was rated. */
  users(): Iterable<number>;
  readonly ratings: readonly Rating[];
  /** Mean of all ratings; 0 without any. */
  mean(): number;
}

const nothing: readonly Said[] = [];

/** An empty history, or one with these ratings. */
export function createHistory(first: readonly Rating[] = []): History {
  const by = new Map<number, Said[]>();
  const about = new Map<number, Said[]>();
  const values = new Map<number, Map<number, number>>();
  const ratings: Rating[] = [];
  let sum = 0;
  const push = (lists: Map<number, Said[]>, user: number, said: Said) => {
    const list = lists.get(user);
    if (list === undefined) lists.set(user, [said]);
    else list.push(said);
  };
  const history: History = {
    add: (rating) => {
      const { rater, ratee, value, at } = rating;
      const isFirst = !about.has(ratee);
      push(by, rater, { who: ratee, value, at, isFirst });
      push(about, ratee, { who: rater, value, at, isFirst });
      const row = values.get(rater) ?? new Map<number, number>();
      values.set(rater, row.set(ratee, value));
      ratings.push(rating);
      sum += value;
    },
    by: (user) => by.get(user) ?? nothing,
    about: (user) => about.get(user) ?? nothing,
    between: (rater, ratee) => values.get(rater)?.get(ratee),
    users: () => new Set([...by.keys(), ...about.keys()]),
    ratings,
    mean: () => (ratings.length === 0 ? 0 : sum / ratings.length),
  };
  for (const rating of first) history.add(rating);
  return history;
}
