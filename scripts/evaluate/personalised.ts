import type { History } from './history.ts';

/**
 * Personalised PageRank from one rater over positive ratings, by pushing what is left until each rest is small.
 * @returns shares of the users that it reaches
 */
export function personalisedRank(history: History, rater: number): Map<number, number> {
  const rank = new Map<number, number>();
  const rests = new Map<number, number>([[rater, 1]]);
  const queue = [rater];
  for (let user = queue.pop(); user !== undefined; user = queue.pop()) {
    const rest = rests.get(user) ?? 0;
    rests.set(user, 0);
    rank.set(user, (rank.get(user) ?? 0) + 0.15 * rest);
    const liked = history.by(user).filter(({ value }) => value > 0);
    const sum = liked.reduce((total, { value }) => total + value, 0);
    for (const { who, value } of liked) {
      const before = rests.get(who) ?? 0;
      const after = before + (0.85 * rest * value) / sum;
      rests.set(who, after);
      const bound = 2e-5 * Math.max(1, history.by(who).length);
      if (before <= bound && after > bound) queue.push(who);
    }
  }
  return rank;
}

/**
 * Trust that spreads from a rater as in the product: three steps, half of it passed on, split by positive ratings.
 * @returns shares of the users that it reaches
 */
export function circleOf(history: History, rater: number): Map<number, number> {
  const circle = new Map<number, number>();
  let layer = new Map<number, number>([[rater, 2]]);
  for (let depth = 0; depth < 3; depth += 1) {
    const next = new Map<number, number>();
    for (const [user, trust] of layer) {
      const liked = history.by(user).filter(({ value }) => value > 0);
      const sum = liked.reduce((total, { value }) => total + value, 0);
      for (const { who, value } of liked) {
        if (who === rater || circle.has(who)) continue;
        next.set(who, (next.get(who) ?? 0) + (0.5 * trust * value) / sum);
      }
    }
    layer = new Map([...next].filter(([, trust]) => trust >= 1e-5));
    for (const [user, trust] of layer) circle.set(user, trust);
  }
  return circle;
}

/** The oldest of those who rated at least so many. */
const CORE_USERS = 50;
const CORE_RATINGS = 10;

/** Raters who have been there for longest and rated much: a start for trust that newcomers cannot choose. */
export function coreRaters(history: History): number[] {
  const active = [...history.users()].filter((user) => history.by(user).length >= CORE_RATINGS);
  const since = (user: number) => history.by(user)[0]?.at ?? 0;
  return active.sort((a, b) => since(a) - since(b)).slice(0, CORE_USERS);
}

/** @returns trust that spreads from the core in equal parts */
export function coreTrust(history: History): Map<number, number> {
  const trust = new Map<number, number>();
  const roots = coreRaters(history);
  const add = (user: number, part: number) => trust.set(user, (trust.get(user) ?? 0) + part / roots.length);
  for (const root of roots) {
    add(root, 1);
    for (const [user, part] of circleOf(history, root)) add(user, part);
  }
  return trust;
}
