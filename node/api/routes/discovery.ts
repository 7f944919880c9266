import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { llmsText } from '../../site/llms-text.ts';
import { robotsText } from '../../site/robots-text.ts';
import { SITEMAP_ADDRESSES, type SitemapEntry, sitemapFile, sitemapIndex } from '../../site/sitemap.ts';
import { ucpProfile } from '../../site/ucp-profile.ts';
import type { ApiContext } from '../context.ts';
import { known } from '../known.ts';

const HOUR_SECONDS = 3_600;
/** Listings that are in memory at a time while a sitemap is sent. */
const BATCH = 1_000;
/** Pages that are neither a shop nor a listing. */
const fixed = ['/', '/search', '/sell', '/promote', '/court', '/host', '/hosts', '/network', '/policy'];

/** What search engines and agents look for before they read anything else. */
export function registerDiscovery(
  base: FastifyInstance,
  { queries, origin, status }: Pick<ApiContext, 'queries' | 'origin' | 'status'>,
): void {
  const app = base.withTypeProvider<ZodTypeProvider>();
  const hidden = { schema: { hide: true } };
  const fresh = (reply: FastifyReply, type: string) =>
    reply
      .type(type)
      .header('cache-control', `public, max-age=${HOUR_SECONDS}`)
      .header('access-control-allow-origin', '*')
      .header('cross-origin-resource-policy', 'cross-origin');
  const xml = (reply: FastifyReply, batches: AsyncIterable<readonly SitemapEntry[]>) =>
    fresh(reply, 'application/xml; charset=utf-8').send(Readable.from(sitemapFile(origin(), batches)));

  app.get('/robots.txt', hidden, async (_request, reply) =>
    fresh(reply, 'text/plain; charset=utf-8').send(robotsText(origin())),
  );
  app.get('/llms.txt', hidden, async (_request, reply) =>
    fresh(reply, 'text/markdown; charset=utf-8').send(llmsText(origin(), await status())),
  );
  app.get('/.well-known/ucp', hidden, async (_request, reply) =>
    fresh(reply, 'application/json').send(JSON.stringify(ucpProfile(origin()))),
  );

  app.get('/sitemap.xml', hidden, async (_request, reply) => {
    const { listings } = await status();
    const files = Array.from(
      { length: Math.ceil(listings / SITEMAP_ADDRESSES) },
      (_, index) => `/sitemap/listings-${index + 1}.xml`,
    );
    return await fresh(reply, 'application/xml; charset=utf-8').send(
      sitemapIndex(origin(), ['/sitemap/shops.xml', ...files]),
    );
  });
  app.get('/sitemap/shops.xml', hidden, async (_request, reply) => {
    const shops = await queries.sitemapShops(SITEMAP_ADDRESSES - fixed.length);
    const entries: SitemapEntry[] = [
      ...fixed.map((path) => ({ path })),
      ...shops.map(({ address, updatedAt }) => ({ path: `/shop/${address}`, updatedAt })),
    ];
    return await xml(reply, Readable.from([entries]));
  });
  app.get(
    '/sitemap/listings-:page.xml',
    { schema: { hide: true, params: z.object({ page: z.coerce.number().int().min(1).max(10_000) }) } },
    async (request, reply) => {
      const first = known(await queries.sitemapStart((request.params.page - 1) * SITEMAP_ADDRESSES), 'page');
      return await xml(reply, listingBatches(first));
    },
  );

  async function* listingBatches(first: number): AsyncGenerator<SitemapEntry[]> {
    let from = first;
    for (let left = SITEMAP_ADDRESSES; left > 0; ) {
      const rows = await queries.sitemapListings({ from, limit: Math.min(BATCH, left) });
      const last = rows.at(-1);
      if (last === undefined) return;
      yield rows.map(({ cid, updatedAt }) => ({ path: `/listing/${cid}`, updatedAt }));
      left -= rows.length;
      from = last.id + 1;
    }
  }
}
