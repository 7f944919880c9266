import type { Logger } from 'pino';
import { SEALED_KEPT_SECONDS } from '../indexer/messages/expired-sealed.ts';
import { wantSealedAgain } from '../indexer/messages/held-messages.ts';
import { listChanges } from '../indexer/queries/list-changes.ts';
import { missingShops } from '../indexer/queries/missing-shops.ts';
import { createQueries } from '../indexer/queries/queries.ts';
import { startIndexer } from '../indexer/start-indexer.ts';
import { openStore } from '../indexer/store/open-store.ts';
import { addressProblem } from './address-problem.ts';
import { createAnswerCache } from './api/answer-cache.ts';
import type { ApiContext } from './api/context.ts';
import { apiBlocks } from './api-blocks.ts';
import { createAuthority } from './authority.ts';
import { refuseUnfinished } from './backup/restore-backup.ts';
import type { Config } from './config.ts';
import { readDeployment } from './deployment-file.ts';
import { createEndings } from './endings.ts';
import { followBlocks } from './follow-blocks.ts';
import { createLiveHub } from './live/live-hub.ts';
import { LOCAL_CHAIN_ID } from './local-chain.ts';
import { createMessages } from './messages/messages.ts';
import { nodeMetrics } from './node-metrics.ts';
import { createStatus } from './node-status.ts';
import { createNotes } from './notes/notes.ts';
import type { LogRing } from './operator/log-ring.ts';
import { startOperator } from './operator/start-operator.ts';
import { startNetwork } from './p2p/network.ts';
import { networkLimits } from './p2p/network-limits.ts';
import { pageAddresses } from './p2p/page-addresses.ts';
import { readPersonas } from './personas.ts';
import { startMarketPolicy } from './policy/chain-policy.ts';
import { followPolicy } from './policy/index-rows.ts';
import { publisherKeysFolder } from './publishers/publisher-keys.ts';
import { createPublishers } from './publishers/publishers.ts';
import { startRegister } from './register.ts';
import { createReplicas } from './replicas.ts';
import { startRetention } from './retention.ts';
import { removeSecretDrafts } from './secret-file.ts';
import { createSessions } from './session/sessions.ts';
import { createSink } from './sink.ts';
import { createSourceArchive } from './source/source-archive.ts';
import { startHttp } from './start-http.ts';
import { compareStates } from './state/compare-states.ts';
import { stateTeller } from './state/state-teller.ts';
import { createStateView } from './state/state-view.ts';
import { startBlockStore } from './store/block-store.ts';
import { createUploads } from './uploads.ts';
import { startVisitCounter } from './visits/visit-counter.ts';
import { addVisits } from './visits/visit-rows.ts';
import { lookingForShops } from './wanted-shops.ts';

/** A running node. */
export interface RunningNode {
  /** HTTP address of its pages and API. */
  url: string;
  peerId: string;
  stop(): Promise<void>;
}

/**
 * Starts every part of a node in one process: store, indexer, network, API and pages.
 * @param config what the operator set
 * @param log the node's log
 * @param logRing its lines that the operator sees
 * @throws VouchError of the part that cannot start, `node.address_unavailable` for a taken port; what had started is
 * stopped again
 */
export async function startNode(config: Config, log: Logger, logRing: LogRing): Promise<RunningNode> {
  const clock = () => Math.floor(Date.now() / 1_000);
  const endings = createEndings(log);
  try {
    const deployment = await readDeployment(config.deploymentFile);
    const personas = await readPersonas(config, deployment.chainId);
    await refuseUnfinished(config.dataDir);
    // The block store comes first: its lock tells at once when another node uses the folder.
    const blockStore = await startBlockStore(config.dataDir, { clock, reserveBytes: config.storeReserveBytes });
    endings.push(() => blockStore.stop());
    await removeSecretDrafts([config.dataDir, publisherKeysFolder(config.dataDir)]);
    const store = await openStore({
      dataDir: config.dataDir,
      databaseUrl: config.databaseUrl,
      replicaUrls: config.readUrls,
      replicaLagSeconds: config.readLagSeconds,
      log: log.child({ part: 'store' }),
    });
    endings.push(() => store.stop());

    const indexer = await startIndexer({
      store,
      rpcUrls: config.rpcUrls,
      deployment,
      log: log.child({ part: 'indexer' }),
      options: { finalityBlocks: config.finalityBlocks, headUrls: config.rpcHeadUrls },
    });
    endings.push(() => indexer.stop());

    const metrics = nodeMetrics({
      ...{ indexer, store, blockStore },
      live: () => live,
      network: () => network,
      policy: () => policy,
      comparison: () => comparison,
    });
    const live = createLiveHub({
      changes: (range) => listChanges(store.db, range),
      log: log.child({ part: 'live' }),
    });
    const answers = createAnswerCache(
      () => performance.now(),
      () => indexer.status().block,
    );
    const { chainId, contracts } = deployment;
    const authority = createAuthority(store, indexer.rpcUrls);
    const policyLog = log.child({ part: 'policy' });
    const policy = await startMarketPolicy({
      dataDir: config.dataDir,
      authority,
      chainId,
      market: contracts.market,
      log: policyLog,
    });
    endings.push(() => policy.stop());
    const notes = await createNotes({
      store,
      authority,
      policy,
      isSynced: () => indexer.status().synced,
      clock,
      log: log.child({ part: 'notes' }),
      chainId,
      market: contracts.market,
      checked: (result) => metrics.notes.inc({ result }),
    });
    endings.push(() => notes.stop());
    const policyRows = await followPolicy({ store, policy, log: policyLog, written: notes.lookAgain });
    endings.push(() => policyRows.stop());
    const messageLog = log.child({ part: 'messages' });
    const messages = await createMessages({
      store,
      blockStore,
      authority,
      clock,
      log: messageLog,
      chainId,
      market: contracts.market,
      checked: (result) => metrics.messages.inc({ result }),
    });
    const network = await startNetwork({
      dataDir: config.dataDir,
      listen: config.listen,
      announce: config.announce,
      bootstrap: config.peers,
      reach: {
        allowPrivate: deployment.chainId === LOCAL_CHAIN_ID,
        dht: config.dht,
        mdns: config.mdns,
        relays: config.relays,
        relay: config.relay,
      },
      blockStore,
      sink: createSink(store, clock, ({ shop, version }) => {
        answers.changed();
        live.tell({ kind: 'catalogue', shop, version });
      }),
      authority,
      clock,
      log: log.child({ part: 'network' }),
      chainId,
      market: contracts.market,
      missingShops: async () =>
        (await missingShops(store.db, networkLimits.findsPerMinute)).filter(
          (shop) => policy.shopRefusal(shop) === null,
        ),
      policy,
      storeMostBytes: config.storeMostBytes,
      sets: [messages.set, notes.set],
      metrics: metrics.network,
      loadLimits: { residentBytes: config.memoryMostBytes, lagMilliseconds: config.lagMostMilliseconds },
    }).catch((error: unknown) => Promise.reject(addressProblem(error, 'P2P_LISTEN', config.listen.join(', '))));
    endings.push(() => network.stop());
    messages.join({ pubsub: network.libp2p.services.pubsub, contentsWanted: network.contentsWanted });
    notes.join({ pubsub: network.libp2p.services.pubsub });
    const comparison = await compareStates({
      libp2p: network.libp2p,
      teller: stateTeller(store.db),
      clock,
      log: log.child({ part: 'state' }),
    });
    endings.push(() => comparison.stop());
    const unsubscribe = followBlocks({ ...{ indexer, answers, live, network, notes, messages }, log: messageLog });
    endings.push(async () => unsubscribe());

    const register = startRegister({
      store,
      indexer,
      network,
      chainId,
      payout: config.hostPayout,
      clock,
      log: log.child({ part: 'register' }),
    });
    endings.push(() => register.stop());

    const retention = startRetention({ store, blockStore, messages, clock }, log.child({ part: 'retention' }));
    endings.push(() => retention.stop());

    const visits = startVisitCounter({
      write: (counts) => addVisits(store.db, counts),
      clock,
      log: log.child({ part: 'visits' }),
    });
    endings.push(() => visits.stop());

    const queries = lookingForShops(createQueries({ db: store.reads, searchDb: store.search, clock }), network);
    let listening = '';
    const origin = () => config.publicUrl?.replace(/\/+$/, '') ?? listening;
    const sessions = await createSessions({
      dataDir: config.dataDir,
      authority,
      chainId,
      operators: config.operators,
      origin,
      clock,
    });
    const uploads = createUploads({
      policy,
      blockStore,
      network,
      wantAgain: (digest) => wantSealedAgain(store.db, digest, { now: clock(), keptSeconds: SEALED_KEPT_SECONDS }),
    });
    const state = createStateView(store.reads, comparison);
    const replicas = createReplicas({ network, queries });
    const operator = startOperator({
      ...{ config, chainId, blockStore, network, authority, policy, queries, state, replicas, metrics, logRing, clock },
      db: store.db,
      health: indexer.status,
      liveReaders: live.readers,
      log: log.child({ part: 'operator' }),
    });
    endings.push(() => operator.stop());
    const context: ApiContext = {
      config,
      log,
      clock,
      queries,
      personas,
      deployment,
      source: createSourceArchive(config.dataDir),
      blocks: apiBlocks(blockStore, policy),
      uploads,
      messages,
      notes,
      sessions,
      publishers: createPublishers({
        dataDir: config.dataDir,
        chainId,
        market: contracts.market,
        authority,
        uploads,
        clock,
        log: log.child({ part: 'publishers' }),
      }),
      status: createStatus({ config, deployment, queries, indexer, network, blockStore }),
      network: network.view,
      state,
      pageAddresses: () => pageAddresses(network.libp2p, { allowPrivate: deployment.chainId === LOCAL_CHAIN_ID }),
      replicas,
      operator,
      policy,
      rpcUrls: indexer.rpcUrls,
      health: () => indexer.status(),
      origin,
      metrics,
      live,
      answers,
      visits,
    };
    const http = await startHttp(context);
    endings.push(http.stop);
    listening = http.url;
    return { url: listening, peerId: network.peerId, stop: endings.stop };
  } catch (error) {
    await endings.stop();
    throw error;
  }
}
