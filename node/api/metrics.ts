import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Numbers that are read when somebody asks for them. */
export interface MetricSources {
  peers(): number;
  blocksStored(): Promise<number>;
  indexedBlock(): number;
  chainHead(): number;
}

/** The node's metrics. Names: `vouch_<thing>_<unit>`. */
export interface Metrics {
  registry: Registry;
  catalogues: Counter<'result'>;
  contents: Counter<'kind'>;
}

/** Creates the node's own registry, so that several nodes can live in one process. */
export function createMetrics(sources: MetricSources): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'vouch_' });
  const gauge = (name: string, help: string, read: () => number | Promise<number>) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        this.set(await read());
      },
    });
  gauge('vouch_peers_total', 'Connected peers', sources.peers);
  gauge('vouch_blocks_stored_total', 'Blocks in the block store', sources.blocksStored);
  gauge('vouch_indexed_block_number', 'Newest block that is indexed', sources.indexedBlock);
  gauge('vouch_chain_head_number', 'Newest block of the chain', sources.chainHead);
  return {
    registry,
    catalogues: new Counter({
      name: 'vouch_catalogues_total',
      help: 'Catalogues published here, by result',
      labelNames: ['result'],
      registers: [registry],
    }),
    contents: new Counter({
      name: 'vouch_contents_total',
      help: 'Contents taken in, by kind',
      labelNames: ['kind'],
      registers: [registry],
    }),
  };
}

/** Serves `/metrics` and measures every request. */
export function registerMetrics(app: FastifyInstance, { registry }: Metrics): void {
  const duration = new Histogram({
    name: 'vouch_http_request_seconds',
    help: 'Time to answer a request, by route and status',
    labelNames: ['route', 'status'],
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2],
    registers: [registry],
  });
  app.addHook('onResponse', async (request, reply) => {
    duration.observe(
      { route: request.routeOptions.url ?? 'unknown', status: String(reply.statusCode) },
      reply.elapsedTime / 1_000,
    );
  });
  app.get('/metrics', { schema: { hide: true } }, async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  );
}
