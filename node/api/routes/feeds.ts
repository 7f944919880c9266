import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { addressSchema } from '../../../protocol/primitives.ts';
import { locales, pickLocale } from '../../../web/locale.ts';
import { atomFeed, type FeedFrame } from '../../feeds/atom-feed.ts';
import { feedBatches } from '../../feeds/feed-batches.ts';
import { productFeed } from '../../feeds/product-feed.ts';
import type { ApiContext } from '../context.ts';
import { known } from '../known.ts';
import { knowsTag } from '../known-tag.ts';

const ATOM_ENTRIES = 50;
/** Feed readers come again after so long at the earliest. */
const FRESH_SECONDS = 300;

const params = z.object({ address: addressSchema });
const querystring = z.object({ lang: z.enum(locales).optional() });

/** Feeds of a shop for programs: what is new as Atom, and all products for shopping search. */
export function registerFeeds(
  base: FastifyInstance,
  { queries, origin }: Pick<ApiContext, 'queries' | 'origin'>,
): void {
  const app = base.withTypeProvider<ZodTypeProvider>();

  async function frameOf(request: FastifyRequest, address: string, lang: string | undefined): Promise<FeedFrame> {
    const { names, taglines } = known(await queries.getShop(address), 'shop');
    const language = pickLocale([lang, request.headers['accept-language']]);
    return { origin: origin(), path: request.url, language, shop: { address, names, taglines } };
  }
  /** @returns true when the reader has this state of the shop already */
  async function isKnown(request: FastifyRequest, reply: FastifyReply, frame: FeedFrame): Promise<boolean> {
    const mark = (await queries.feedMark(frame.shop.address)) ?? 'none';
    const etag = `W/"${mark}-${frame.language}"`;
    reply
      .header('etag', etag)
      .header('vary', 'accept-language')
      .header('cache-control', `public, max-age=${FRESH_SECONDS}`)
      .header('access-control-allow-origin', '*');
    return knowsTag(request, etag);
  }

  app.get(
    '/shop/:address/feed.atom',
    {
      schema: {
        tags: ['read'],
        summary: 'Atom feed of what a shop listed or changed last',
        produces: ['application/atom+xml'],
        params,
        querystring,
      },
    },
    async (request, reply) => {
      const { address } = request.params;
      const frame = await frameOf(request, address, request.query.lang);
      if (await isKnown(request, reply, frame)) return await reply.code(304).send();
      const listings = await queries.newestFeedListings({ shop: address, limit: ATOM_ENTRIES });
      return await reply.type('application/atom+xml; charset=utf-8').send(atomFeed(frame, listings));
    },
  );

  app.get(
    '/shop/:address/products.xml',
    {
      schema: {
        tags: ['read'],
        summary: 'Product feed of a shop for shopping search: RSS 2.0 with Google elements, one item a variant',
        produces: ['application/rss+xml'],
        params,
        querystring,
      },
    },
    async (request, reply) => {
      const { address } = request.params;
      const frame = await frameOf(request, address, request.query.lang);
      if (await isKnown(request, reply, frame)) return await reply.code(304).send();
      return await reply
        .type('application/rss+xml; charset=utf-8')
        .send(Readable.from(productFeed(frame, feedBatches(queries, address))));
    },
  );
}
