import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { indexingView } from '../../../protocol/api/indexing.ts';
import { personasSchema } from '../../personas.ts';
import type { ApiContext } from '../context.ts';
import { indexingOf } from '../indexing-of.ts';

const healthView = z.object({
  status: z.literal('ok'),
  /** The index has all that the chain has. */
  synced: z.boolean(),
  /** Newest block that is indexed. */
  block: z.number(),
  /** Code of what keeps the index from following the chain now; null while nothing does. */
  problem: z.string().nullable(),
});

/** Health, how the chain is followed, and the demo wallet's people on a local chain. */
export function registerOperations(base: FastifyInstance, { config, health, personas }: ApiContext): void {
  const app = base.withTypeProvider<ZodTypeProvider>();
  app.get(
    '/healthz',
    {
      schema: {
        tags: ['operate'],
        summary: 'Whether the node answers, and what is wrong',
        response: { 200: healthView },
      },
    },
    async () => {
      const { synced, block, lastError } = health();
      return { status: 'ok' as const, synced, block, problem: lastError?.code ?? null };
    },
  );
  app.get(
    '/api/v1/index',
    {
      schema: {
        tags: ['operate'],
        summary: 'How the chain is followed, and how its endpoints answer',
        response: { 200: indexingView },
      },
    },
    async () => indexingOf(health()),
  );
  if (config.demo)
    app.get(
      '/api/v1/demo/personas',
      { schema: { hide: true, response: { 200: personasSchema } } },
      async () => personas,
    );
}
