import type { FastifyInstance } from 'fastify';
import { type Address, addressSchema } from '../../protocol/primitives.ts';
import type { NodePolicy } from '../policy/policy.ts';
import { parseCid } from './parse-cid.ts';

/** Routes of one shop, of its catalogue's signed head, and of one person; the parameter after them names it. */
const ofShop = /^(?:\/api\/v1\/(?:shops|heads)|\/shop|\/cards\/shop)\/:(address|shop)(?:\/|\.png$|$)/;
const ofPerson = /^(?:(?:\/api\/v1)?\/people|\/cards\/person)\/:(account|address)(?:\/|\.png$|$)/;
/** Points of a denied shop may still be spent at others. */
const toldAnyway = new Set(['/api/v1/shops/:address/alliances']);
/** Lists that filter by shop, by the query. */
const shopInQuery = new Set([
  '/api/v1/listings',
  '/api/v1/reviews',
  '/api/v1/groups',
  '/api/v1/recommendations',
  '/search',
]);
const blockInPath = new Set([
  '/ipfs/:cid',
  '/image/:cid',
  '/api/v1/listings/:cid',
  '/listing/:cid',
  '/cards/listing/:cid.png',
]);

/**
 * Answers whoever asks for a shop, a person or a block that this node does not carry with the reason, before anything is
 * read: `policy.denied` or `policy.not_followed`.
 */
export function refuseDenied(
  app: FastifyInstance,
  policy: () => Pick<NodePolicy, 'shopRefusal' | 'personRefusal' | 'blockRefusal'>,
): void {
  app.addHook('preHandler', async ({ routeOptions, params, query }) => {
    const url = routeOptions.url ?? '';
    const shop = toldAnyway.has(url)
      ? undefined
      : (named(params, ofShop.exec(url)?.[1]) ?? (shopInQuery.has(url) ? named(query, 'shop') : undefined));
    const person = named(params, ofPerson.exec(url)?.[1]);
    const refusal =
      (shop === undefined ? null : policy().shopRefusal(shop)) ??
      (person === undefined ? null : policy().personRefusal(person));
    if (refusal !== null) throw refusal;
    const cid = blockInPath.has(url) ? cidOf(params) : undefined;
    const blockRefusal = cid === undefined ? undefined : policy().blockRefusal(cid);
    if (blockRefusal) throw blockRefusal;
  });
}

/** An address of the path or the query; what is none is the route's own to refuse. */
const named = (parts: unknown, name: string | undefined): Address | undefined =>
  name === undefined ? undefined : addressSchema.safeParse((parts as Record<string, unknown> | undefined)?.[name]).data;

function cidOf(params: unknown) {
  try {
    return parseCid(String((params as Record<string, unknown>).cid));
  } catch {
    // The route refuses it with its own error.
    return undefined;
  }
}
