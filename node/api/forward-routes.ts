import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import { VouchError } from '../../protocol/errors.ts';

/** Reading routes whose answer only the node with the blocks and the network has. */
const elsewhere = new Set([
  '/ipfs/:cid',
  '/image/:cid',
  '/api/v1/network',
  '/api/v1/policy',
  '/api/v1/state',
  '/api/v1/index',
  '/network',
  '/policy',
  '/peer',
  '/cards/listing/:cid.png',
  '/cards/shop/:address.png',
  '/cards/group/:id.png',
  '/cards/person/:account.png',
  '/cards/market.png',
  '/api/v1/shops/:address/site.car',
]);

/** Answers that depend on who is signed in: only the node has the key of the sessions. */
const signedIn = ['/api/v1/session', '/api/v1/operator', '/api/v1/desk'];

/** True for what this process cannot answer from the database alone; whatever is sent to the market is among it. */
const isForwarded = ({ method, url }: Pick<RouteOptions, 'method' | 'url'>): boolean =>
  elsewhere.has(url) ||
  signedIn.some((each) => url === each || url.startsWith(`${each}/`)) ||
  [method].flat().some((each) => each !== 'GET' && each !== 'HEAD');

/**
 * Has the routes that are registered from now on, and that need more than the database, answered by another node. The
 * visitor's address goes along, so that limits count per visitor; the node must name this process in TRUSTED_PROXIES.
 */
export async function forwardRoutes(app: FastifyInstance, upstream: string): Promise<void> {
  // A node that answers all by itself does without the client behind this.
  const { default: replyFrom } = await import('@fastify/reply-from');
  await app.register(replyFrom, { base: upstream, disableRequestLogging: true });
  app.addHook('onRoute', (route) => {
    if (isForwarded(route)) route.handler = forward;
  });
}

const forward = (_request: FastifyRequest, reply: FastifyReply): FastifyReply =>
  reply.from(undefined, {
    // A busy node is not asked again: its own answer says when to come back.
    retryDelay: () => null,
    rewriteRequestHeaders: ({ ip }, headers) => ({ ...headers, 'x-forwarded-for': ip }),
    onError: (failed, { error }) => void failed.send(upstreamUnavailable(error)),
  });

/** The node behind this process does not answer. */
export const upstreamUnavailable = (cause: unknown): VouchError =>
  new VouchError({
    code: 'upstream.unavailable',
    message: 'The node behind this one does not answer.',
    hint: 'Try again in a moment, or use another node.',
    cause,
    retryable: true,
  });
