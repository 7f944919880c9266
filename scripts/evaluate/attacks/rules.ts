import { createAccountGraph } from '../../../indexer/trust/graph/account-graph.ts';
import type { Address } from '../../../protocol/primitives.ts';
import { score1 } from '../../../protocol/score.ts';
import { circleStars, trustCircle } from '../../../protocol/trust-graph.ts';
import { createHistory } from '../history.ts';
import { personalisedRank } from '../personalised.ts';
import { standingOf } from '../standing.ts';
import type { Market, Sale, Scene } from './market.ts';

/** A way to say how good a shop is. */
export interface Rule {
  name: string;
  /** 1 to 5. Rules that only rank give 1 for the last of all shops and 5 for the first. */
  stars(market: Market, shop: Address, scene: Scene): number;
}

/** Any day; ages play no part here. */
const NOW = 1_800_000_000;
const FEE_SHARE = 100;
export const feeMicros = ({ priceMicros }: { priceMicros: number }): number => Math.floor(priceMicros / FEE_SHARE);

const of = (market: Market, shop: Address): Sale[] => market.sales.filter((sale) => sale.shop === shop);

function weighted(sales: readonly Sale[], weightOf: (sale: Sale) => number, prior: { stars: number; weight: number }) {
  let [sum, weight] = [prior.stars * prior.weight, prior.weight];
  for (const sale of sales) {
    sum += sale.stars * weightOf(sale);
    weight += weightOf(sale);
  }
  return weight === 0 ? 3 : sum / weight;
}

/** Lower end of the interval in which the share of good reviews lies with 95 % certainty, as stars. */
function wilson(sales: readonly Sale[]): number {
  const [n, z] = [sales.length, 1.96];
  if (n === 0) return 1;
  const share = sales.reduce((sum, { stars }) => sum + (stars - 1) / 4, 0) / n;
  const middle = share + (z * z) / (2 * n);
  const width = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  return 1 + (4 * (middle - width)) / (1 + (z * z) / n);
}

/** The market as signed ratings, -10 to 10, one for each pair of a buyer and a shop, and follows as 10. */
function ratedHistory({ sales, follows }: Market) {
  const numbers = new Map<Address, number>();
  const numberOf = (account: Address): number => {
    const number = numbers.get(account) ?? numbers.size;
    numbers.set(account, number);
    return number;
  };
  const pairs = Map.groupBy(sales, ({ buyer, shop }) => `${buyer} ${shop}`);
  const history = createHistory();
  for (const all of pairs.values()) {
    const [{ buyer, shop }] = all as [Sale];
    const value = (all.reduce((sum, { stars }) => sum + stars, 0) / all.length - 3) * 5;
    history.add({ rater: numberOf(buyer), ratee: numberOf(shop), value, at: NOW });
  }
  for (const { from, to } of follows) history.add({ rater: numberOf(from), ratee: numberOf(to), value: 10, at: NOW });
  return { history, numberOf };
}

/** 1 for the shop that is behind all others, 5 for the one before all. */
function rankStars(market: Market, shop: Address, worthOf: (shop: Address) => number): number {
  const others = [...new Set(market.sales.map((sale) => sale.shop))].filter((other) => other !== shop);
  const own = worthOf(shop);
  const below = others.reduce((sum, other) => sum + (worthOf(other) < own ? 1 : worthOf(other) === own ? 0.5 : 0), 0);
  return 1 + (4 * below) / others.length;
}

function circleWord(market: Market, shop: Address, { viewer }: Scene) {
  const graph = createAccountGraph();
  const buyers = Map.groupBy(market.sales, ({ buyer }) => buyer);
  const followed = Map.groupBy(market.follows, ({ from }) => from);
  for (const account of new Set([...buyers.keys(), ...followed.keys()])) {
    const rated = [...Map.groupBy(buyers.get(account) ?? [], (sale) => sale.shop)].map(([to, sales]) => ({
      to,
      kind: 'rated' as const,
      weightMicros: sales.reduce((sum, sale) => sum + feeMicros(sale), 0),
      stars: sales.at(-1)?.stars ?? 0,
    }));
    const follows = [...new Set((followed.get(account) ?? []).map(({ to }) => to))].map((to) => ({
      to,
      kind: 'follows' as const,
      weightMicros: 1,
      stars: 0,
    }));
    graph.setEdges(
      account,
      [...rated, ...follows].filter(({ weightMicros }) => weightMicros > 0),
    );
  }
  const circle = trustCircle(graph, graph.numberOf(viewer) ?? -1);
  const said = [...Map.groupBy(of(market, shop), (sale) => sale.buyer)].map(([buyer, sales]) => ({
    trustMicros: circle.get(graph.numberOf(buyer) ?? -1)?.trustMicros ?? 0,
    stars: sales.at(-1)?.stars ?? 0,
  }));
  return circleStars(said, score(market, shop) * 1_000);
}

const score = (market: Market, shop: Address): number => {
  const reviews = of(market, shop).map((sale) => ({
    feeMicros: BigInt(feeMicros(sale)),
    halfStars: sale.stars * 2,
    paidAt: NOW,
  }));
  return score1(reviews, NOW).milliStars / 1_000;
};

const NO_PRIOR = { stars: 0, weight: 0 };

/** The baselines first, then what this protocol shows. */
export const rules: readonly Rule[] = [
  { name: 'plain average', stars: (market, shop) => weighted(of(market, shop), () => 1, NO_PRIOR) },
  {
    name: 'Bayesian average',
    stars: (market, shop) => weighted(of(market, shop), () => 1, { stars: 3.5, weight: 10 }),
  },
  { name: 'Wilson bound', stars: (market, shop) => wilson(of(market, shop)) },
  {
    name: 'weight √price',
    stars: (market, shop) => weighted(of(market, shop), ({ priceMicros }) => Math.sqrt(priceMicros), NO_PRIOR),
  },
  {
    name: 'EigenTrust (rank)',
    stars: (market, shop) => {
      const { history, numberOf } = ratedHistory(market);
      const { eigenTrust } = standingOf(history);
      return rankStars(market, shop, (other) => eigenTrust.get(numberOf(other)) ?? 0);
    },
  },
  {
    name: 'PageRank of the viewer (rank)',
    stars: (market, shop, { viewer }) => {
      const { history, numberOf } = ratedHistory(market);
      const rank = personalisedRank(history, numberOf(viewer));
      return rankStars(market, shop, (other) => rank.get(numberOf(other)) ?? 0);
    },
  },
  {
    name: 'Fairness–Goodness',
    stars: (market, shop) => {
      const { history, numberOf } = ratedHistory(market);
      return 3 + 2 * (standingOf(history).goodness.get(numberOf(shop)) ?? 0);
    },
  },
  { name: 'score@1', stars: score },
  {
    name: 'circle of the viewer',
    stars: (market, shop, scene) => (circleWord(market, shop, scene).milliStars ?? score(market, shop) * 1_000) / 1_000,
  },
  {
    name: 'expected by the viewer',
    stars: (market, shop, scene) => circleWord(market, shop, scene).expectedMilliStars / 1_000,
  },
];
