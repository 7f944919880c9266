import path from 'node:path';

/** Where each part of a local market lives. */
export interface Places {
  dataDir: string;
  chain: string;
  deployment: string;
  personas: string;
  /** Written when the demo market is complete. */
  seeded: string;
  node(number: number): string;
  log(name: string): string;
}

/** Folders and files below the data folder. */
export function placesIn(dataDir: string): Places {
  const under = (...parts: string[]) => path.resolve(dataDir, ...parts);
  return {
    dataDir: path.resolve(dataDir),
    chain: under('chain'),
    deployment: under('deployment.json'),
    personas: under('personas.json'),
    seeded: under('demo-market.json'),
    node: (number) => under(`node-${number}`),
    log: (name) => under('logs', `${name}.log`),
  };
}

/** Between the HTTP port of a node and its peer-to-peer port. */
const PEER_PORT_DISTANCE = 1_000;

/** The peer-to-peer address of the node with this HTTP port. @param host IPv4 address to listen on, this machine's own by default */
export const peerAddress = (httpPort: number, host = '127.0.0.1'): string =>
  `/ip4/${host}/tcp/${httpPort + PEER_PORT_DISTANCE}`;

/** Between the HTTP port of a node and the one on which pages speak with it as a peer. */
const PAGE_PORT_DISTANCE = 2_000;

/** The addresses that the node with this HTTP port listens on: for other nodes, and for pages that read from peers. */
export const listenAddresses = (httpPort: number, host = '127.0.0.1'): string =>
  [peerAddress(httpPort, host), `/ip4/${host}/tcp/${httpPort + PAGE_PORT_DISTANCE}/ws`].join(',');
