import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { publishedView, publisherView, publishRequest } from '../../../protocol/api/publisher.ts';
import { addressSchema } from '../../../protocol/primitives.ts';
import type { ApiContext } from '../context.ts';

const params = z.object({ shop: addressSchema });

/** The publisher key that this node keeps for a shop: seen by its desk, made and taken back by its owner. */
export function registerPublishers(base: FastifyInstance, { publishers, sessions, metrics }: ApiContext): void {
  const app = base.withTypeProvider<ZodTypeProvider>();
  const tags = ['desk'];
  const path = '/api/v1/desk/:shop/publisher';

  app.get(
    path,
    {
      schema: {
        tags,
        summary: 'The publisher key that this node keeps for the shop',
        params,
        response: { 200: publisherView },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      const { shop } = request.params;
      await sessions.requireDesk(request, shop);
      return publishers.view(shop);
    },
  );

  app.put(
    path,
    {
      schema: {
        tags,
        summary: 'Have this node make and keep a publisher key; allow it on chain afterwards',
        params,
        response: { 200: publisherView },
      },
    },
    async (request) => publishers.make(request.params.shop, sessions.requireAccount(request)),
  );

  app.delete(
    path,
    { schema: { tags, summary: 'Have this node forget the key', params, response: { 200: publisherView } } },
    async (request) => publishers.remove(request.params.shop, sessions.requireAccount(request)),
  );

  app.post(
    '/api/v1/desk/:shop/catalogues',
    {
      schema: {
        tags,
        summary: 'Have this node sign and publish a catalogue whose blocks were uploaded',
        params,
        body: publishRequest,
        response: { 200: publishedView },
      },
    },
    async (request) => {
      const { shop } = request.params;
      const asked = await sessions.requireDesk(request, shop);
      const published = await publishers.publish({ ...request.body, shop }, asked);
      metrics.catalogues.inc({ result: 'accepted' });
      return published;
    },
  );
}
