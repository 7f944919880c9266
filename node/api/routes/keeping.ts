import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { replicasView } from '../../../protocol/api/replica.ts';
import { addressSchema } from '../../../protocol/primitives.ts';
import type { ApiContext } from '../context.ts';
import { known } from '../known.ts';

/** What this node and its peers keep. */
export function registerKeeping(base: FastifyInstance, { replicas }: ApiContext): void {
  const app = base.withTypeProvider<ZodTypeProvider>();
  app.get(
    '/api/v1/shops/:address/replicas',
    {
      schema: {
        tags: ['read'],
        summary: 'Who holds a shop: signed receipts of the nodes that this one can ask, and its own',
        params: z.object({ address: addressSchema }),
        response: { 200: replicasView },
      },
    },
    async ({ params }) => known(await replicas(params.address), 'head'),
  );
}
