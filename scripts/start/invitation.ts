import { z } from 'zod';
import { LOCAL_CHAIN_ID } from '../../node/local-chain.ts';
import { type Deployment, deploymentSchema } from '../../protocol/deployment.ts';
import { unwrap, VouchError } from '../../protocol/errors.ts';
import { validate } from '../../protocol/validate.ts';

/** What a node tells to one that wants to join its market. */
export interface Invitation {
  deployment: Deployment;
  /** Multiaddrs of the node, to begin with. */
  peers: string[];
  /** Whether it is a demo market, whose people's keys are public: that of a local chain, and of no other. */
  isDemo: boolean;
}

const ANSWER_MILLISECONDS = 15_000;
const MOST_PEERS = 8;
const MULTIADDR_CHARACTERS = 400;
const statusSchema = z.object({
  addresses: z.array(z.string().startsWith('/').max(MULTIADDR_CHARACTERS)),
  demo: z.boolean(),
});
/** Addresses that mean another machine wherever they are read. */
const loopback = /^\/(ip4\/127\.|ip6\/::1\/|dns4?\/localhost\/)/;

/**
 * Asks a node for its market: where the contracts are, and where it can be dialled itself.
 * @param origin the node's address, as a browser opens it
 * @throws VouchError `start.join_unreachable` (retryable), `join.invalid`
 */
export async function readInvitation(origin: string): Promise<Invitation> {
  const [deploymentAnswer, status] = await Promise.all([
    answerOf(origin, '/api/v1/deployment'),
    answerOf(origin, '/api/v1/status'),
  ]);
  const { addresses, demo } = unwrap(validate(statusSchema, status, 'join'));
  const deployment = unwrap(validate(deploymentSchema, deploymentAnswer, 'join'));
  const isHere = ['127.0.0.1', '[::1]', 'localhost'].includes(new URL(origin).hostname);
  return {
    deployment,
    isDemo: demo && deployment.chainId === LOCAL_CHAIN_ID,
    peers: addresses.filter((address) => isHere || !loopback.test(address)).slice(0, MOST_PEERS),
  };
}

async function answerOf(origin: string, path: string): Promise<unknown> {
  let why: string;
  try {
    const response = await fetch(`${origin}${path}`, { signal: AbortSignal.timeout(ANSWER_MILLISECONDS) });
    if (response.ok) return await response.json();
    why = `it answered ${response.status}`;
  } catch (cause) {
    why = cause instanceof Error ? cause.message : String(cause);
  }
  throw new VouchError({
    code: 'start.join_unreachable',
    message: `--join: ${origin} did not say which market it serves: ${why}.`,
    hint: 'Open the address in a browser, and join by another node of the market if this one is gone.',
    retryable: true,
    details: { field: 'join' },
  });
}
