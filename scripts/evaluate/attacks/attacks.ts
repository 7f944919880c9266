import type { Address } from '../../../protocol/primitives.ts';
import { addressOf, type Market, type Sale, type Scene } from './market.ts';
import { feeMicros } from './rules.ts';

/** Something that a shop or a rival does to move stars. */
export interface Attack {
  name: string;
  /** Whose stars it is about, and which way they should go. */
  target: 'bad up' | 'honest down';
  /** What it adds to the market when it is done so many times. */
  add(scene: Scene, times: number): Market;
  /** What the attacker loses for doing it so many times, in dollars. */
  cost(scene: Scene, times: number): number;
}

const DOLLAR = 1_000_000;
const GAS_DOLLARS = 0.02;

const sybil = (index: number): Address => addressOf(9, index);
const numbers = (times: number): number[] => Array.from({ length: times }, (_, index) => index);

/** A shop gets its own money back but for the fee; somebody else's shop keeps the price. */
const lost = (sales: readonly Sale[], own: Address | undefined): number =>
  sales.reduce((sum, sale) => sum + GAS_DOLLARS + (sale.shop === own ? feeMicros(sale) : sale.priceMicros) / DOLLAR, 0);

const buying = (parts: {
  name: string;
  target: Attack['target'];
  dollars: number;
  buyer: (index: number) => Address;
}): Attack => {
  const sales = (scene: Scene, times: number): Sale[] =>
    numbers(times).map((index) => ({
      buyer: parts.buyer(index),
      shop: parts.target === 'bad up' ? scene.bad : scene.honest,
      stars: parts.target === 'bad up' ? 5 : 1,
      priceMicros: Math.round(parts.dollars * DOLLAR),
    }));
  return {
    name: parts.name,
    target: parts.target,
    add: (scene, times) => ({ sales: sales(scene, times), follows: [] }),
    cost: (scene, times) => lost(sales(scene, times), scene.bad),
  };
};

/** Accounts that buy what the viewer bought and praise it, so that they count as judging alike, then praise the bad shop. */
const agreeing: Attack = {
  name: 'circle: buy and praise what the viewer did ($20 each)',
  target: 'bad up',
  add: (scene, times) => ({
    sales: numbers(times).flatMap((index) => agreeingSales(scene, index)),
    follows: [],
  }),
  cost: (scene, times) =>
    lost(
      numbers(times).flatMap((index) => agreeingSales(scene, index)),
      scene.bad,
    ),
};

function agreeingSales(scene: Scene, index: number): Sale[] {
  const copied = scene.viewersShops.map((shop) => ({
    buyer: sybil(index),
    shop,
    stars: scene.sales.find((sale) => sale.shop === shop && sale.buyer === scene.viewer)?.stars ?? 5,
    priceMicros: 20 * DOLLAR,
  }));
  return [...copied, { buyer: sybil(index), shop: scene.bad, stars: 5, priceMicros: DOLLAR }];
}

/** A friend of the viewer is talked into following one account; any number of others stand behind it. */
const befriended: Attack = {
  name: 'circle: one friend follows a ring of fresh buyers ($1 each)',
  target: 'bad up',
  add: (scene, times) => ({
    sales: numbers(times).map((index) => ({ buyer: sybil(index), shop: scene.bad, stars: 5, priceMicros: DOLLAR })),
    follows: [
      ...(times > 0 ? [{ from: scene.friend, to: sybil(0) }] : []),
      ...numbers(times).map((index) => ({ from: sybil(0), to: sybil(index) })),
    ].filter(({ from, to }) => from !== to),
  }),
  cost: (_, times) => times * (GAS_DOLLARS + 0.01),
};

export const attacks: readonly Attack[] = [
  buying({ name: 'self-purchases of $0.01', target: 'bad up', dollars: 0.01, buyer: () => sybil(0) }),
  buying({ name: 'self-purchases of $20', target: 'bad up', dollars: 20, buyer: () => sybil(0) }),
  buying({ name: 'fresh buyers, $1 each', target: 'bad up', dollars: 1, buyer: sybil }),
  buying({ name: 'fresh buyers, $20 each', target: 'bad up', dollars: 20, buyer: sybil }),
  agreeing,
  befriended,
  buying({ name: 'bombing, one star, $1 each', target: 'honest down', dollars: 1, buyer: sybil }),
  buying({ name: 'bombing, one star, $20 each', target: 'honest down', dollars: 20, buyer: sybil }),
];
