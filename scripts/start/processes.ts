import { fileURLToPath } from 'node:url';
import { operatorAccount, personaRecords } from '../demo/accounts.ts';
import { type Child, startChild } from './child.ts';
import { nodeFlags } from './node-flags.ts';
import { listenAddresses, type Places, peerAddress } from './places.ts';

/** Seconds are enough on an idle machine; one that also builds and draws, or whose disk is busy, takes minutes. */
const START_SECONDS = 300;

const scriptAt = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** Starts the local chain as a process of its own; `ready` is its JSON-RPC address. */
export const startChainProcess = (places: Places): Promise<Child> =>
  startChild({
    name: 'chain',
    script: scriptAt('../chain/main.ts'),
    args: ['--data-dir', places.chain, '--port', '0', '--stop-with-stdin'],
    logFile: places.log('chain'),
    readyOf: (line) => (line.startsWith('{"ready":') ? (JSON.parse(line) as { ready: string }).ready : undefined),
    readyWithinSeconds: START_SECONDS,
  });

/** What a node of the demo market has beside others: its people's wallet, and an operator and an arbitrator among them. */
const demoSettings = (places: Places) => ({
  DEMO: 'true',
  DEMO_PERSONAS: places.personas,
  OPERATORS: personaRecords().find(({ role }) => role === 'operator')?.address,
  ARBITRATOR: personaRecords().find(({ role }) => role === 'arbitrator')?.address,
  // Nobody rewrites this chain, and it makes no block until somebody acts.
  FINALITY_BLOCKS: '1',
});

/** The address that a node prints once it serves. */
const readyAddress = (line: string): string | undefined => /^ready (http\S+)$/.exec(line)?.[1];

export interface NodeProcessOptions {
  /** Counted from 1. */
  number: number;
  /** Nodes of the market in all; each knows the others by their addresses. */
  nodes: number;
  /** HTTP port of the first node. */
  firstPort: number;
  places: Places;
  rpcUrl: string;
}

/**
 * Starts a node of a market that others serve, open to peers from everywhere; what the operator sets in the environment counts.
 * @param options HTTP `port`; `rpcUrls` and `peers` to begin with; `isDemo` for a demo market on a local chain
 */
export function startJoinedNode(options: {
  port: number;
  places: Places;
  rpcUrls: string;
  peers: readonly string[];
  isDemo: boolean;
}): Promise<Child> {
  const { port, places, rpcUrls, peers, isDemo } = options;
  const settings = Object.entries(isDemo ? demoSettings(places) : {});
  return startChild({
    name: 'node',
    script: scriptAt('../../node/main.ts'),
    flags: nodeFlags,
    args: ['--stop-with-stdin'],
    env: {
      PORT: String(port),
      DATA_DIR: places.node(1),
      RPC_URL: rpcUrls,
      DEPLOYMENT: places.deployment,
      P2P_LISTEN: process.env.P2P_LISTEN ?? listenAddresses(port, '0.0.0.0'),
      PEERS: [...peers, ...(process.env.PEERS ? [process.env.PEERS] : [])].join(','),
      ...Object.fromEntries(settings.filter(([name]) => !process.env[name])),
    },
    logFile: places.log('node-1'),
    readyOf: readyAddress,
    readyWithinSeconds: START_SECONDS,
  });
}

/** Starts one node of a local market; `ready` is its HTTP address. */
export function startNodeProcess({ number, nodes, firstPort, places, rpcUrl }: NodeProcessOptions): Promise<Child> {
  const port = firstPort + number - 1;
  const others = Array.from({ length: nodes }, (_, index) => firstPort + index).filter((each) => each !== port);
  return startChild({
    name: `node ${number}`,
    script: scriptAt('../../node/main.ts'),
    flags: nodeFlags,
    args: ['--stop-with-stdin'],
    env: {
      PORT: String(port),
      DATA_DIR: places.node(number),
      RPC_URL: rpcUrl,
      DEPLOYMENT: places.deployment,
      ...demoSettings(places),
      P2P_LISTEN: listenAddresses(port),
      PEERS: others.map((other) => peerAddress(other)).join(','),
      HOST_PAYOUT: operatorAccount(number).address,
    },
    logFile: places.log(`node-${number}`),
    readyOf: readyAddress,
    readyWithinSeconds: START_SECONDS,
  });
}
