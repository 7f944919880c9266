import type { Metrics } from '../api/metrics.ts';
import { createOperator, type Operator, type OperatorParts } from './operator.ts';
import { sampleReader } from './read-sample.ts';
import { startSamples } from './samples.ts';

/** The operator's side of a node, which measures it from now on. */
export function startOperator(
  parts: Omit<OperatorParts, 'samples'> & { metrics: Pick<Metrics, 'requests'> },
): Operator & { stop(): Promise<void> } {
  const { db, metrics, network, health, blockStore, clock, log } = parts;
  const samples = startSamples({
    read: sampleReader({
      db,
      requests: metrics.requests,
      load: network.health,
      peers: () => network.peers().length,
      index: health,
      diskBytes: async () => (await blockStore.size()).diskBytes,
    }),
    clock,
    log,
  });
  return { ...createOperator({ ...parts, samples }), stop: samples.stop };
}
