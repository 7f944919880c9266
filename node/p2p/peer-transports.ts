import { circuitRelayTransport } from '@libp2p/circuit-relay-v2';
import { tcp } from '@libp2p/tcp';
import { webSockets } from '@libp2p/websockets';
import type { Libp2pOptions } from 'libp2p';
import { networkLimits } from './network-limits.ts';

/** True for an address that pages of any origin can dial without a certificate. */
export const isWebRtcDirect = (address: string): boolean => /\/udp\/\d+\/webrtc-direct(\/|$)/.test(address);

/**
 * The transports of a node: TCP, WebSocket, connections through relays, and WebRTC where a listen address asks for it, since
 * it brings a native library that few nodes need in memory.
 * @param listen multiaddrs that the node listens on
 */
export async function loadTransports(listen: readonly string[]): Promise<NonNullable<Libp2pOptions['transports']>> {
  const relayed = circuitRelayTransport({
    maxInboundStopStreams: networkLimits.relayedConnections,
    maxOutboundStopStreams: networkLimits.relayedConnections,
    reservationCompletionTimeout: networkLimits.dialSeconds * 1_000,
  });
  if (!listen.some(isWebRtcDirect)) return [tcp(), webSockets(), relayed];
  const { webRTCDirect } = await import('@libp2p/webrtc');
  return [tcp(), webSockets(), relayed, webRTCDirect()];
}
