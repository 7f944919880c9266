import type { Quota } from '../../protocol/quota.ts';

/*
 * What peers are worth by the heads they deliver, on top of gossip's own score, whose thresholds are in gossip-options.ts. Gains are bounded, so that
 * no number of good heads pays for a few invalid ones; losses fade, so that a peer that was repaired comes back.
 */
export const headScores = {
  /** A new head of a shop with the least deposit gains this, and as much again for each tenfold deposit. */
  accepted: 1,
  mostGained: 100,
  /** A message that only a liar, or a peer that checks nothing, sends; gossip itself counts those that it brought, too. */
  invalid: -25,
  /** An old head, or one that this node may not take: honest peers send few. */
  ignored: -0.2,
  mostLost: -4_000,
  /** What was gained or lost is half of it after so long. */
  halfLifeSeconds: 120,
  /** Peers remembered; the one that did nothing for the longest time goes first. */
  peers: 2_000,
} as const;

/** Listings that the least deposit carries. */
const leastQuotaListings = 1_000;

/** Remembers what peers delivered. */
export interface HeadScores {
  /** A head was new and right. @param quota what its shop's deposit carries */
  accepted(peer: string, quota: Quota): void;
  invalid(peer: string): void;
  ignored(peer: string): void;
  /** Between `mostLost` and `mostGained`; 0 for a peer that is not known. */
  of(peer: string): number;
}

/** Makes the memory. @param clock Unix seconds */
export function createHeadScores(clock: () => number): HeadScores {
  const peers = new Map<string, { gained: number; lost: number; at: number }>();
  const faded = (peer: string) => {
    const known = peers.get(peer);
    if (known === undefined) return { gained: 0, lost: 0, at: clock() };
    const rest = 0.5 ** (Math.max(0, clock() - known.at) / headScores.halfLifeSeconds);
    return { gained: known.gained * rest, lost: known.lost * rest, at: clock() };
  };
  const change = (peer: string, gain: number, loss: number) => {
    const { gained, lost, at } = faded(peer);
    peers.delete(peer);
    const [oldest] = peers.keys();
    if (peers.size >= headScores.peers && oldest !== undefined) peers.delete(oldest);
    peers.set(peer, {
      gained: Math.min(headScores.mostGained, gained + gain),
      lost: Math.max(headScores.mostLost, lost + loss),
      at,
    });
  };
  return {
    accepted: (peer, { listings }) =>
      change(peer, headScores.accepted * (1 + Math.log10(Math.max(1, listings / leastQuotaListings))), 0),
    invalid: (peer) => change(peer, 0, headScores.invalid),
    ignored: (peer) => change(peer, 0, headScores.ignored),
    of: (peer) => {
      const { gained, lost } = faded(peer);
      return gained + lost;
    },
  };
}
