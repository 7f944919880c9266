import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { VouchError } from '../../protocol/errors.ts';
import { addressSchema } from '../../protocol/primitives.ts';
import { deskParts } from '../../web/desk-parts.ts';
import type { PageBase, PageRequest, WebServerModule } from '../../web/page-request.ts';
import { peerPagePolicy } from '../api/content-security-policy.ts';
import type { ApiContext } from '../api/context.ts';
import type { Pages } from '../api/server.ts';
import { registerSite } from '../export/site-route.ts';
import { recent } from '../recent.ts';
import { listingByHandle } from './find-listing.ts';
import { goodsPages } from './goods-pages.ts';
import { createHomePage } from './home-page.ts';
import { nodePages } from './node-pages.ts';
import { type PageBody, type PageParts, type PagesByRoute, pathOf, type ReadPage } from './page-parts.ts';
import { personPage } from './person-page.ts';
import { isForPerson, problemBody } from './problem-page.ts';
import { readReader } from './reader.ts';
import { registerThemes } from './themes.ts';
import { tradePages } from './trade-pages.ts';

/** Tags in all languages; a page shows those that its reader reads. */
const TAGS = 64;
/** Tags of all listings are counted once in so long at most. */
const TAGS_MILLISECONDS = 10_000;

/** Renders every page of the market from the node's own index. */
export function createPages(context: ApiContext, web: WebServerModule, clientFolder: string): Pages {
  const { queries, status, origin, clock } = context;

  const base = async (request: {
    url: string;
    headers: FastifyRequest['headers'];
    query: unknown;
  }): Promise<PageBase & { cookies: string[] }> => {
    const { locale, theme, cookies } = readReader(request);
    return {
      locale,
      theme,
      cookies,
      origin: origin(),
      path: request.url,
      now: clock(),
      status: await status(),
    };
  };

  async function show(request: FastifyRequest, reply: FastifyReply, body: PageBody): Promise<FastifyReply> {
    const { cookies, ...rest } = await base(request);
    for (const cookie of cookies) reply.header('set-cookie', cookie);
    // Safety: a page's body and the common part together are one member of the union.
    const page = web.renderPage({ ...rest, ...body } as PageRequest);
    return reply
      .code(page.status)
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-cache')
      .header('vary', 'cookie, accept-language')
      .send(page.html);
  }

  const parts: PageParts = {
    context,
    tags: recent(TAGS_MILLISECONDS, () => queries.listTags(TAGS)),
    unlessBusy: async (reading) => {
      try {
        return await reading;
      } catch (error) {
        if (!(error instanceof VouchError) || !error.retryable) throw error;
        context.log.debug({ err: error }, 'A page is shown without a part that could not be read in time.');
        return null;
      }
    },
  };

  return {
    styleSource: web.styleSource,
    async register(app: FastifyInstance) {
      await app.register(fastifyStatic, {
        root: clientFolder,
        prefix: '/assets/',
        immutable: true,
        maxAge: '365d',
        index: false,
        setHeaders: (response, path) => {
          // The worker that answers without a node lies with all other scripts, outside of the pages' scope.
          if (/service-worker-[^/]+\.js$/.test(path)) response.header('service-worker-allowed', '/');
        },
      });
      registerThemes(app);
      registerSite(app, { context, web, clientFolder });
      const page = (path: string, read: ReadPage) =>
        app.get(path, { schema: { hide: true } }, async (request, reply) => show(request, reply, await read(request)));
      const all = (pages: PagesByRoute) => {
        for (const [path, read] of Object.entries(pages)) page(path, read);
      };

      page('/', createHomePage({ queries, tags: parts.tags }));
      all(goodsPages(parts));
      all(tradePages(parts));
      all(nodePages(parts));

      page('/people/:account', async ({ params }) => {
        const account = addressSchema.safeParse(pathOf(params, 'account'));
        if (!account.success) return { page: 'not-found', what: 'page' };
        const refusal = context.policy.personRefusal(account.data);
        if (refusal !== null) throw refusal;
        return personPage(queries, account.data);
      });

      // A listing by its handle, which stays while its content changes.
      app.get('/shop/:address/listing/:handle', { schema: { hide: true } }, async (request, reply) => {
        const { params, url } = request;
        const [shop, handle] = [pathOf(params, 'address'), pathOf(params, 'handle')];
        const listing = await listingByHandle(queries, { shop, handle });
        if (!listing) return show(request, reply, { page: 'not-found', what: 'listing' });
        return reply.redirect(`/listing/${listing.cid}${url.includes('?') ? url.slice(url.indexOf('?')) : ''}`);
      });

      app.get(
        '/peer',
        { schema: { hide: true }, helmet: { contentSecurityPolicy: peerPagePolicy } },
        async (request, reply) => show(request, reply, { page: 'peer', addresses: await context.pageAddresses() }),
      );

      for (const { part, path } of deskParts) page(path, async () => ({ page: 'desk', part }));

      for (const shell of ['offline', 'cart', 'orders', 'sell', 'promote', 'pickup', 'operator'] as const)
        page(`/${shell}`, async () => ({ page: shell }));
    },

    async problemPage(request, problem) {
      if (!isForPerson(request)) return undefined;
      const { cookies: _unsent, ...rest } = await base(request);
      // Safety: as above.
      return web.renderPage({ ...rest, ...problemBody(problem) } as PageRequest).html;
    },
  };
}
