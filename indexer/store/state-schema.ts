import type { Hex } from '../../protocol/primitives.ts';
import type { StateSums } from '../state/state-sums.ts';

/** The digest over all rows that mirror the chain. */
export interface StateTables {
  state_digest: { id: number; block: number; schema: string; tables: StateSums };
  state_history: { block: number; hash: Hex; digest: Hex; tables: StateSums };
}
