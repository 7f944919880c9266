import { KEEP_ALIVE, type Libp2p, type PeerId } from '@libp2p/interface';
import { type Multiaddr, multiaddr } from '@multiformats/multiaddr';
import { VouchError } from '../../protocol/errors.ts';
import { networkLimits } from './network-limits.ts';
import type { Log } from './ports.ts';

/** Keeps connections to the peers that the operator named. */
export interface PeerDialer {
  stop(): void;
}

/**
 * Dials the peers of the list and dials them again, after growing pauses, whenever they are gone.
 * @param options `addresses` are multiaddrs, with or without the peer's id
 * @throws VouchError `network.address_invalid`
 */
export function startPeerDialer(options: { libp2p: Libp2p; addresses: readonly string[]; log: Log }): PeerDialer {
  const { libp2p, log } = options;
  const timers = new Set<NodeJS.Timeout>();
  let stopped = false;

  const keep = (address: Multiaddr): void => {
    let pause: number = networkLimits.redialSeconds;
    let peer: PeerId | undefined;
    const connected = () => peer !== undefined && libp2p.getConnections(peer).some(({ status }) => status === 'open');
    const attempt = async () => {
      if (connected()) {
        pause = networkLimits.redialSeconds;
        return;
      }
      try {
        const signal = AbortSignal.timeout(networkLimits.dialSeconds * 1_000);
        const connection = await libp2p.dial(address, { signal });
        peer = connection.remotePeer;
        await libp2p.peerStore.merge(peer, { tags: { [KEEP_ALIVE]: { value: 100 } } });
        pause = networkLimits.redialSeconds;
      } catch (error) {
        pause = Math.min(networkLimits.redialMostSeconds, pause * 1.5);
        log.debug({ err: error, address: address.toString() }, 'A peer cannot be reached yet.');
      }
    };
    const loop = async () => {
      await attempt();
      if (stopped) return;
      const timer = setTimeout(() => {
        timers.delete(timer);
        void loop();
      }, pause * 1_000).unref();
      timers.add(timer);
    };
    void loop();
  };
  options.addresses.map(parse).forEach(keep);
  return {
    stop: () => {
      stopped = true;
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

function parse(address: string): Multiaddr {
  try {
    return multiaddr(address);
  } catch (cause) {
    throw new VouchError({
      code: 'network.address_invalid',
      message: `${address} is no multiaddr.`,
      hint: 'Write an address such as /ip4/203.0.113.7/tcp/4001/p2p/12D3Koo….',
      cause,
      details: { field: 'bootstrap', address },
    });
  }
}
