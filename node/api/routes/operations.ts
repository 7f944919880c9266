import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { unwrap } from '../../../protocol/errors.ts';
import { addressSchema, bytes32Schema } from '../../../protocol/primitives.ts';
import { validate } from '../../../protocol/validate.ts';
import type { ApiContext } from '../context.ts';

/** The people of the demo wallet. Their keys are those of the local chain's public mnemonic. */
const personasSchema = z.array(
  z.object({
    name: z.string(),
    names: z.record(z.string(), z.string()),
    role: z.enum(['buyer', 'seller', 'promoter', 'arbitrator']),
    address: addressSchema,
    privateKey: bytes32Schema,
  }),
);

/** Health, and the demo wallet's people on a local chain. */
export function registerOperations(base: FastifyInstance, { config, status }: ApiContext): void {
  const app = base.withTypeProvider<ZodTypeProvider>();

  app.get(
    '/healthz',
    {
      schema: {
        tags: ['operate'],
        response: { 200: z.object({ status: z.literal('ok'), synced: z.boolean(), block: z.number() }) },
      },
    },
    async () => {
      const { synced, block } = await status();
      return { status: 'ok' as const, synced, block };
    },
  );

  const { personasFile } = config;
  if (!config.demo || personasFile === undefined) return;
  app.get('/api/v1/demo/personas', { schema: { hide: true, response: { 200: personasSchema } } }, async () =>
    unwrap(validate(personasSchema, JSON.parse(await readFile(personasFile, 'utf8')), 'personas')),
  );
}
