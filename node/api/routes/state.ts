import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { stateView } from '../../../protocol/api/state.ts';
import type { ApiContext } from '../context.ts';
import { known } from '../known.ts';

/** The digest over all rows that follow from the chain, and how peers compare. */
export function registerState(base: FastifyInstance, { state }: Pick<ApiContext, 'state'>): void {
  base.withTypeProvider<ZodTypeProvider>().get(
    '/api/v1/state',
    {
      schema: {
        tags: ['operate'],
        summary: 'One digest over all rows that follow from the chain at a final block, and how peers compare',
        querystring: z.object({
          block: z.coerce
            .number()
            .int()
            .min(0)
            .optional()
            .describe('one of the newest 256 final blocks; the newest by default'),
        }),
        response: { 200: stateView },
      },
    },
    async ({ query }) => known(await state(query.block), 'state'),
  );
}
