import { Gauge, type Registry } from 'prom-client';
import type { IndexerStatus } from '../../indexer/start-indexer.ts';

/** Adds the gauges of how the chain is followed. */
export function registerChainGauges(
  registry: Registry,
  read: () => Pick<IndexerStatus, 'halted' | 'confirmed' | 'endpoints'>,
): void {
  const registers = [registry];
  new Gauge({
    name: 'vouch_index_halted',
    help: '1 while indexing waits for the operator: /api/v1/index says why',
    registers,
    collect() {
      this.set(read().halted ? 1 : 0);
    },
  });
  new Gauge({
    name: 'vouch_confirmed_block_number',
    help: 'Newest block of which two endpoints of the chain say the same; 0 while there is none',
    registers,
    collect() {
      this.set(read().confirmed ?? 0);
    },
  });
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
