import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { denialView } from '../../protocol/api/policy.ts';
import { VouchError } from '../../protocol/errors.ts';
import { handleSchema } from '../../protocol/listing.ts';
import { addressSchema, bytes32Schema } from '../../protocol/primitives.ts';
import { deskParts } from '../../web/desk-parts.ts';
import type { PageBase, PageRequest, PromoterReference, WebServerModule } from '../../web/page-request.ts';
import { peerPagePolicy } from '../api/content-security-policy.ts';
import type { ApiContext } from '../api/context.ts';
import { parseCid } from '../api/parse-cid.ts';
import type { Pages } from '../api/server.ts';
import { registerSite } from '../export/site-route.ts';
import { recent } from '../recent.ts';
import { createHomePage } from './home-page.ts';
import { listingQuery, pageQuery, searchQuery } from './page-queries.ts';
import { personPage } from './person-page.ts';
import { readReader } from './reader.ts';
import { searchFilters } from './search-filters.ts';
import { createShopCopies } from './shop-copies.ts';
import { registerThemes } from './themes.ts';

/** What a page shows, without what every page gets. */
type PageBody = PageRequest extends infer Request
  ? Request extends PageBase
    ? Omit<Request, keyof PageBase>
    : never
  : never;

const SEARCH_LISTINGS = 24;
const SHOP_REVIEWS = 6;
const SHOP_LISTINGS = 48;
const LISTING_GROUPS = 12;
const LISTING_RECOMMENDATIONS = 4;
const COURT_CASES = 20;
const HOSTS = 50;
/** Tags in all languages; a page shows those that its reader reads. */
const TAGS = 64;
/** Tags of all listings are counted once in so long at most. */
const TAGS_MILLISECONDS = 10_000;

/** Paths that programs read: a problem there is a problem document. */
const machinePaths = /^\/(api|cards|mcp|ucp|\.well-known|ipfs|image|rpc|assets|metrics|healthz|openapi\.json)([/?]|$)/;

/** Renders every page of the market from the node's own index. */
export function createPages(context: ApiContext, web: WebServerModule, clientFolder: string): Pages {
  const { config, queries, status, origin, clock } = context;

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

  async function promoterOf(ref: string | null): Promise<PromoterReference | null> {
    if (ref === null) return null;
    return { address: ref, registered: (await queries.getPromoter(ref)) !== undefined };
  }

  const tags = recent(TAGS_MILLISECONDS, () => queries.listTags(TAGS));
  const home = createHomePage({ queries, tags });

  /** What a page can do without: null when the node is too busy to read it now. */
  const unlessBusy = async <T>(reading: Promise<T>): Promise<T | null> => {
    try {
      return await reading;
    } catch (error) {
      if (!(error instanceof VouchError) || !error.retryable) throw error;
      context.log.debug({ err: error }, 'A page is shown without a part that could not be read in time.');
      return null;
    }
  };

  const copiesOf = createShopCopies({
    replicas: context.replicas,
    clock,
    failed: (error) => context.log.warn({ err: error }, 'Who holds a shop cannot be said now.'),
  });
  const pathOf = (params: unknown, name: string): string => String((params as Record<string, unknown>)[name] ?? '');

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
      const page = (path: string, body: (request: FastifyRequest) => Promise<PageBody>) =>
        app.get(path, { schema: { hide: true } }, async (request, reply) => show(request, reply, await body(request)));

      page('/', home);

      page('/search', async ({ query }) => {
        const asked = searchQuery.parse(query);
        const { sort, cursor } = asked;
        const { filters, placeKnown } = searchFilters(asked);
        const [results, facets] = await Promise.all([
          queries.searchListings({
            ...filters,
            sort,
            limit: SEARCH_LISTINGS,
            ...(cursor === null ? {} : { cursor }),
          }),
          unlessBusy(queries.facets(filters)),
        ]);
        return { page: 'search', query: asked, results, facets, placeKnown, tags: await tags() };
      });

      page('/shop/:address', async ({ params }) => {
        const address = addressSchema.safeParse(pathOf(params, 'address'));
        const shop = address.success ? await queries.getShop(address.data) : undefined;
        if (!address.success || !shop) return { page: 'not-found', what: 'shop' };
        const [listings, featured, reviews, trust] = await Promise.all([
          queries.listListings({ limit: SHOP_LISTINGS, sort: 'newest', shop: shop.address }),
          queries.featuredListings({ shop: shop.address, handles: shop.theme?.featured ?? [] }),
          queries.listReviews({ limit: SHOP_REVIEWS * 2, shop: shop.address }),
          unlessBusy(queries.shopTrust(shop.address)),
        ]);
        return {
          page: 'shop',
          shop,
          listings,
          featured,
          reviews,
          copies: copiesOf(address.data),
          trust: trust ?? null,
        };
      });

      page('/shop/:address/trust', async ({ params }) => {
        const address = addressSchema.safeParse(pathOf(params, 'address'));
        const shop = address.success ? await queries.getShop(address.data) : undefined;
        if (shop === undefined) return { page: 'not-found', what: 'shop' };
        return { page: 'trust', shop, trust: (await unlessBusy(queries.shopTrust(shop.address))) ?? null };
      });

      // A listing by its handle, which stays while its content changes.
      app.get('/shop/:address/listing/:handle', { schema: { hide: true } }, async (request, reply) => {
        const address = addressSchema.safeParse(pathOf(request.params, 'address'));
        const handle = handleSchema.safeParse(pathOf(request.params, 'handle'));
        const listing =
          address.success && handle.success ? await queries.getListingByHandle(address.data, handle.data) : undefined;
        if (!listing) return show(request, reply, { page: 'not-found', what: 'listing' });
        const rest = request.url.includes('?') ? request.url.slice(request.url.indexOf('?')) : '';
        return reply.redirect(`/listing/${listing.cid}${rest}`);
      });

      page('/listing/:cid', async ({ params, query }) => {
        const listing = await listingAt(pathOf(params, 'cid'));
        if (!listing) return { page: 'not-found', what: 'listing' };
        const { v, ref } = listingQuery.parse(query);
        const [reviews, groups, more, promoter, trust, words] = await Promise.all([
          queries.listReviews({ limit: SHOP_REVIEWS * 2, listing: listing.cid }),
          queries.listGroups({ limit: LISTING_GROUPS, listing: listing.cid, state: 'open' }),
          queries.listListings({ limit: 5, sort: 'score', shop: listing.shop }),
          promoterOf(ref),
          unlessBusy(queries.listingTrust(listing.shop, listing.handle)),
          queries.listRecommendations({
            limit: LISTING_RECOMMENDATIONS,
            shop: addressSchema.parse(listing.shop),
            handle: listing.handle,
          }),
        ]);
        return {
          page: 'listing',
          listing,
          reviews,
          groups: groups.items,
          more: more.items.filter(({ handle }) => handle !== listing.handle).slice(0, 4),
          trust: trust ?? null,
          recommendations: words.items,
          variant: v,
          promoter,
        };
      });

      page('/people/:account', async ({ params }) => {
        const account = addressSchema.safeParse(pathOf(params, 'account'));
        if (!account.success) return { page: 'not-found', what: 'page' };
        const refusal = context.policy.personRefusal(account.data);
        if (refusal !== null) throw refusal;
        return personPage(queries, account.data);
      });

      page('/checkout', async ({ query }) => {
        const { listing: cid } = z
          .object({ listing: z.string().max(128).nullable().catch(null).default(null) })
          .parse(query);
        const { v, ref, quantity } = listingQuery.parse(query);
        if (cid === null) return { page: 'checkout', line: null };
        const listing = await listingAt(cid);
        const variant = listing?.variants.find(({ code }) => code === v)?.code ?? listing?.variants[0]?.code;
        if (!listing || variant === undefined) return { page: 'not-found', what: 'listing' };
        return { page: 'checkout', line: { listing, variant, quantity, promoter: await promoterOf(ref) } };
      });

      page('/order/:id', async ({ params }) => {
        const id = bytes32Schema.safeParse(pathOf(params, 'id'));
        const order = id.success ? await queries.getOrder(id.data) : undefined;
        if (!id.success || !order) return { page: 'not-found', what: 'order' };
        const [reviews, group, courtCase, evidence] = await Promise.all([
          queries.listReviews({ limit: 1, order: order.id }),
          order.group === null ? undefined : queries.getGroup(order.group.groupId),
          order.case === null ? undefined : queries.getCase(order.id),
          queries.listEvidence(id.data),
        ]);
        return {
          page: 'order',
          order,
          review: reviews.items[0] ?? null,
          group: group ?? null,
          case: courtCase ?? null,
          evidence,
        };
      });

      page('/court', async ({ query }) => {
        const { cursor } = pageQuery.parse(query);
        const [pools, cases] = await Promise.all([
          queries.listCourtPools(),
          queries.listCases({ limit: COURT_CASES, ...(cursor === null ? {} : { cursor }) }),
        ]);
        return { page: 'court', pools, cases };
      });

      page('/court/:order', async ({ params }) => {
        const id = bytes32Schema.safeParse(pathOf(params, 'order'));
        if (!id.success) return { page: 'not-found', what: 'order' };
        const [order, found] = await Promise.all([queries.getOrder(id.data), queries.getCase(id.data)]);
        return order && found ? { page: 'case', order, case: found } : { page: 'not-found', what: 'order' };
      });

      // The endpoint may name the operator's key at a provider: only that of a chain on this machine is told.
      page('/host', async () => ({ page: 'host', rpcUrl: (config.demo ? context.rpcUrls()[0] : undefined) ?? null }));

      page('/hosts', async ({ query }) => {
        const { cursor } = pageQuery.parse(query);
        const hosts = await queries.listHosts({ limit: HOSTS, ...(cursor === null ? {} : { cursor }) });
        return { page: 'hosts', hosts };
      });

      app.get(
        '/peer',
        { schema: { hide: true }, helmet: { contentSecurityPolicy: peerPagePolicy } },
        async (request, reply) => show(request, reply, { page: 'peer', addresses: await context.pageAddresses() }),
      );

      page('/network', async () => {
        const { block, finalized, chainHead, synced, halted, confirmed, endpoints, lastError } = context.health();
        const [network, state] = await Promise.all([context.network(), unlessBusy(context.state())]);
        return {
          page: 'network',
          network,
          state: state ?? null,
          health: {
            block,
            finalized,
            chainHead,
            synced,
            halted,
            confirmed,
            endpoints: endpoints.map(({ name, state: answers, head, milliseconds }) => ({
              name,
              state: answers,
              head,
              milliseconds,
            })),
            problem: lastError?.code ?? null,
          },
        };
      });

      page('/design', async () => {
        const [listings, shops] = await Promise.all([queries.mixedListings(2), queries.listShops({ limit: 1 })]);
        return { page: 'design', listings, shops: shops.items };
      });

      page('/policy', async () => ({ page: 'policy', policy: context.policy.view() }));

      for (const { part, path } of deskParts) page(path, async () => ({ page: 'desk', part }));

      for (const shell of ['offline', 'cart', 'orders', 'sell', 'promote', 'pickup', 'operator'] as const)
        page(`/${shell}`, async () => ({ page: shell }));
    },

    async problemPage(request, problem) {
      const wantsPage = request.headers.accept?.includes('text/html') ?? false;
      if (!wantsPage || machinePaths.test(request.url)) return undefined;
      const { cookies: _unsent, ...rest } = await base(request);
      const denial = problem.code === 'policy.denied' ? denialView.safeParse(problem.details) : undefined;
      if (denial?.success) {
        const what = denial.data.shop === null ? 'listing' : 'shop';
        return web.renderPage({ ...rest, page: 'denied', what, denial: denial.data }).html;
      }
      if (problem.code === 'policy.not_followed')
        return web.renderPage({ ...rest, page: 'denied', what: 'shop', denial: null }).html;
      if (problem.status === 404) return web.renderPage({ ...rest, page: 'not-found', what: 'page' }).html;
      const { code, detail: message, hint, retryable } = problem;
      return web.renderPage({
        ...rest,
        page: 'error',
        statusCode: problem.status,
        error: { code, message, hint, retryable },
      }).html;
    },
  };

  async function listingAt(text: string) {
    try {
      return await queries.getListing(parseCid(text).toString());
    } catch (error) {
      if (error instanceof VouchError && error.code === 'cid.invalid') return undefined;
      throw error;
    }
  }
}
