import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { circlePurchasesView, personalTrustView } from '../../../protocol/api/trust.ts';
import { limits } from '../../../protocol/limits.ts';
import { addressSchema } from '../../../protocol/primitives.ts';
import type { ApiContext } from '../context.ts';

const MOST_LISTINGS = 24;

/**
 * What the people whom a viewer trusts did at a shop, and bought anywhere. It rests on public purchases and signed notes
 * alone.
 */
export function registerPersonalTrust(base: FastifyInstance, { queries }: ApiContext): void {
  const app = base.withTypeProvider<ZodTypeProvider>();
  app.get(
    '/api/v1/shops/:address/trust/personal',
    {
      schema: {
        tags: ['read'],
        summary:
          "What a viewer's own circle did at a shop or with one of its listings, and how trust came to each person",
        params: z.object({ address: addressSchema }),
        querystring: z.object({ viewer: addressSchema, handle: z.string().max(limits.handleCharacters).optional() }),
        response: { 200: personalTrustView },
      },
    },
    async ({ params, query }) => queries.personalTrust({ shop: params.address, ...query }),
  );

  app.get(
    '/api/v1/people/:account/circle/purchases',
    {
      schema: {
        tags: ['read'],
        summary: "What an account's own circle bought and can be bought now, and how trust came to each buyer",
        params: z.object({ account: addressSchema }),
        querystring: z.object({ limit: z.coerce.number().int().min(1).max(MOST_LISTINGS).default(8) }),
        response: { 200: circlePurchasesView },
      },
    },
    async ({ params, query }) => queries.circlePurchases({ viewer: params.account, limit: query.limit }),
  );
}
