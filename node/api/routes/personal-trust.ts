import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { personalTrustView } from '../../../protocol/api/trust.ts';
import { limits } from '../../../protocol/limits.ts';
import { addressSchema } from '../../../protocol/primitives.ts';
import type { ApiContext } from '../context.ts';

/** What the people whom a viewer trusts did at a shop. It rests on public purchases and signed notes alone. */
export function registerPersonalTrust(base: FastifyInstance, { queries }: ApiContext): void {
  base.withTypeProvider<ZodTypeProvider>().get(
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
}
