import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import type { Queries } from '../../../indexer/queries/queries.ts';
import type { ApiContext } from '../../../node/api/context.ts';
import { registerThemes } from '../../../node/render/themes.ts';
import type { PageVisit } from '../../../node/visits/page-visit.ts';
import type { InsightsView } from '../../../protocol/api/insights.ts';
import { addressOf, person } from '../../support/people.ts';
import { ask, ORIGIN, openBareServer, publisher, seller, signIn } from '../support/bare-server.ts';

const stranger = person('buyer');
const shop = addressOf(seller);
const visits: PageVisit[] = [];
const asked: unknown[] = [];
let dataDir: string;
let app: FastifyInstance;

const insights: InsightsView = {
  ...{ shop, days: 90, from: 1, to: 90, tokens: [], token: null, visits: [], sales: [], listings: [] },
  totals: { views: 3, orders: 0, quantity: 0, paidUnits: '0', keptUnits: '0', returnedUnits: '0' },
  before: { views: 0, orders: 0, paidUnits: '0' },
  buyers: { all: 0, repeat: 0 },
  outcomes: { open: 0, completed: 0, cancelled: 0, not_shipped: 0, agreed: 0, decided: 0 },
  ...{ promoters: [], coupons: [], reviews: [], groups: { groups: 0, orders: 0, paidUnits: '0' } },
};

before(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'vouch-insights-'));
  app = await openBareServer({
    dataDir,
    clock: () => 1_800_000_000,
    parts: {
      // Safety: the route asks for nothing else.
      queries: {
        shopInsights: async (parameters) => {
          asked.push(parameters);
          return insights;
        },
      } as Partial<Queries> as Queries,
      policy: { shopRefusal: () => null } as Partial<ApiContext['policy']> as ApiContext['policy'],
      visits: { count: (visit) => visits.push(visit) },
    },
    pages: (pages) => {
      registerThemes(pages);
      pages.get('/shop/:address', async (request, reply) =>
        (request.params as { address: string }).address === shop
          ? reply.type('text/html').send('<p>')
          : reply.callNotFound(),
      );
    },
  });
});
after(async () => {
  await app.close();
  await rm(dataDir, { recursive: true, maxRetries: 5 });
});

const figures = (cookie: string, query = '') =>
  ask(app, { method: 'GET', url: `/api/v1/desk/${shop}/insights${query}`, headers: { cookie } });

test('figures of a shop are for who is signed in as the shop or its staff, and nobody keeps a copy', async () => {
  const none = await figures('');
  assert.deepEqual([none.statusCode, none.json<{ code: string }>().code], [401, 'session.missing']);
  const foreign = await figures(await signIn(app, stranger));
  assert.deepEqual([foreign.statusCode, foreign.json<{ code: string }>().code], [403, 'session.not_staff']);
  assert.deepEqual(asked, []);
  for (const each of [seller, publisher]) {
    const answer = await figures(await signIn(app, each), '?days=90');
    assert.equal(answer.statusCode, 200, answer.body);
    assert.equal(answer.headers['cache-control'], 'private, no-store');
    assert.equal(answer.json<InsightsView>().totals.views, 3);
  }
  assert.deepEqual(asked, [
    { shop, days: 90 },
    { shop, days: 90 },
  ]);
  const odd = await figures(await signIn(app, seller), '?days=8');
  assert.equal(odd.statusCode, 400);
});

test('a page that a person was shown is counted; robots, scripts and pages that are not there are not', async () => {
  const look = (url: string, headers: Record<string, string>) =>
    ask(app, { method: 'GET', url, headers: { accept: 'text/html', 'user-agent': 'Firefox/140.0', ...headers } });
  await look(`/shop/${shop}`, {
    referer: `${ORIGIN}/search?q=mug`,
    cookie: 'vouch_session=x',
    'x-forwarded-for': '1.2.3.4',
  });
  await look(`/shop/${shop}`, { 'user-agent': 'Googlebot/2.1' });
  await look(`/shop/${shop}`, { accept: '*/*' });
  await look(`/shop/${addressOf(stranger)}`, {});
  // All that is known of a visit.
  assert.deepEqual(visits, [{ kind: 'shop', name: shop, source: 'search' }]);
});

test('pages tell other sites nothing of where their readers were', async () => {
  const { headers } = await ask(app, { method: 'GET', url: `/shop/${shop}` });
  assert.equal(headers['referrer-policy'], 'same-origin');
});

test('the style sheet of a shop is a file of this node that never changes, and there is none of other colours', async () => {
  const sheet = await ask(app, { method: 'GET', url: '/theme/7a2e12-f0a58a.css' });
  assert.equal(sheet.statusCode, 200);
  assert.match(String(sheet.headers['content-type']), /^text\/css/);
  assert.match(String(sheet.headers['cache-control']), /immutable/);
  assert.match(sheet.body, /--accent: light-dark\(#7a2e12, #f0a58a\)/);
  for (const name of ['f0a58a-7a2e12.css', '7a2e12.css', '..%2f7a2e12-f0a58a.css'])
    assert.equal((await ask(app, { method: 'GET', url: `/theme/${name}` })).statusCode, 404, name);
});
