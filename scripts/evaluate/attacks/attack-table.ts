import { type Attack, attacks } from './attacks.ts';
import { createScene, type Scene } from './market.ts';
import { type Rule, rules } from './rules.ts';

/** What an attack costs under one rule. */
export interface AttackCost {
  attack: string;
  rule: string;
  /** How often it has to be done to move the target by one star; null when the most tried does not. */
  times: number | null;
  /** Dollars lost for that; for `null` what the most that was tried costs. */
  dollars: number;
  /** Stars that the most that was tried moves. */
  movedByMost: number;
}

/** What a shop has whose owner leaves it and opens another. */
export interface FreshStart {
  rule: string;
  before: number;
  after: number;
}

const MOST_TIMES = 1_024;

/**
 * Every attack under every rule, on one market. The same seed gives the same table.
 * @param mostTimes how often an attack is repeated at most
 */
export function attackTable(seed: number, mostTimes = MOST_TIMES): { costs: AttackCost[]; freshStarts: FreshStart[] } {
  const scene = createScene(seed);
  return {
    costs: attacks.flatMap((attack) => rules.map((rule) => costOf(scene, { attack, rule, mostTimes }))),
    freshStarts: rules.map((rule) => ({
      rule: rule.name,
      before: rule.stars(scene, scene.bad, scene),
      after: rule.stars({ ...scene, sales: scene.sales.filter(({ shop }) => shop !== scene.bad) }, scene.bad, scene),
    })),
  };
}

/** The fewest times that move the target by a star: doubled until they do, then halved in between. */
function costOf(
  scene: Scene,
  { attack, rule, mostTimes }: { attack: Attack; rule: Rule; mostTimes: number },
): AttackCost {
  const target = attack.target === 'bad up' ? scene.bad : scene.honest;
  const sign = attack.target === 'bad up' ? 1 : -1;
  const before = rule.stars(scene, target, scene);
  const moved = (times: number): number => {
    const added = attack.add(scene, times);
    const market = { sales: [...scene.sales, ...added.sales], follows: [...scene.follows, ...added.follows] };
    return sign * (rule.stars(market, target, scene) - before);
  };
  let enough = 1;
  while (enough < mostTimes && moved(enough) < 1) enough *= 2;
  const movedByMost = moved(mostTimes);
  const answer = { attack: attack.name, rule: rule.name, movedByMost };
  if (enough === mostTimes && movedByMost < 1)
    return { ...answer, times: null, dollars: attack.cost(scene, mostTimes) };
  let below = Math.floor(enough / 2);
  while (enough - below > 1) {
    const middle = Math.floor((enough + below) / 2);
    if (moved(middle) >= 1) enough = middle;
    else below = middle;
  }
  return { ...answer, times: enough, dollars: attack.cost(scene, enough) };
}
