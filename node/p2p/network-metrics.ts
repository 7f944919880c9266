import type { Head } from '../../protocol/head.ts';
import type { KeepingMetrics } from './start-keeping.ts';

/** What the network tells its watcher. All are optional counts of things that happened. */
export interface NetworkMetrics extends KeepingMetrics {
  /** A head was checked: `accepted` or the code of the error. */
  headChecked?(code: string): void;
  /** A catalogue published here is about to be announced. */
  announced?(head: Head): void;
  /** A catalogue from a peer was stored, so many milliseconds after the work on it began. */
  catalogueStored?(head: Head, milliseconds: number): void;
  /** An exchange of a set, which this node began, ended: `complete`, `partial` or the code of the error. */
  reconciled?(set: string, outcome: string): void;
  blockBytesSent?(bytes: number): void;
  blockBytesReceived?(bytes: number): void;
  /** Load was shed: so many connections or streams of peers were closed. */
  loadShed?(what: 'connections' | 'streams', count: number): void;
}
