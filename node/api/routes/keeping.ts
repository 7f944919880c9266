import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { policyView } from '../../../protocol/api/policy.ts';
import { replicasView } from '../../../protocol/api/replica.ts';
import { unwrap } from '../../../protocol/errors.ts';
import { limits } from '../../../protocol/limits.ts';
import { addressSchema } from '../../../protocol/primitives.ts';
import { bodyOf, cborType } from '../body.ts';
import type { ApiContext } from '../context.ts';
import { known } from '../known.ts';

/** What this node and its peers keep. */
export function registerKeeping(base: FastifyInstance, { replicas, policy }: ApiContext): void {
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
  app.get(
    '/api/v1/policy',
    {
      schema: {
        tags: ['read'],
        summary: 'What this node carries, and what it leaves out, each with the reason',
        response: { 200: policyView },
      },
    },
    async () => policy.view(),
  );
  app.post(
    '/api/v1/policy/lists',
    {
      bodyLimit: limits.policyListBytes,
      schema: {
        tags: ['operate'],
        summary: 'Bring a newer version of a list of denials that this node subscribes to',
        consumes: [cborType],
        response: { 200: z.object({ author: z.string(), version: z.number() }) },
      },
    },
    async ({ body }) => {
      const { author, version } = unwrap(await policy.receive(new Uint8Array(bodyOf(body))));
      return { author, version };
    },
  );
}
