import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { pino } from 'pino';
import type { LocalAccount } from 'viem';
import type { ApiContext } from '../../../node/api/context.ts';
import { createMetrics } from '../../../node/api/metrics.ts';
import { createServer } from '../../../node/api/server.ts';
import { readConfig } from '../../../node/config.ts';
import { createLiveHub } from '../../../node/live/live-hub.ts';
import type { ContractSignature } from '../../../node/p2p/ports.ts';
import { createSessions, type Sessions } from '../../../node/session/sessions.ts';
import type { Address } from '../../../protocol/primitives.ts';
import { addressOf, person } from '../../support/people.ts';

/** What readers write into their browsers. */
export const ORIGIN = 'https://node.example';
/** Owns the one shop of the server. */
export const seller = person('seller');
/** May publish for the seller. */
export const publisher = person('seller', 1);

const log = pino({ level: 'silent' });

/**
 * Opens the HTTP side of a node without store, network and index: sessions, and what a test adds.
 * @param options folder of the sessions' key, unix seconds of the clock, accounts that operate the node, what contracts say
 * to a signature, other parts of the node, routes of pages, and the node behind a process that has no sessions of its own
 */
export async function openBareServer(options: {
  dataDir: string;
  clock: () => number;
  operators?: Address[];
  contractSays?: (signer: Address) => ContractSignature;
  parts?: Partial<ApiContext>;
  pages: (pages: FastifyInstance, sessions: Sessions) => void;
  forwardTo?: string | undefined;
}): Promise<FastifyInstance> {
  const { dataDir, clock, operators = [], contractSays = () => 'no_contract', forwardTo } = options;
  const sessions = await createSessions({
    dataDir,
    authority: {
      verifyContractSignature: async (signer) => contractSays(signer),
      publishing: async (shop, signer) => ({
        mayPublish: shop === addressOf(seller) && [shop, addressOf(publisher)].includes(signer),
        lowestVersion: 0,
        anchored: null,
      }),
    },
    chainId: 31_337,
    operators,
    origin: () => ORIGIN,
    clock,
  });
  const parts: Partial<ApiContext> = {
    config: readConfig({}),
    log,
    personas: [],
    origin: () => ORIGIN,
    metrics: createMetrics({
      indexedBlock: () => 0,
      chainHead: () => 0,
      isIndexing: () => true,
      liveReaders: () => 0,
      readReplicas: () => [],
    }),
    live: createLiveHub({ changes: async () => ({ events: [], isWhole: true }), log }),
    // A process that forwards has no sessions of its own.
    ...(forwardTo === undefined ? { sessions } : {}),
    ...options.parts,
  };
  const server = await createServer(
    // Safety: what such tests ask for uses nothing else.
    parts as ApiContext,
    { register: async (pages) => options.pages(pages, sessions), problemPage: async () => undefined },
    forwardTo,
  );
  await server.ready();
  return server;
}

/** Asks again while the server says that a busy machine keeps it from answering. */
export async function ask(server: FastifyInstance, options: InjectOptions): Promise<LightMyRequestResponse> {
  for (;;) {
    const response = await server.inject(options);
    if (response.statusCode !== 503) return response;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const send = (server: FastifyInstance, url: string, payload: object) =>
  ask(server, { method: 'POST', url: `/api/v1/session${url}`, headers: { origin: ORIGIN }, payload });

/** @returns the message that an account is to sign */
export const challenge = async (server: FastifyInstance, address: string): Promise<string> =>
  (await send(server, '/challenge', { address })).json<{ message: string }>().message;

/** Sends a signed message. */
export const answerWith = (server: FastifyInstance, message: string, signature: string) =>
  send(server, '', { message, signature });

/** The session in an answer, as a browser sends it back. */
export const cookieIn = (response: LightMyRequestResponse): string =>
  String(response.headers['set-cookie']).split(';')[0] ?? 'none';

/** @returns the cookie of a new session */
export async function signIn(server: FastifyInstance, account: LocalAccount): Promise<string> {
  const message = await challenge(server, account.address);
  return cookieIn(await answerWith(server, message, await account.signMessage({ message })));
}
