import type { Connection } from '@libp2p/interface';
import type { SimulatedNode } from './simulated-node.ts';

/** Disturbs the connections of simulated nodes. */
export interface Faults {
  /** Watches the connections of a node that was just started. */
  watch(node: SimulatedNode): void;
  /** Lets nodes of one side reach only their own side. */
  split(isLeft: (node: number) => boolean): void;
  heal(): void;
  /** Cuts a connection of a node, or a stream of it in the middle. @param draw numbers from 0 to 1 */
  cut(node: SimulatedNode, draw: () => number): 'connection' | 'stream' | undefined;
}

/** Makes the faults. @param nodeOf finds the node of a peer id among those that run */
export function createFaults(nodes: readonly SimulatedNode[]): Faults {
  let isLeft: ((node: number) => boolean) | undefined;
  const numberOf = (peer: string): number | undefined =>
    nodes.find(({ running }) => running?.network.peerId === peer)?.number;
  const numberAt = (peer: string): number | undefined =>
    numberOf(peer) ?? nodes.find(({ address }) => `${peer}/`.startsWith(`${address}/`))?.number;
  const isSplit = (one: number, other: number): boolean => isLeft !== undefined && isLeft(one) !== isLeft(other);
  const isApart = (node: SimulatedNode, { remotePeer }: Connection): boolean => {
    const other = numberOf(remotePeer.toString());
    return other !== undefined && isSplit(node.number, other);
  };
  const connectionsOf = ({ running }: SimulatedNode): Connection[] => running?.network.libp2p.getConnections() ?? [];
  const part = (node: SimulatedNode, connection: Connection): void => {
    if (isApart(node, connection)) connection.abort(new Error('the network is split'));
  };
  return {
    watch: (node) => {
      if (node.running === undefined) return;
      const { libp2p } = node.running.network;
      libp2p.addEventListener('connection:open', ({ detail }) => part(node, detail));
      const dial = libp2p.dial.bind(libp2p);
      // Most dials across a split end here, without the cost of a handshake that is cut at once.
      libp2p.dial = async (peer, options) => {
        const number = numberAt(String(Array.isArray(peer) ? peer[0] : peer));
        if (number !== undefined && isSplit(node.number, number)) throw new Error('the network is split');
        return dial(peer, options);
      };
    },
    split: (left) => {
      isLeft = left;
      for (const node of nodes) for (const connection of connectionsOf(node)) part(node, connection);
    },
    heal: () => {
      isLeft = undefined;
    },
    cut: (node, draw) => {
      const connections = connectionsOf(node);
      const connection = connections[Math.floor(draw() * connections.length)];
      if (connection === undefined) return undefined;
      const stream = connection.streams[Math.floor(draw() * connection.streams.length)];
      if (draw() < 0.5 || stream === undefined) {
        connection.abort(new Error('cut'));
        return 'connection';
      }
      stream.abort(new Error('cut'));
      return 'stream';
    },
  };
}
