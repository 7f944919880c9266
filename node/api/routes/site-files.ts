import type { FastifyInstance } from 'fastify';

/** Shops and listings may be found by search engines; orders, carts and the API are nobody's search result. */
const robots = `User-agent: *
Disallow: /api/
Disallow: /rpc
Disallow: /ipfs/
Disallow: /order/
Disallow: /orders
Disallow: /cart
Disallow: /checkout
`;

/** The mark of the pages, for browsers that ask for an icon by its old name. */
const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 34 34"><rect width="34" height="34" rx="9" fill="#0b6346"/><path d="M9 10.5 15.2 20.5 25.5 7.5M9 26h16" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"/></svg>
`;

/** Lets phones keep the market beside their apps. */
const manifest = JSON.stringify({
  name: 'Vouch',
  short_name: 'Vouch',
  start_url: '/',
  display: 'minimal-ui',
  background_color: '#f6f7f4',
  theme_color: '#0c3326',
  icons: [{ src: '/favicon.svg', type: 'image/svg+xml', sizes: 'any', purpose: 'any' }],
});

const DAY_SECONDS = 86_400;

/** What browsers and search engines ask every site for. */
export function registerSiteFiles(app: FastifyInstance): void {
  const file = (path: string, type: string, text: string) =>
    app.get(path, { schema: { hide: true } }, async (_request, reply) =>
      reply.type(type).header('cache-control', `public, max-age=${DAY_SECONDS}`).send(text),
    );
  file('/robots.txt', 'text/plain; charset=utf-8', robots);
  for (const path of ['/favicon.ico', '/favicon.svg']) file(path, 'image/svg+xml', icon);
  file('/manifest.webmanifest', 'application/manifest+json', manifest);
}
