import type { Address } from '../../protocol/primitives.ts';
import type { NodePolicy } from '../policy/policy.ts';
import type { BlockStore } from '../store/block-store.ts';
import type { LoadLimits } from './health.ts';
import type { NetworkMetrics } from './network-metrics.ts';
import type { Authority, Clock, Log, Sink } from './ports.ts';
import type { ReachOptions } from './reach-options.ts';
import type { ReconciledSet } from './reconciled-set.ts';

/** What the network of a node is started with. */
export interface NetworkOptions {
  /** The node's data folder: the peer key and known peers live there. */
  dataDir: string;
  /** Multiaddrs to listen on, such as `/ip4/0.0.0.0/tcp/4001` and `/ip4/0.0.0.0/tcp/4002/ws`. */
  listen: string[];
  /** Multiaddrs that others reach this node by; empty announces the listen addresses. */
  announce: string[];
  /** Multiaddrs of peers to stay connected with. */
  bootstrap: string[];
  /** How the node is reached and finds others; what is left out is as in `plainReach`. */
  reach?: Partial<ReachOptions>;
  blockStore: BlockStore;
  sink: Sink;
  authority: Authority;
  clock: Clock;
  log: Log;
  chainId: number;
  market: Address;
  /** A few shops that the chain knows and this node lacks; they are looked for. */
  missingShops?: () => Promise<readonly Address[]>;
  /** What peers reconcile besides heads. */
  sets?: readonly ReconciledSet[];
  /** What the operator has this node carry; without, every shop with a sufficient deposit. */
  policy?: Omit<NodePolicy, 'stop'>;
  /** Bytes of catalogues and pictures to keep; undefined for no bound. */
  storeMostBytes?: number | undefined;
  metrics?: NetworkMetrics;
  /** Above which load the node lets peers go; without, it only measures. */
  loadLimits?: LoadLimits;
}
