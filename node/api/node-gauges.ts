import { Counter, Gauge, type Registry } from 'prom-client';
import type { IndexerStatus } from '../../indexer/start-indexer.ts';
import type { HealthReading } from '../p2p/health.ts';
import type { Network } from '../p2p/network.ts';
import { registerChainGauges } from './chain-gauges.ts';
import { readGauges } from './read-gauges.ts';

type NetworkNumbers = ReturnType<Network['counts']>;

/** Numbers of the network and the block store. */
export interface NodeSources {
  peers(): number;
  shops(): number;
  blocksStored(): Promise<number>;
  health(): HealthReading;
  index(): IndexerStatus;
  network(): NetworkNumbers;
  /** Peers whose index was compared with this one's. */
  comparedPeers(): readonly { agrees: boolean }[];
  /** Bytes of held catalogues with their pictures, of the store's files, and the number of public denials. */
  keptBytes(): number;
  diskBytes(): Promise<number>;
  denials(): number;
}

/** Adds the gauges of a whole node to its registry. */
export function registerNodeGauges(registry: Registry, sources: NodeSources): void {
  registerChainGauges(registry, sources.index);
  const registers = [registry];
  const gauge = readGauges(registry);
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
  gauge('vouch_blocks_stored', 'Blocks in the block store', sources.blocksStored);
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
}
