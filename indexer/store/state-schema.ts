import type { Hex } from '../../protocol/primitives.ts';
import type { StateSums } from '../state/state-sums.ts';

/** The digest over all rows that mirror the chain. */
export interface StateTables {
  deferred_indexes: { name: string; definition: string };
  state_digest: { id: number; block: number; schema: string; tables: StateSums };
  state_history: { block: number; hash: Hex; digest: Hex; tables: StateSums };
}
