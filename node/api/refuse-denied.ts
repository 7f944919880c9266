import type { FastifyInstance } from 'fastify';
import { type Address, addressSchema } from '../../protocol/primitives.ts';
import type { NodePolicy } from '../policy/policy.ts';
import { parseCid } from './parse-cid.ts';

/** Routes by the parameter that names a shop or a block; of lists that filter by shop, by the query. */
const shopInPath: Record<string, string> = {
  '/api/v1/shops/:address': 'address',
  '/api/v1/shops/:address/sales': 'address',
  '/api/v1/shops/:address/replicas': 'address',
  '/api/v1/heads/:shop': 'shop',
  '/shop/:address': 'address',
  '/shop/:address/trust': 'address',
  '/shop/:address/listing/:handle': 'address',
};
const shopInQuery = new Set([
  '/api/v1/listings',
  '/api/v1/reviews',
  '/api/v1/groups',
  '/api/v1/recommendations',
  '/search',
]);
const blockInPath = new Set(['/ipfs/:cid', '/image/:cid', '/api/v1/listings/:cid', '/listing/:cid']);

/**
 * Answers whoever asks for a shop or a block that this node does not carry with the reason, before anything is read:
 * `policy.denied` or `policy.not_followed`.
 */
export function refuseDenied(
  app: FastifyInstance,
  policy: () => Pick<NodePolicy, 'shopRefusal' | 'blockRefusal'>,
): void {
  app.addHook('preHandler', async ({ routeOptions, params, query }) => {
    const url = routeOptions.url ?? '';
    const name = shopInPath[url];
    const shop = name !== undefined ? member(params, name) : shopInQuery.has(url) ? member(query, 'shop') : undefined;
    const refusal = shop === undefined ? undefined : policy().shopRefusal(shop);
    if (refusal) throw refusal;
    const cid = blockInPath.has(url) ? cidOf(params) : undefined;
    const blockRefusal = cid === undefined ? undefined : policy().blockRefusal(cid);
    if (blockRefusal) throw blockRefusal;
  });
}

/** An address of the path or the query; what is none is the route's own to refuse. */
const member = (parts: unknown, name: string): Address | undefined =>
  addressSchema.safeParse((parts as Record<string, unknown> | undefined)?.[name]).data;

function cidOf(params: unknown) {
  try {
    return parseCid(String((params as Record<string, unknown>).cid));
  } catch {
    // The route refuses it with its own error.
    return undefined;
  }
}
