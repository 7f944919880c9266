import { pino } from 'pino';
import { createQueries } from '../../../indexer/queries/queries.ts';
import { openStore } from '../../../indexer/store/open-store.ts';
import type { ApiContext } from '../../../node/api/context.ts';
import { createMetrics } from '../../../node/api/metrics.ts';
import { createServer } from '../../../node/api/server.ts';

/** Serves the API of a node over a database that is there, in a process of its own so that its memory can be read. */
const FIXED_ITEMS = 20;
const [databaseUrl = '', dataDir = ''] = process.argv.slice(2);
const log = pino({ level: 'silent' });
const store = await openStore({ dataDir, databaseUrl, log });
const queries = createQueries({ db: store.reads, searchDb: store.search, clock: () => 1_760_000_000 });
// Safety: the routes of the search use the queries and nothing else of the context.
const context = {
  config: { trustedProxies: [], rateLimit: 1_000_000_000, rateLimitTokens: [] },
  log,
  queries,
  clock: () => 1_760_000_000,
  origin: () => 'http://127.0.0.1',
  metrics: createMetrics({
    indexedBlock: () => 0,
    chainHead: () => 0,
    isIndexing: () => false,
    liveReaders: () => 0,
    readReplicas: () => [],
  }),
  policy: { shopRefusal: () => undefined, blockRefusal: () => undefined },
} as unknown as ApiContext;
/** An answer as long as a page of hits: what the same server takes where there is nothing to find. */
const fixed = JSON.stringify({
  items: Array.from({ length: FIXED_ITEMS }, (_, item) => `${item} ${'listing '.repeat(75)}`),
});
const app = await createServer(context, {
  register: async (server) => {
    server.get('/fixed', async (_request, reply) => reply.type('application/json; charset=utf-8').send(fixed));
  },
  problemPage: async () => undefined,
});
await app.listen({ host: '127.0.0.1', port: Number(process.env.BENCH_SEARCH_PORT ?? 0) });
const address = app.server.address();
process.send?.({ port: typeof address === 'object' ? address?.port : 0 });
process.on('message', () => {
  process.send?.({ rssBytes: process.memoryUsage().rss });
});
process.on('disconnect', () => process.exit(0));
