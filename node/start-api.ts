import type { Logger } from 'pino';
import { listChanges } from '../indexer/queries/list-changes.ts';
import { createQueries } from '../indexer/queries/queries.ts';
import { openStoreReader } from '../indexer/store/open-store.ts';
import { openWriter } from '../indexer/store/open-writer.ts';
import { createAnswerCache } from './api/answer-cache.ts';
import type { ApiContext } from './api/context.ts';
import { createMetrics } from './api/metrics.ts';
import type { Config } from './config.ts';
import { readDeployment } from './deployment-file.ts';
import { createEndings } from './endings.ts';
import { followWriter } from './follow-writer.ts';
import { createLiveHub } from './live/live-hub.ts';
import { readPersonas } from './personas.ts';
import { blockRefusal, personRefusal, shopRefusal } from './policy/refusals.ts';
import { connectNode } from './shop/node-client.ts';
import { createSourceArchive } from './source/source-archive.ts';
import { startHttp } from './start-http.ts';
import { startVisitCounter, type VisitCounter } from './visits/visit-counter.ts';
import { addVisits } from './visits/visit-rows.ts';

/** Parts that only forwarded routes use. */
type Elsewhere =
  | 'blocks'
  | 'uploads'
  | 'messages'
  | 'notes'
  | 'sessions'
  | 'operator'
  | 'publishers'
  | 'network'
  | 'state'
  | 'pageAddresses';

const notFollowing = { finalized: 0, confirmed: null, endpoints: [], headWatches: 0, halted: false };

/** A running API process. */
export interface RunningApi {
  /** HTTP address of its pages and API. */
  url: string;
  stop(): Promise<void>;
}

/**
 * Starts a stateless process with pages, API, search and live events over a database that a node writes to. What needs
 * that node's blocks or network goes through to it. Any number may run; none keeps anything.
 * @param config its `databaseUrl` and `upstreamUrl` must be set
 * @throws VouchError `upstream.unavailable`, those of `openStoreReader`, `node.address_unavailable`
 */
export async function startApi(config: Config, log: Logger): Promise<RunningApi> {
  const { databaseUrl = '', upstreamUrl = '' } = config;
  const clock = () => Math.floor(Date.now() / 1_000);
  const endings = createEndings(log);
  try {
    const deployment = await readDeployment(config.deploymentFile);
    const store = await openStoreReader(databaseUrl, {
      replicaUrls: config.readUrls,
      replicaLagSeconds: config.readLagSeconds,
      log: log.child({ part: 'store' }),
    });
    endings.push(() => store.stop());
    const visits = await countInto(databaseUrl, clock, log.child({ part: 'visits' }));
    if (visits !== undefined) endings.push(() => visits.stop());
    const live = createLiveHub({
      changes: (range) => listChanges(store.reads, range),
      log: log.child({ part: 'live' }),
    });
    const answers = createAnswerCache(
      () => performance.now(),
      () => writer.status().block,
    );
    const writer = await followWriter({
      url: upstreamUrl,
      reads: store.reads,
      log: log.child({ part: 'upstream' }),
      indexed: (block) => {
        answers.changed();
        live.indexed(block);
      },
      tell: (event) => {
        answers.changed();
        live.tell(event);
      },
    });
    endings.push(() => writer.stop());
    const metrics = createMetrics({
      indexedBlock: () => writer.status().block,
      chainHead: () => writer.status().chainHead,
      isIndexing: () => writer.problem() === null,
      liveReaders: () => live.readers(),
      readReplicas: store.replicas,
    });
    let listening = '';
    const rules = () => writer.policy().rules;
    const context: Omit<ApiContext, Elsewhere> = {
      config,
      log,
      clock,
      queries: createQueries({ db: store.reads, searchDb: store.search, clock }),
      personas: await readPersonas(config, deployment.chainId),
      deployment,
      source: createSourceArchive(config.dataDir),
      status: async () => writer.status(),
      policy: {
        view: () => writer.policy().view,
        shopRefusal: (shop) => shopRefusal(rules(), shop),
        personRefusal: (account) => personRefusal(rules(), account),
        blockRefusal: (cid) => blockRefusal(rules(), cid),
        receive: () => Promise.reject(new RangeError('lists are taken by the node that writes')),
      },
      replicas: connectNode(upstreamUrl).replicas,
      rpcUrls: () => config.rpcUrls,
      // How the chain is followed is told by the node that does.
      health: () => ({ ...notFollowing, ...writer.status(), lastError: writer.problem() }),
      origin: () => config.publicUrl?.replace(/\/+$/, '') ?? listening,
      metrics,
      live,
      answers,
      ...(visits === undefined ? {} : { visits }),
    };
    // Safety: every route that uses the parts that are not here is forwarded.
    const http = await startHttp(context as ApiContext, upstreamUrl);
    endings.push(http.stop);
    listening = http.url;
    return { url: listening, stop: endings.stop };
  } catch (error) {
    await endings.stop();
    throw error;
  }
}

/** Counts page views into the database, as the node that keeps it does. Undefined where that takes none: the log says so. */
async function countInto(databaseUrl: string, clock: () => number, log: Logger): Promise<VisitCounter | undefined> {
  const writer = await openWriter(databaseUrl, { table: 'visits', log });
  if (writer === undefined) {
    log.warn('DATABASE_URL cannot be written to: views of pages that this process serves are not counted.');
    return undefined;
  }
  const counter = startVisitCounter({ write: (counts) => addVisits(writer.db, counts), clock, log });
  const stop = () => counter.stop().finally(writer.stop);
  return { ...counter, stop };
}
