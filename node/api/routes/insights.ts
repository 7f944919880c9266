import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { insightDays, insightsView } from '../../../protocol/api/insights.ts';
import { addressSchema } from '../../../protocol/primitives.ts';
import type { ApiContext } from '../context.ts';

/** How a shop did, for the shop and its staff alone. */
export function registerInsights(base: FastifyInstance, { queries, sessions }: ApiContext): void {
  const app = base.withTypeProvider<ZodTypeProvider>();
  app.get(
    '/api/v1/desk/:shop/insights',
    {
      schema: {
        tags: ['desk'],
        summary:
          'Visits, orders, money, buyers and reviews of a shop by day, for who is signed in as the shop or its staff',
        params: z.object({ shop: addressSchema }),
        querystring: z.object({
          days: z.coerce.number().pipe(z.literal(insightDays)).default(30),
          token: addressSchema.optional(),
        }),
        response: { 200: insightsView },
      },
    },
    async (request, reply) => {
      const { shop } = request.params;
      await sessions.requireDesk(request, shop);
      reply.header('cache-control', 'private, no-store');
      return queries.shopInsights({ shop, ...request.query });
    },
  );
}
