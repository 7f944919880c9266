import type { Address } from '../../../protocol/primitives.ts';
import { type EdgeKind, edgeKinds, type TrustEdges } from '../../../protocol/trust-graph.ts';
import { createEdgeLists } from './edge-lists.ts';

/** One edge out of an account. */
export interface AccountEdge {
  to: Address;
  kind: EdgeKind;
  /** Burned fees in millionths of a dollar-like unit, at least 1; 1 where the kind has none. More than 32 bits are cut. */
  weightMicros: number;
  /** 1 to 5 for `rated`, else 0. */
  stars: number;
}

/** The trust graph of all accounts in memory. */
export interface AccountGraph extends TrustEdges {
  /** The number of an account, or undefined when no edge named it yet. */
  numberOf(account: Address): number | undefined;
  addressOf(account: number): Address;
  /** Replaces all edges out of an account. Those that are there and do not change cost little. */
  setEdges(from: Address, edges: readonly AccountEdge[]): void;
  counts(): { accounts: number; edges: number };
  /** Bytes of the arrays; the names of the accounts come on top. */
  bytes(): number;
}

const MOST_WEIGHT = 0xffff_ffff;
const kindNumbers = { follows: 0, rated: 1, brought: 2 } as const satisfies Record<EdgeKind, number>;

/** An empty graph. */
export function createAccountGraph(): AccountGraph {
  const numbers = new Map<Address, number>();
  const addresses: Address[] = [];
  const edges = createEdgeLists();
  /** For every shop who rated it. */
  const raters = createEdgeLists();
  let count = 0;

  const numberFor = (account: Address): number => {
    const known = numbers.get(account);
    if (known !== undefined) return known;
    numbers.set(account, addresses.length);
    return addresses.push(account) - 1;
  };

  return {
    numberOf: (account) => numbers.get(account),
    // Safety: numbers come from this graph.
    addressOf: (account) => addresses[account] as Address,
    setEdges: (from, fresh) => {
      const source = numberFor(from);
      count += fresh.length - edges.lengthOf(source);
      edges.each(source, (other, _, tag) => {
        if (kindOf(tag) === 'rated') raters.remove(other, source);
      });
      edges.clear(source);
      for (const { to, kind, weightMicros, stars } of fresh) {
        const other = numberFor(to);
        const weight = Math.min(weightMicros, MOST_WEIGHT);
        edges.append(source, { other, weight, tag: kindNumbers[kind] * 8 + stars });
        if (kind === 'rated') raters.append(other, { other: source, weight, tag: stars });
      }
    },
    counts: () => ({ accounts: addresses.length, edges: count }),
    bytes: () => edges.bytes() + raters.bytes(),
    eachEdge: (from, visit) => edges.each(from, (other, weight, tag) => visit(other, kindOf(tag), weight, tag & 7)),
    ratersOf: (shop) => raters.lengthOf(shop),
    eachRater: (shop, visit) => raters.each(shop, visit),
    compare: (a, b) => ((addresses[a] as Address) < (addresses[b] as Address) ? -1 : 1),
  };
}

/** Safety: tags are written here alone, with the places of `edgeKinds`. */
const kindOf = (tag: number): EdgeKind => edgeKinds[tag >> 3] as EdgeKind;
