import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { listQuery, pageOf } from '../../../protocol/api/common.ts';
import { messageView, sentMessage } from '../../../protocol/api/message.ts';
import { limits } from '../../../protocol/limits.ts';
import { bytes32Schema } from '../../../protocol/primitives.ts';
import { bodyOf, cborType } from '../body.ts';
import type { ApiContext } from '../context.ts';

/** Messages about orders: what is read and taken here is signed, and its text encrypted to the two parties. */
export function registerMessages(base: FastifyInstance, { messages, queries }: ApiContext): void {
  const app = base.withTypeProvider<ZodTypeProvider>();

  app.get(
    '/api/v1/orders/:id/messages',
    {
      schema: {
        tags: ['read'],
        summary: 'Signed messages about an order, the newest first; only its buyer and shop can read their texts',
        params: z.object({ id: bytes32Schema }),
        querystring: listQuery.omit({ q: true }),
        response: { 200: pageOf(messageView) },
      },
    },
    async ({ params, query }) => queries.listMessages({ ...query, order: params.id }),
  );

  app.post(
    '/api/v1/messages',
    {
      bodyLimit: limits.messageBytes,
      schema: {
        tags: ['publish'],
        summary: 'Send a signed message about an order; upload its text and pictures as contents first',
        consumes: [cborType],
        response: { 200: sentMessage },
      },
    },
    async ({ body }) => ({ id: await messages.send(bodyOf(body)) }),
  );
}
