import type { PeerId } from '@libp2p/interface';

/** Peers that sent something false lately. */
export interface BannedPeers {
  ban(peer: PeerId): void;
  has(peer: PeerId): boolean;
}

/** Makes the list. @param options `seconds` until a ban ends, `most` peers remembered */
export function createBannedPeers(options: { clock: () => number; seconds: number; most: number }): BannedPeers {
  const { clock, seconds, most } = options;
  const until = new Map<string, number>();
  return {
    ban: (peer) => {
      const [oldest] = until.keys();
      if (until.size >= most && oldest !== undefined) until.delete(oldest);
      until.set(peer.toString(), clock() + seconds);
    },
    has: (peer) => {
      const end = until.get(peer.toString());
      if (end === undefined) return false;
      if (end > clock()) return true;
      until.delete(peer.toString());
      return false;
    },
  };
}
