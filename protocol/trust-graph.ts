/** What an edge of the trust graph stands for. `rated` is a buyer's reviews of one shop taken together. */
export const edgeKinds = ['follows', 'rated', 'brought'] as const;
export type EdgeKind = (typeof edgeKinds)[number];

/** Why trust went from one account to another. */
export type TrustReason = 'follows' | 'bought' | 'agreed' | 'brought';

/**
 * Who trusts whom, for accounts that are numbers here. The order in which edges are given does not matter: every node
 * that knows the same edges computes the same circle.
 */
export interface TrustEdges {
  /**
   * Gives every edge out of an account. Weights are whole millionths of burned fees, 1 to 4,294,967,295; stars are 1 to
   * 5 for `rated` and 0 for the others.
   */
  eachEdge(from: number, visit: (to: number, kind: EdgeKind, weight: number, stars: number) => void): void;
  /** How many accounts rated a shop. */
  ratersOf(shop: number): number;
  eachRater(shop: number, visit: (rater: number, weight: number, stars: number) => void): void;
  /** The order of two accounts by address, which breaks ties alike on every node. */
  compare(a: number, b: number): number;
}

/** How trust reached an account. */
export interface Reached {
  /** Share of the viewer's trust, in millionths. */
  trustMicros: number;
  /** Steps from the viewer. */
  depth: number;
  /** The account that passed most of it on. */
  from: number;
  reason: TrustReason;
  /** The shop on which both agreed, where that is the reason. */
  shop: number | undefined;
}

/** The rules by which trust spreads; the bounds of docs/trust.md follow from them. */
export const trustRules = {
  /** What a viewer has to give, in millionths. */
  wholeMicros: 1_000_000,
  /** An account passes on 1 part in so many of what reaches it. The viewer passes on everything. */
  decay: 2,
  /** Steps from the viewer. */
  depth: 3,
  /** Less than this does not count as trust. */
  leastMicros: 10,
  /** Who was reached by less passes nothing on. */
  leastPassedMicros: 100,
  /** Tenths that go to people who rated alike: the only edge that somebody can make towards himself, by paying fees. */
  agreedTenths: 2,
  /** Parts of the rest by kind; the parts of kinds that an account has no edge of go to its other ones. */
  parts: { follows: 6, bought: 3, brought: 3 },
  /** Agreement on a shop counts as if others with so much burned fees had agreed too: fees of a sale of 20 dollars. */
  agreedPriorMicros: 200_000,
  /** That two people rated a shop that so many rated says nothing about them. */
  mostRaters: 500,
  /** Edges looked at for one circle; the accounts with most trust come first. */
  mostEdges: 200_000,
  /** In what a viewer may expect, the score of all buyers counts as much as this much of the viewer's own trust. */
  scorePullMicros: 20_000,
  /** People who count through one account, by its distance from the viewer. */
  mostThrough: [5, 2, 1],
} as const;

/**
 * The accounts that a viewer's trust reaches. The viewer has 1,000,000 millionths and passes them along the edges, step
 * by step, away from itself: an account is reached at its shortest distance and from nowhere nearer or farther. Each
 * splits half of what it got among its edges, so the number of edges that it has does not matter to others.
 *
 * INVARIANT: whatever a set of accounts does among itself, the trust that reaches all of it together is less than twice
 * what the edges into the set carry. Made-up accounts and edges between them therefore gain nothing.
 * @param edges the graph
 * @param viewer account that asks
 * @returns all but the viewer; empty when nothing is known of it
 */
export function trustCircle(edges: TrustEdges, viewer: number): Map<number, Reached> {
  const circle = new Map<number, Reached>();
  let layer: Layer = new Map([[viewer, arrival(viewer, { micros: trustRules.wholeMicros, depth: 0 })]]);
  let budget: number = trustRules.mostEdges;
  for (let depth = 1; depth <= trustRules.depth; depth += 1) {
    const next: Layer = new Map();
    for (const from of mostTrusted(layer, edges)) {
      if (budget <= 0) break;
      const got = layer.get(from)?.trustMicros ?? 0;
      const passed = depth === 1 ? got : Math.floor(got / trustRules.decay);
      budget -= passOn({ edges, from, passed }, (to, micros, reason, shop) => {
        if (to === viewer || circle.has(to)) return;
        const known = next.get(to);
        if (known === undefined) next.set(to, arrival(from, { micros, depth, reason, shop }));
        else arrive(known, micros, from, reason, shop);
      });
    }
    for (const [account, reached] of next) {
      if (reached.trustMicros >= trustRules.leastMicros) circle.set(account, reached);
      else next.delete(account);
    }
    layer = next;
  }
  return circle;
}

interface Arrival extends Reached {
  /** The largest single part. */
  most: number;
}
type Layer = Map<number, Arrival>;

const arrival = (
  from: number,
  {
    micros,
    depth,
    reason = 'follows',
    shop,
  }: { micros: number; depth: number; reason?: TrustReason; shop?: number | undefined },
): Arrival => ({ trustMicros: micros, most: micros, depth, from, reason, shop });

/** Accounts give in an order that does not depend on the node, so the first of equal parts is the same everywhere. */
function arrive(known: Arrival, micros: number, from: number, reason: TrustReason, shop: number | undefined): void {
  known.trustMicros += micros;
  if (micros < known.most || (micros === known.most && (from !== known.from || reason >= known.reason))) return;
  known.most = micros;
  known.from = from;
  known.reason = reason;
  known.shop = shop;
}

/** Those who may pass trust on, the most trusted first. */
function mostTrusted(layer: Layer, edges: TrustEdges): number[] {
  return [...layer]
    .filter(([, { trustMicros }]) => trustMicros >= trustRules.leastPassedMicros)
    .sort(([a, one], [b, other]) => other.trustMicros - one.trustMicros || edges.compare(a, b))
    .map(([account]) => account);
}

type Deliver = (to: number, micros: number, reason: TrustReason, shop: number | undefined) => void;

interface Spring {
  edges: TrustEdges;
  from: number;
  /** Millionths to split. */
  passed: number;
}

/** Splits what an account passes on. @returns how many edges were looked at */
function passOn({ edges, from, passed }: Spring, deliver: Deliver): number {
  const sums = { follows: 0, bought: 0, brought: 0, rated: 0 };
  let looked = 0;
  edges.eachEdge(from, (_, kind, weight, stars) => {
    looked += 1;
    sums[kind] += kind === 'follows' ? 1 : weight;
    if (kind === 'rated' && stars >= 4) sums.bought += weight;
  });
  const agreed = Math.floor((passed * trustRules.agreedTenths) / 10);
  const { parts } = trustRules;
  const present = (['follows', 'bought', 'brought'] as const).filter((kind) => sums[kind] > 0);
  const whole = present.reduce((sum, kind) => sum + parts[kind], 0);
  const share = { follows: 0, bought: 0, brought: 0 };
  for (const kind of present) share[kind] = Math.floor(((passed - agreed) * parts[kind]) / whole);
  const give = (to: number, kind: keyof typeof share, weight: number) => {
    const micros = Math.floor((share[kind] * weight) / sums[kind]);
    if (micros > 0 && to !== from) deliver(to, micros, kind, undefined);
  };
  const ratings: Rating[] = [];
  edges.eachEdge(from, (to, kind, weight, stars) => {
    if (kind === 'follows') give(to, 'follows', 1);
    else if (kind === 'brought') give(to, 'brought', weight);
    else {
      if (stars >= 4) give(to, 'bought', weight);
      ratings.push({ shop: to, stars, micros: Math.floor((agreed * weight) / sums.rated) });
    }
  });
  return looked + agree({ edges, from, ratings }, deliver);
}

interface Rating {
  shop: number;
  stars: number;
  /** What goes to those who rated it alike. */
  micros: number;
}

/**
 * Trust in those who rated the same shops alike, less where they rated others the opposite way. It is linear in the fees
 * that they burned, so splitting purchases over many accounts gains nothing. @returns how many ratings were looked at
 */
function agree(
  { edges, from, ratings }: { edges: TrustEdges; from: number; ratings: readonly Rating[] },
  deliver: Deliver,
): number {
  const net = new Map<number, { micros: number; most: number; shop: number }>();
  let looked = 0;
  // By address, so that the shop named for two equal parts is the same on every node.
  const worth = ratings.filter(({ micros }) => micros >= trustRules.leastPassedMicros);
  worth.sort((a, b) => edges.compare(a.shop, b.shop));
  for (const { shop, stars, micros } of worth) {
    if (edges.ratersOf(shop) > trustRules.mostRaters) continue;
    let all: number = trustRules.agreedPriorMicros;
    edges.eachRater(shop, (rater, weight, theirs) => {
      looked += 1;
      if (rater !== from && Math.abs(theirs - stars) <= 1) all += weight;
    });
    edges.eachRater(shop, (rater, weight, theirs) => {
      const apart = Math.abs(theirs - stars);
      if (rater === from || apart === 2) return;
      const part = Math.floor((micros * weight) / (all + (apart > 2 ? weight : 0)));
      if (part === 0) return;
      const signed = apart > 2 ? -part : part;
      const known = net.get(rater);
      if (known === undefined) net.set(rater, { micros: signed, most: signed, shop });
      else {
        known.micros += signed;
        if (signed <= known.most) return;
        known.most = signed;
        known.shop = shop;
      }
    });
  }
  for (const [rater, { micros, shop }] of net) if (micros > 0) deliver(rater, micros, 'agreed', shop);
  return looked;
}

/**
 * How the viewer's trust came to an account.
 * @param circle what `trustCircle` gave
 * @returns the accounts from the one after the viewer to this one, with how each was reached; empty when it was not
 */
export function trustPath(circle: ReadonlyMap<number, Reached>, account: number): { to: number; reached: Reached }[] {
  const path: { to: number; reached: Reached }[] = [];
  for (let to = account; ; ) {
    const reached = circle.get(to);
    if (reached === undefined) return path;
    path.unshift({ to, reached });
    to = reached.from;
  }
}

/**
 * Which of some people count as people whom the viewer trusts: the most trusted first, and at most five through one
 * account next to the viewer, two through one that is a step farther. Someone whom a single honest person vouches for
 * can therefore not turn up as a crowd: k edges from honest people bring in at most 5·k who count.
 * @param people accounts of the circle, most trusted first
 */
export function countedPeople(circle: ReadonlyMap<number, Reached>, people: readonly number[]): number[] {
  const through = new Map<number, number>();
  return people.filter((person) => {
    const path = trustPath(circle, person);
    const isFull = path.some(({ to, reached }) => (through.get(to) ?? 0) >= mostThrough(reached.depth));
    if (isFull || path.length === 0) return false;
    for (const { to } of path) through.set(to, (through.get(to) ?? 0) + 1);
    return true;
  });
}

const mostThrough = (depth: number): number => trustRules.mostThrough[depth - 1] ?? 1;

/** What somebody whom the viewer trusts thinks of a shop. */
export interface TrustedStars {
  trustMicros: number;
  /** 1 to 5. */
  stars: number;
}

/**
 * The circle's word on a shop, and what the viewer may expect of it: the score of all buyers, drawn to the circle's word
 * by the trust behind that. Made-up accounts move it by no more than the trust that reaches them.
 * @param said reviews of the circle, one of each person
 * @param scoreMilliStars score@1
 * @returns thousandths of a star, rounded half up; the circle's word is null without any review
 */
export function circleStars(
  said: readonly TrustedStars[],
  scoreMilliStars: number,
): { milliStars: number | null; expectedMilliStars: number } {
  const trust = said.reduce((sum, { trustMicros }) => sum + trustMicros, 0);
  const weighted = said.reduce((sum, { trustMicros, stars }) => sum + trustMicros * stars * 1_000, 0);
  const pull = trustRules.scorePullMicros;
  return {
    milliStars: trust === 0 ? null : rounded(weighted, trust),
    expectedMilliStars: rounded(weighted + pull * scoreMilliStars, trust + pull),
  };
}

const rounded = (sum: number, weight: number): number => Math.floor((2 * sum + weight) / (2 * weight));
