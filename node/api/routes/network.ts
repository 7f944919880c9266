import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { networkView } from '../../../protocol/api/network.ts';
import type { ApiContext } from '../context.ts';

/** The network as this node sees it. */
export function registerNetwork(base: FastifyInstance, { network }: ApiContext): void {
  const app = base.withTypeProvider<ZodTypeProvider>();
  app.get(
    '/api/v1/network',
    {
      schema: {
        tags: ['operate'],
        summary: 'Peers, relays and how this node is reached',
        response: { 200: networkView },
      },
    },
    () => network(),
  );
}
