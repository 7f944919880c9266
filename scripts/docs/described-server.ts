import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import type { ApiContext } from '../../node/api/context.ts';
import { createMetrics, type Metrics } from '../../node/api/metrics.ts';
import { createServer } from '../../node/api/server.ts';
import { readConfig } from '../../node/config.ts';

const describedIndex = () => ({
  block: 0,
  blockTime: 0,
  finalized: 0,
  chainHead: 0,
  synced: true,
  confirmed: null,
  endpoints: [],
  headWatches: 0,
  lastError: null,
  halted: false,
});

/** The HTTP side of a node with nothing behind it: to be described, not to be asked. */
export async function describedServer(): Promise<{ server: FastifyInstance; metrics: Metrics }> {
  const metrics = createMetrics(
    { indexedBlock: () => 0, chainHead: () => 0, isIndexing: () => true, liveReaders: () => 0, readReplicas: () => [] },
    {
      peers: () => 0,
      shops: () => 0,
      blocksStored: async () => 0,
      keptBytes: () => 0,
      diskBytes: async () => 0,
      denials: () => 0,
      comparedPeers: () => [],
      index: describedIndex,
      network: () => ({
        direct: { inbound: 0, outbound: 0 },
        relayed: { inbound: 0, outbound: 0 },
        reservations: 0,
        relays: 0,
        tablePeers: 0,
        knownPeers: 0,
        dialsFailed: 0,
      }),
      health: () => ({
        lagMilliseconds: 0,
        residentBytes: 0,
        inboundConnections: 0,
        outboundConnections: 0,
        streams: 0,
        shedding: false,
      }),
    },
  );
  const parts: Partial<ApiContext> = {
    config: readConfig({}),
    log: pino({ level: 'silent' }),
    personas: [],
    origin: () => 'http://127.0.0.1:8080',
    metrics,
  };
  // Safety: registering routes reads nothing of the context but these parts.
  const server = await createServer(parts as ApiContext, {
    register: async () => undefined,
    problemPage: async () => undefined,
  });
  await server.ready();
  return { server, metrics };
}
