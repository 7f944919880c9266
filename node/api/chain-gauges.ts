import { Gauge, type Registry } from 'prom-client';
import type { IndexerStatus } from '../../indexer/start-indexer.ts';
import { readGauges } from './read-gauges.ts';

/** Adds the gauges of how the chain is followed. */
export function registerChainGauges(
  registry: Registry,
  read: () => Pick<IndexerStatus, 'halted' | 'confirmed' | 'endpoints'>,
): void {
  const registers = [registry];
  const gauge = readGauges(registry);
  gauge('vouch_index_halted', '1 while indexing waits for the operator: /api/v1/index says why', () =>
    read().halted ? 1 : 0,
  );
  gauge(
    'vouch_confirmed_block_number',
    'Newest block of which two endpoints of the chain say the same; 0 while there is none',
    () => read().confirmed ?? 0,
  );
  new Gauge({
    name: 'vouch_rpc_endpoints',
    help: 'Endpoints of the chain by state: good, failing or quarantined',
    labelNames: ['endpoint', 'state'],
    registers,
    collect() {
      this.reset();
      for (const { name, state } of read().endpoints) this.inc({ endpoint: name, state });
    },
  });
  new Gauge({
    name: 'vouch_rpc_endpoint_score',
    help: 'Share of late questions that each endpoint of the chain answered',
    labelNames: ['endpoint'],
    registers,
    collect() {
      this.reset();
      for (const { name, score } of read().endpoints) this.set({ endpoint: name }, score);
    },
  });
}
