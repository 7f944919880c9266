import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { HealthReading } from '../p2p/health.ts';
import type { Network } from '../p2p/network.ts';
import type { NetworkMetrics } from '../p2p/network-metrics.ts';

type NetworkNumbers = ReturnType<Network['counts']>;

/** Numbers that are read when somebody asks for them. */
export interface MetricSources {
  peers(): number;
  shops(): number;
  blocksStored(): Promise<number>;
  indexedBlock(): number;
  chainHead(): number;
  isIndexing(): boolean;
  health(): HealthReading;
  network(): NetworkNumbers;
  liveReaders(): number;
  /** Peers whose index was compared with this one's. */
  comparedPeers(): readonly { agrees: boolean }[];
  /** Bytes of held catalogues with their pictures, of the store's files, and the number of public denials. */
  keptBytes(): number;
  diskBytes(): Promise<number>;
  denials(): number;
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

/** Creates the node's own registry, so that several nodes can live in one process. */
export function createMetrics(sources: MetricSources): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, prefix: 'vouch_' });
  const gauge = (name: string, help: string, read: () => number | Promise<number>) =>
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        this.set(await read());
      },
    });
  const counter = <Label extends string = never>(name: string, help: string, ...labelNames: Label[]) =>
    new Counter({ name, help, labelNames, registers });

  gauge('vouch_peers', 'Connected peers', sources.peers);
  new Gauge({
    name: 'vouch_peers_by_path',
    help: 'Connected peers, by who dialled and whether a relay stands between',
    labelNames: ['direction', 'path'],
    registers,
    collect() {
      const { direct, relayed } = sources.network();
      for (const [path, counts] of Object.entries({ direct, relayed }))
        for (const [direction, count] of Object.entries(counts)) this.set({ direction, path }, count);
    },
  });
  gauge('vouch_relay_reservations', 'Nodes that are reached through this one', () => sources.network().reservations);
  gauge('vouch_relays_used', 'Relays through which this node is reached', () => sources.network().relays);
  gauge('vouch_table_peers', 'Peers in the table of who has which shop', () => sources.network().tablePeers);
  gauge('vouch_known_peers', 'Peers that could be dialled', () => sources.network().knownPeers);
  new Counter({
    name: 'vouch_dials_failed_total',
    help: 'Dials of peers heard of that failed',
    registers,
    collect() {
      // The network counts since its start, as this registry does.
      this.reset();
      this.inc(sources.network().dialsFailed);
    },
  });
  gauge('vouch_shops_held', 'Shops whose catalogue this node holds', sources.shops);
  gauge(
    'vouch_shops_held_bytes',
    'Bytes of held catalogues with their pictures, also those still to come',
    sources.keptBytes,
  );
  gauge('vouch_store_disk_bytes', 'Bytes that the files of the block store take', sources.diskBytes);
  gauge('vouch_denials', 'Shops and blocks that the operator or a subscribed list denies', sources.denials);
  new Gauge({
    name: 'vouch_state_peers',
    help: 'Peers whose index was compared, by whether it is equal; where most differ, this index or its chain node is wrong',
    labelNames: ['agrees'],
    registers,
    collect() {
      const peers = sources.comparedPeers();
      for (const agrees of [true, false])
        this.set({ agrees: String(agrees) }, peers.filter((peer) => peer.agrees === agrees).length);
    },
  });
  gauge('vouch_live_readers', 'Open streams of live events', sources.liveReaders);
  gauge('vouch_blocks_stored', 'Blocks in the block store', sources.blocksStored);
  gauge('vouch_indexed_block_number', 'Newest block that is indexed', sources.indexedBlock);
  gauge('vouch_chain_head_number', 'Newest block of the chain', sources.chainHead);
  gauge('vouch_indexing', '1 while chain and database answer as expected, 0 otherwise', () =>
    sources.isIndexing() ? 1 : 0,
  );
  new Gauge({
    name: 'vouch_connections_open',
    help: 'Open connections with peers, by who dialled',
    labelNames: ['direction'],
    registers,
    collect() {
      const { inboundConnections, outboundConnections } = sources.health();
      this.set({ direction: 'inbound' }, inboundConnections);
      this.set({ direction: 'outbound' }, outboundConnections);
    },
  });
  gauge('vouch_streams_open', 'Open streams of peers, of all protocols', () => sources.health().streams);
  gauge(
    'vouch_turn_delay_seconds',
    "Mean delay of the event loop's turns in the last second",
    () => sources.health().lagMilliseconds / 1_000,
  );
  gauge('vouch_shedding_load', '1 while the node refuses new work of peers because its load is too high', () =>
    sources.health().shedding ? 1 : 0,
  );
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
