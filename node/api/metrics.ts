import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { ReplicaState } from '../../indexer/store/replicas.ts';
import type { NetworkMetrics } from '../p2p/network-metrics.ts';
import { type NodeSources, registerNodeGauges } from './node-gauges.ts';
import { readGauges } from './read-gauges.ts';

/** Numbers that every process with an HTTP side has, read when somebody asks for them. */
export interface MetricSources {
  indexedBlock(): number;
  chainHead(): number;
  isIndexing(): boolean;
  liveReaders(): number;
  readReplicas(): readonly ReplicaState[];
}

/** The node's metrics. Names: `vouch_<thing>_<unit>`, counters end in `_total`. */
export interface Metrics {
  registry: Registry;
  catalogues: Counter<'result'>;
  contents: Counter<'kind'>;
  requests: Histogram<'route' | 'status'>;
  messages: Counter<'result'>;
  notes: Counter<'result'>;
  network: NetworkMetrics;
}

/**
 * Creates the node's own registry, so that several nodes can live in one process.
 * @param node what only a process with network and block store has
 */
export function createMetrics(sources: MetricSources, node?: NodeSources): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, prefix: 'vouch_' });
  const gauge = readGauges(registry);
  const counter = <Label extends string = never>(name: string, help: string, ...labelNames: Label[]) =>
    new Counter({ name, help, labelNames, registers });

  gauge('vouch_live_readers', 'Open streams of live events', sources.liveReaders);
  gauge('vouch_indexed_block_number', 'Newest block that is indexed', sources.indexedBlock);
  gauge('vouch_chain_head_number', 'Newest block of the chain', sources.chainHead);
  gauge('vouch_indexing', '1 while chain and database answer as expected, 0 otherwise', () =>
    sources.isIndexing() ? 1 : 0,
  );
  new Gauge({
    name: 'vouch_read_replica_usable',
    help: 'Read replicas of the database, 1 while pages and searches read from it',
    labelNames: ['replica', 'state'],
    registers,
    collect() {
      this.reset();
      for (const { name, state } of sources.readReplicas())
        this.set({ replica: name, state }, state === 'usable' ? 1 : 0);
    },
  });
  new Gauge({
    name: 'vouch_read_replica_lag_seconds',
    help: 'How far a read replica that answers is behind the primary',
    labelNames: ['replica'],
    registers,
    collect() {
      this.reset();
      for (const { name, lagSeconds } of sources.readReplicas())
        if (lagSeconds !== null) this.set({ replica: name }, lagSeconds);
    },
  });
  if (node !== undefined) registerNodeGauges(registry, node);
  const shed = counter('vouch_load_shed_total', 'Connections and streams closed because of load', 'what');
  const heads = counter('vouch_heads_checked_total', 'Signed catalogues checked, by result', 'result');
  const stored = new Histogram({
    name: 'vouch_catalogue_fetch_seconds',
    help: "Time from a peer's announcement to the stored catalogue",
    buckets: [0.05, 0.1, 0.5, 2, 10, 60],
    registers,
  });
  const sent = counter('vouch_block_sent_bytes_total', 'Bytes of blocks sent to peers');
  const received = counter('vouch_block_received_bytes_total', 'Bytes of blocks received from peers');
  const reconciled = counter(
    'vouch_reconciliations_total',
    'Exchanges with peers of what gossip missed, begun here, by set and result',
    'set',
    'result',
  );
  const receipts = counter(
    'vouch_receipts_received_total',
    'Answers of peers to questions for receipts, by result',
    'result',
  );
  const lists = counter('vouch_lists_received_total', 'Lists of denials that peers sent, by result', 'result');
  const dropped = counter('vouch_shops_dropped_total', 'Shops that are no longer kept, by reason', 'reason');
  return {
    registry,
    catalogues: counter('vouch_catalogues_published_total', 'Catalogues published here, by result', 'result'),
    contents: counter('vouch_contents_taken_total', 'Contents taken in, by kind', 'kind'),
    messages: counter('vouch_messages_checked_total', 'Messages about orders checked, by result', 'result'),
    notes: counter('vouch_notes_checked_total', 'Notes of people checked, by result', 'result'),
    requests: new Histogram({
      name: 'vouch_http_request_seconds',
      help: 'Time to answer a request, by route and status',
      labelNames: ['route', 'status'],
      buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2],
      registers,
    }),
    network: {
      headChecked: (result) => heads.inc({ result }),
      catalogueStored: (_head, milliseconds) => stored.observe(milliseconds / 1_000),
      reconciled: (set, result) => reconciled.inc({ set, result }),
      blockBytesSent: (bytes) => sent.inc(bytes),
      blockBytesReceived: (bytes) => received.inc(bytes),
      listReceived: (result) => lists.inc({ result }),
      shopDropped: (reason) => dropped.inc({ reason }),
      receiptsReceived: (result) => receipts.inc({ result }),
      loadShed: (what, count) => shed.inc({ what }, count),
    },
  };
}

/** Serves `/metrics` and measures every request. */
export function registerMetrics(app: FastifyInstance, { registry, requests }: Metrics): void {
  app.addHook('onResponse', async (request, reply) => {
    // Addresses that no route has are one label, or visitors could make any number of them.
    const route = request.routeOptions.url ?? 'unknown';
    requests.observe({ route, status: String(reply.statusCode) }, reply.elapsedTime / 1_000);
  });
  app.get('/metrics', { schema: { hide: true } }, async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  );
}
