import { type Multiaddr, multiaddr } from '@multiformats/multiaddr';
import { addressPrefix, createPrivateCheck } from './address-kinds.ts';
import { networkLimits } from './network-limits.ts';
import type { Clock } from './ports.ts';

/** A peer that this node could dial. */
export interface KnownPeer {
  peerId: string;
  /** Multiaddrs without the peer's own id at the end. */
  addresses: string[];
  /** The network of its first address; undefined for a private one. */
  prefix: string | undefined;
  /** Who told of it first: `remembered`, `local`, `table`, or `peer <id>`. */
  source: string;
  /** Unix seconds when this node last reached it by dialling; 0 never. */
  reachedAt: number;
  failures: number;
  /** Unix seconds before which it is not tried again. */
  notBefore: number;
}

/** Peers known by hearsay and by experience. What others tell is bounded for each of them, so that none can fill the table. */
export interface KnownPeers {
  /** Takes in what somebody told. Peers that this node reached itself keep the addresses at which it did. */
  hear(news: { peerId: string; addresses: readonly string[]; source: string }): void;
  /** A dial succeeded: these addresses are true. */
  reached(peerId: string, addresses: readonly string[]): void;
  failed(peerId: string): void;
  get(peerId: string): KnownPeer | undefined;
  /**
   * Chooses whom to dial: first a source by lot, then one of its peers, so that a source with many peers has no more weight.
   * @param skip peers not to choose; @param isFull networks of which enough are connected
   */
  choose(skip: ReadonlySet<string>, isFull: (prefix: string) => boolean): KnownPeer | undefined;
  /** Peers reached lately, the latest first. */
  lately(): KnownPeer[];
  /** Peers reached at any time, the latest first, then those remembered that were not reached in this run. */
  worthKeeping(): KnownPeer[];
  size(): number;
}

/** Parts of an address that is dialled on hearsay. */
const dialled = new Set(
  'ip4 ip6 dns4 dns6 dns tcp udp ws wss tls sni p2p p2p-circuit webrtc-direct certhash'.split(' '),
);

/** @param options `allowPrivate` also takes addresses of private networks; `random` gives 0 to 1 */
export function createKnownPeers(options: {
  allowPrivate: boolean;
  own: string;
  clock: Clock;
  random?: () => number;
}): KnownPeers {
  const { allowPrivate, own, clock, random = Math.random } = options;
  const leadsInside = createPrivateCheck();
  const peers = new Map<string, KnownPeer>();

  const usable = (text: string): Multiaddr[] => {
    if (text.length > networkLimits.addressCharacters) return [];
    try {
      const address = multiaddr(text);
      const isDialled = address.getComponents().every(({ name }) => dialled.has(name));
      return isDialled && (allowPrivate || !leadsInside(address)) ? [address] : [];
    } catch {
      // The parser says no by throwing.
      return [];
    }
  };
  const cleaned = (addresses: readonly string[], peerId: string): string[] => {
    const texts = addresses
      .slice(0, networkLimits.addressesPerPeer * 4)
      .flatMap(usable)
      .map(String);
    const bare = texts.map((text) =>
      text.endsWith(`/p2p/${peerId}`) ? text.slice(0, -`/p2p/${peerId}`.length) : text,
    );
    return [...new Set(bare)].filter((text) => text !== '').slice(0, networkLimits.addressesPerPeer);
  };
  const choice = <T>(items: readonly T[]): T | undefined => items[Math.floor(random() * items.length)];
  const heard = () => [...peers.values()].filter(({ reachedAt }) => reachedAt === 0);
  const hasRoom = (prefix: string | undefined, source: string): boolean => {
    const others = heard();
    if (others.filter((peer) => peer.source === source).length >= networkLimits.knownPerSource) return false;
    return (
      prefix === undefined || others.filter((peer) => peer.prefix === prefix).length < networkLimits.knownPerPrefix
    );
  };
  /** Lets one go of the source that told of most. */
  const makeRoom = (): void => {
    if (peers.size < networkLimits.knownPeers) return;
    const sources = Map.groupBy(heard(), ({ source }) => source);
    const [largest = []] = [...sources.values()].sort((a, b) => b.length - a.length);
    const gone = choice(largest) ?? [...peers.values()].sort((a, b) => a.reachedAt - b.reachedAt)[0];
    if (gone !== undefined) peers.delete(gone.peerId);
  };

  return {
    hear: ({ peerId, addresses, source }) => {
      const known = peers.get(peerId);
      if (peerId === own || (known !== undefined && known.reachedAt > 0)) return;
      const taken = cleaned([...(known?.addresses ?? []), ...addresses], peerId);
      if (taken.length === 0) return;
      const prefix = prefixOf(taken);
      if (known !== undefined) known.addresses = taken;
      else if (hasRoom(prefix, source)) {
        makeRoom();
        peers.set(peerId, { peerId, addresses: taken, prefix, source, reachedAt: 0, failures: 0, notBefore: 0 });
      }
    },
    reached: (peerId, addresses) => {
      const taken = cleaned(addresses, peerId);
      if (peerId === own || taken.length === 0) return;
      const known = peers.get(peerId);
      if (known === undefined) makeRoom();
      const [prefix, source] = [prefixOf(taken), known?.source ?? 'remembered'];
      peers.set(peerId, { peerId, addresses: taken, prefix, source, reachedAt: clock(), failures: 0, notBefore: 0 });
    },
    failed: (peerId) => {
      const known = peers.get(peerId);
      if (known === undefined) return;
      known.failures++;
      const pause = Math.min(
        networkLimits.knownPauseSeconds * 2 ** known.failures,
        networkLimits.knownPauseMostSeconds,
      );
      known.notBefore = clock() + pause;
      const isGone = clock() - known.reachedAt > networkLimits.knownKeepSeconds;
      if (known.failures >= networkLimits.knownFailures && isGone) peers.delete(peerId);
    },
    get: (peerId) => peers.get(peerId),
    choose: (skip, isFull) => {
      const due = [...peers.values()].filter((peer) => {
        if (skip.has(peer.peerId) || peer.notBefore > clock()) return false;
        return peer.prefix === undefined || !isFull(peer.prefix);
      });
      const groups = Map.groupBy(due, ({ reachedAt, source }) => (reachedAt > 0 ? 'reached' : source));
      return choice(choice([...groups.values()]) ?? []);
    },
    lately: () =>
      [...peers.values()]
        .filter(
          ({ reachedAt, failures }) => failures === 0 && clock() - reachedAt <= networkLimits.reachedLatelySeconds,
        )
        .sort((a, b) => b.reachedAt - a.reachedAt),
    worthKeeping: () =>
      [...peers.values()]
        .filter(({ reachedAt, source }) => reachedAt > 0 || source === 'remembered')
        .sort((a, b) => b.reachedAt - a.reachedAt),
    size: () => peers.size,
  };
}

const prefixOf = ([first]: readonly string[]): string | undefined =>
  first === undefined ? undefined : addressPrefix(multiaddr(first));
