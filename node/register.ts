import { announcementOf, newestAnnouncement, registeredHosts } from '../indexer/queries/hosts.ts';
import type { Indexer } from '../indexer/start-indexer.ts';
import type { Store } from '../indexer/store/open-store.ts';
import type { Address } from '../protocol/primitives.ts';
import { LOCAL_CHAIN_ID } from './local-chain.ts';
import type { Network } from './p2p/network.ts';
import type { Clock, Log } from './p2p/ports.ts';
import { dialRegisteredPeers, peerIdOf } from './p2p/registered-peers.ts';

/** Operators of the register that one round looks at. */
const HOSTS_AT_ONCE = 200;

/** What the register of operators gives a node: further peers, and whether its own operator is in it. */
export interface Register {
  stop(): Promise<void>;
}

/**
 * Dials nodes of the register, and says in the log whether the operator's payout address is in it.
 * @param parts `payout` is undefined when the operator takes no share
 */
export function startRegister(parts: {
  store: Pick<Store, 'db'>;
  indexer: Pick<Indexer, 'onBlock' | 'status'>;
  network: Pick<Network, 'libp2p' | 'peerId'>;
  chainId: number;
  payout: Address | undefined;
  clock: Clock;
  log: Log;
}): Register {
  const { store, indexer, network, chainId, payout, clock, log } = parts;
  const dialling = dialRegisteredPeers({
    libp2p: network.libp2p,
    hosts: () => registeredHosts(store.db, HOSTS_AT_ONCE),
    allowPrivate: chainId === LOCAL_CHAIN_ID,
    clock,
    log,
  });

  let told: string | undefined;
  const tell = async (): Promise<void> => {
    if (payout === undefined) return;
    const announced = await announcementOf(store.db, payout);
    const peer = announced && peerIdOf(announced.peerId);
    const now = `${announced?.operator} ${peer}`;
    if (now === told) return;
    told = now;
    if (announced === undefined) log.info({ payout }, 'The payout address is not in the register of operators.');
    else if (peer === network.peerId) log.info({ ...announced, payout }, 'The register of operators names this node.');
    else log.warn({ ...announced, payout, peer }, 'The register names another node for the payout address.');
  };
  let newest: number | undefined;
  const look = async (): Promise<void> => {
    const found = await newestAnnouncement(store.db);
    if (found !== newest) dialling.now();
    newest = found;
    await tell();
  };
  // What the register says is known once the index has reached the chain's head, and may change with every block.
  const unsubscribe = indexer.onBlock(() => {
    if (indexer.status().synced) look().catch((err) => log.warn({ err }, 'The register could not be read.'));
  });
  return {
    stop: async () => {
      unsubscribe();
      await dialling.stop();
    },
  };
}
