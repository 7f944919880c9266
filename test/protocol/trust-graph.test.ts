import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AccountEdge, type AccountGraph, createAccountGraph } from '../../indexer/trust/graph/account-graph.ts';
import type { Address } from '../../protocol/primitives.ts';
import { countedPeople, trustCircle, trustPath, trustRules } from '../../protocol/trust-graph.ts';
import { seededRandom } from '../../scripts/economics/random.ts';

const account = (number: number): Address => `0x${number.toString(16).padStart(40, '0')}`;
type Links = Map<Address, AccountEdge[]>;

/** Edges among `count` accounts that start at a number; shops come behind them. */
function randomLinks({ seed, count, first = 0 }: { seed: number; count: number; first?: number }): Links {
  const random = seededRandom(seed);
  const any = (among: number) => account(first + Math.floor(random() * among));
  const shop = () => account(first + count + Math.floor((random() * count) / 5));
  const links: Links = new Map();
  for (let number = 0; number < count; number += 1) {
    const edges = new Map<string, AccountEdge>();
    const add = (edge: AccountEdge) => {
      if (edge.to !== account(first + number)) edges.set(`${edge.kind} ${edge.to}`, edge);
    };
    for (let each = 0; each < 4; each += 1) {
      if (random() < 0.7) add({ to: any(count), kind: 'follows', weightMicros: 1, stars: 0 });
      const weightMicros = 1 + Math.floor(random() * 900_000);
      if (random() < 0.8) add({ to: shop(), kind: 'rated', weightMicros, stars: 1 + Math.floor(random() * 5) });
      if (random() < 0.2) add({ to: any(count), kind: 'brought', weightMicros, stars: 0 });
    }
    links.set(account(first + number), [...edges.values()]);
  }
  return links;
}

function graphOf(links: Iterable<[Address, AccountEdge[]]>): AccountGraph {
  const graph = createAccountGraph();
  for (const [from, edges] of links) graph.setEdges(from, edges);
  return graph;
}

/** A circle in words that do not depend on how a graph numbers its accounts. */
function circleOf(graph: AccountGraph, viewer: Address) {
  const circle = trustCircle(graph, graph.numberOf(viewer) ?? -1);
  return new Map(
    [...circle]
      .map(([to, { from, shop, ...reached }]): [Address, unknown] => [
        graph.addressOf(to),
        { ...reached, from: graph.addressOf(from), shop: shop === undefined ? undefined : graph.addressOf(shop) },
      ])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function shuffled<T>(all: readonly T[], random: () => number): T[] {
  return all
    .map((value) => ({ value, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ value }) => value);
}

test('gives the same circle in whatever order a node came to know the edges', () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    const links = randomLinks({ seed, count: 60 });
    const random = seededRandom(seed + 1_000);
    const other = graphOf(
      shuffled([...links], random).map(([from, edges]): [Address, AccountEdge[]] => [from, shuffled(edges, random)]),
    );
    const expected = circleOf(graphOf(links), account(0));
    assert.ok(expected.size > 10);
    assert.deepEqual(circleOf(other, account(0)), expected, `seed ${seed}`);
  }
});

test('a graph that followed changes equals one that was built at the end', () => {
  for (let seed = 1; seed <= 10; seed += 1) {
    const [before, after] = [randomLinks({ seed, count: 50 }), randomLinks({ seed: seed + 500, count: 50 })];
    const graph = graphOf(before);
    const random = seededRandom(seed);
    for (const [from, edges] of shuffled([...after], random)) {
      graph.setEdges(from, []);
      graph.setEdges(from, edges);
    }
    const fresh = graphOf(after);
    assert.deepEqual(circleOf(graph, account(3)), circleOf(fresh, account(3)), `seed ${seed}`);
    assert.equal(graph.counts().edges, fresh.counts().edges);
  }
});

test('ways are real: each step is an edge, and trust only falls below the whole', () => {
  const graph = graphOf(randomLinks({ seed: 7, count: 80 }));
  const viewer = graph.numberOf(account(1))!;
  const circle = trustCircle(graph, viewer);
  for (const person of circle.keys()) {
    const path = trustPath(circle, person);
    assert.equal(path.length, circle.get(person)?.depth);
    let from = viewer;
    for (const { to, reached } of path) {
      assert.equal(reached.depth === 1 ? viewer : reached.from, from);
      let isEdge = false;
      if (reached.reason === 'agreed') {
        let [own, theirs] = [0, 0];
        graph.eachRater(reached.shop!, (rater, _, stars) => {
          if (rater === from) own = stars;
          if (rater === to) theirs = stars;
        });
        isEdge = own > 0 && theirs > 0 && Math.abs(own - theirs) <= 1;
      } else {
        const kind = reached.reason === 'bought' ? 'rated' : reached.reason;
        graph.eachEdge(from, (other, each, _, stars) => {
          if (other === to && each === kind && (kind !== 'rated' || stars >= 4)) isEdge = true;
        });
      }
      assert.ok(isEdge, `${reached.reason} from ${from} to ${to}`);
      from = to;
    }
  }
  let first = 0;
  for (const { trustMicros, depth } of circle.values()) if (depth === 1) first += trustMicros;
  assert.ok(first > 0 && first <= trustRules.wholeMicros);
});

test('made-up accounts gain nothing beyond what the edges into them carry', () => {
  for (let seed = 1; seed <= 12; seed += 1) {
    const honest = randomLinks({ seed, count: 60 });
    const victims = [3 * seed, 3 * seed + 1, 3 * seed + 2].map((number) => account(number % 60));
    const entry = account(10_000);
    for (const victim of victims) honest.get(victim)?.push({ to: entry, kind: 'follows', weightMicros: 1, stars: 0 });
    const gains = [1, 10, 100, 600].map((size) => {
      // Everybody of the ring follows everybody, and all praise the same shop.
      const links: Links = new Map(honest);
      for (let index = 0; index < size; index += 1) {
        const others = Array.from({ length: size }, (_, other) => account(10_000 + other));
        const follows = others
          .filter((_, other) => other !== index && (size <= 100 || index === 0))
          .map((to): AccountEdge => ({ to, kind: 'follows', weightMicros: 1, stars: 0 }));
        const praise: AccountEdge = { to: account(20_000), kind: 'rated', weightMicros: 1, stars: 5 };
        links.set(account(10_000 + index), [...follows, praise]);
      }
      const graph = graphOf(links);
      const circle = trustCircle(graph, graph.numberOf(account(0))!);
      const ring = [...circle.keys()].filter((number) => graph.addressOf(number) >= entry);
      const carried = ring.filter((number) => graph.addressOf(number) === entry);
      const total = ring.reduce((sum, number) => sum + circle.get(number)!.trustMicros, 0);
      const entered = carried.reduce((sum, number) => sum + circle.get(number)!.trustMicros, 0);
      assert.ok(total <= 2 * entered, `seed ${seed}, ${size} accounts: ${total} of ${entered}`);
      const people = ring.sort((a, b) => circle.get(b)!.trustMicros - circle.get(a)!.trustMicros);
      assert.ok(countedPeople(circle, people).length <= 5 * victims.length);
      return { total, entered };
    });
    const [one] = gains;
    for (const { entered } of gains) assert.equal(entered, one?.entered, 'what enters does not depend on the ring');
  }
});

test('people who buy what the viewer bought gain by the fees that they burn, not by their number', () => {
  const gain = (accounts: number, feesMicros: number): number => {
    const links: Links = new Map();
    const rated = (weightMicros: number): AccountEdge => ({ to: account(900), kind: 'rated', weightMicros, stars: 5 });
    for (const number of [0, 1, 2, 3]) links.set(account(number), [rated(200_000)]);
    for (let index = 0; index < accounts; index += 1)
      links.set(account(1_000 + index), [rated(Math.floor(feesMicros / accounts))]);
    const graph = graphOf(links);
    return [...trustCircle(graph, graph.numberOf(account(0))!)]
      .filter(([number]) => graph.addressOf(number) >= account(1_000))
      .reduce((sum, [, { trustMicros }]) => sum + trustMicros, 0);
  };
  const alone = gain(1, 200_000);
  assert.ok(alone > 0);
  for (const accounts of [2, 10, 100]) assert.ok(gain(accounts, 200_000) <= alone);
  assert.ok(gain(1, 400_000) > alone);
  assert.ok(gain(1, 10 ** 9) <= (trustRules.wholeMicros * trustRules.agreedTenths) / 10);
});

test('counts at most five people through one account next to the viewer', () => {
  const links: Links = new Map();
  const follow = (from: number, all: number[]) =>
    links.set(
      account(from),
      all.map((to) => ({ to: account(to), kind: 'follows', weightMicros: 1, stars: 0 })),
    );
  follow(0, [1, 2]);
  follow(1, [11, 12, 13, 14, 15, 16, 17]);
  follow(2, [21]);
  const graph = graphOf(links);
  const circle = trustCircle(graph, graph.numberOf(account(0))!);
  const people = [11, 12, 13, 14, 15, 16, 17, 21].map((number) => graph.numberOf(account(number))!);
  assert.equal(countedPeople(circle, people).length, 6);
  assert.equal(countedPeople(circle, [graph.numberOf(account(0))!]).length, 0);
});
