import type { History } from './history.ts';

/** What all ratings together say of each user: slow to compute, so it is done for a whole history at once. */
export interface Standing {
  mean: number;
  /** How much kinder than others a rater is, and how much better than others a ratee is rated, both on the scale of ratings. */
  kindness: ReadonlyMap<number, number>;
  merit: ReadonlyMap<number, number>;
  /** Fairness and goodness of Kumar et al. (ICDM 2016): 0 to 1, and -1 to 1. */
  fairness: ReadonlyMap<number, number>;
  goodness: ReadonlyMap<number, number>;
  /** EigenTrust of Kamvar et al. (WWW 2003): shares that sum to 1. */
  eigenTrust: ReadonlyMap<number, number>;
}

/** Pulls of kindness and merit towards 0, in ratings. */
const KINDNESS_PULL = 4;
const MERIT_PULL = 2.5;

/** Computes all of it. */
export function standingOf(history: History): Standing {
  return { mean: history.mean(), ...additive(history), ...fairnessGoodness(history), eigenTrust: eigenTrust(history) };
}

/** rating = mean + kindness of the rater + merit of the ratee, least squares with pulls towards 0. */
function additive(history: History): Pick<Standing, 'kindness' | 'merit'> {
  const [kindness, merit] = [new Map<number, number>(), new Map<number, number>()];
  const mean = history.mean();
  const users = [...history.users()];
  for (let round = 0; round < 15; round += 1) {
    for (const user of users) {
      const about = history.about(user);
      const sum = about.reduce((total, { who, value }) => total + value - mean - (kindness.get(who) ?? 0), 0);
      merit.set(user, sum / (about.length + MERIT_PULL));
    }
    for (const user of users) {
      const by = history.by(user);
      const sum = by.reduce((total, { who, value }) => total + value - mean - (merit.get(who) ?? 0), 0);
      kindness.set(user, sum / (by.length + KINDNESS_PULL));
    }
  }
  return { kindness, merit };
}

function fairnessGoodness(history: History): Pick<Standing, 'fairness' | 'goodness'> {
  const users = [...history.users()];
  const fairness = new Map(users.map((user) => [user, 1]));
  const goodness = new Map(users.map((user) => [user, 1]));
  for (let round = 0; round < 60; round += 1) {
    let change = 0;
    for (const user of users) {
      const about = history.about(user);
      if (about.length === 0) continue;
      const fresh =
        about.reduce((sum, { who, value }) => sum + ((fairness.get(who) ?? 1) * value) / 10, 0) / about.length;
      change += Math.abs(fresh - (goodness.get(user) ?? 0));
      goodness.set(user, fresh);
    }
    for (const user of users) {
      const by = history.by(user);
      if (by.length === 0) continue;
      const off = by.reduce((sum, { who, value }) => sum + Math.abs(value / 10 - (goodness.get(who) ?? 0)) / 2, 0);
      fairness.set(user, 1 - off / by.length);
    }
    if (change < 1e-6 * users.length) break;
  }
  for (const user of users) if (history.about(user).length === 0) goodness.delete(user);
  return { fairness, goodness };
}

function eigenTrust(history: History): ReadonlyMap<number, number> {
  const users = [...history.users()];
  const start = 1 / users.length;
  const sums = new Map(
    users.map((user) => [user, history.by(user).reduce((sum, { value }) => sum + Math.max(0, value), 0)]),
  );
  let trust = new Map(users.map((user) => [user, start]));
  for (let round = 0; round < 40; round += 1) {
    const next = new Map<number, number>();
    let idle = 0;
    for (const user of users) {
      const [own, sum] = [trust.get(user) ?? 0, sums.get(user) ?? 0];
      if (sum === 0) idle += own;
      else
        for (const { who, value } of history.by(user))
          if (value > 0) next.set(who, (next.get(who) ?? 0) + (own * value) / sum);
    }
    trust = new Map(users.map((user) => [user, 0.85 * ((next.get(user) ?? 0) + idle * start) + 0.15 * start]));
  }
  return trust;
}
