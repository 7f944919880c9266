import { identify } from '@libp2p/identify';
import { noise } from '@libp2p/noise';
import { webRTCDirect } from '@libp2p/webrtc';
import { webSockets } from '@libp2p/websockets';
import { yamux } from '@libp2p/yamux';
import { multiaddr } from '@multiformats/multiaddr';
import { createLibp2p } from 'libp2p';
import { peerLimits } from './peer-limits.ts';
import { openRemotePeer, type RemotePeer } from './remote-peer.ts';

/** The browser's own place in the network. It dials and is never dialled. */
export interface BrowserNetwork {
  /** @throws the library's errors when the peer cannot be reached */
  dial(address: string): Promise<RemotePeer>;
  stop(): Promise<void>;
}

/** Joins the network from this page, under a key that is made for the visit. */
export async function openNetwork(): Promise<BrowserNetwork> {
  const node = await createLibp2p({
    addresses: { listen: [] },
    transports: [webSockets(), webRTCDirect()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
    // The reader chose these addresses; a market on one machine has private ones.
    connectionGater: { denyDialMultiaddr: () => false },
    connectionManager: { dialTimeout: peerLimits.dialSeconds * 1_000, reconnectRetries: 0 },
    services: { identify: identify() },
  });
  return {
    dial: async (address) => {
      const connection = await node.dial(multiaddr(address), {
        signal: AbortSignal.timeout(peerLimits.dialSeconds * 1_000),
      });
      return openRemotePeer(address, connection);
    },
    stop: async () => node.stop(),
  };
}
