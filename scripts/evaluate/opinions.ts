import type { History } from './history.ts';
import type { Standing } from './standing.ts';

/**
 * Balance: what those whom the rater rated say of the ratee, what those who rated both think, and how alike the two rated
 * others.
 */
export function paths(history: History, rater: number, ratee: number): number[] {
  let [forth, forthCount, same, sameCount, alike, alikeCount] = [0, 0, 0, 0, 0, 0];
  for (const { who, value } of history.about(ratee)) {
    const first = history.between(rater, who);
    if (first !== undefined) {
      forth += (first * value) / 10;
      forthCount += 1;
    }
    const other = history.between(who, rater);
    if (other !== undefined) {
      same += (other * value) / 10;
      sameCount += 1;
    }
  }
  for (const { who, value } of history.by(ratee)) {
    const own = history.between(rater, who);
    if (own === undefined) continue;
    alike += 1 - Math.abs(own - value) / 10;
    alikeCount += 1;
  }
  return [forth / (forthCount + 1), forthCount, same / (sameCount + 1), sameCount, alike / (alikeCount + 1)];
}

/** What raters of the ratee said, by how alike they and the rater judge, and by the rater's trust in them. */
export function opinions(
  { history, standing, circle }: { history: History; standing: Standing; circle: ReadonlyMap<number, number> },
  { rater, ratee }: { rater: number; ratee: number },
): number[] {
  const { kindness, merit, mean } = standing;
  let [similar, likeness, trusted, trust] = [0, 1, 0, 0];
  for (const { who, value } of history.about(ratee)) {
    const off = value - mean - (kindness.get(who) ?? 0) - (merit.get(ratee) ?? 0);
    const like = similarity(history, rater, who);
    similar += like * off;
    likeness += Math.abs(like);
    const own = circle.get(who) ?? 0;
    trusted += own * value;
    trust += own;
  }
  return [similar / likeness, (trusted + 0.001 * mean) / (trust + 0.001), Math.log(trust + 1e-6)];
}

/** -1 to 1: how alike two users rated the same others. */
function similarity(history: History, one: number, other: number): number {
  let [product, count] = [0, 0];
  const [fewer, more] = history.by(one).length < history.by(other).length ? [one, other] : [other, one];
  for (const { who, value } of history.by(fewer)) {
    const theirs = history.between(more, who);
    if (theirs === undefined) continue;
    product += 1 - Math.abs(value - theirs) / 5;
    count += 1;
  }
  return count === 0 ? 0 : product / (count + 2);
}
