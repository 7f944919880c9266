import type { Kysely } from 'kysely';
import { readStates, stateAt } from '../../indexer/state/read-state.ts';
import type { Database } from '../../indexer/store/schema.ts';
import type { StateView } from '../../protocol/api/state.ts';
import type { StateComparison } from './compare-states.ts';
import { toldTables } from './state-teller.ts';

/** Reads the digest at a block, or at the newest final one, with how peers compare. */
export function createStateView(
  db: Kysely<Database>,
  comparison: Pick<StateComparison, 'peers'>,
): (block?: number) => Promise<StateView | undefined> {
  return async (block) => {
    const state = block === undefined ? (await readStates(db, { limit: 1 }))[0] : await stateAt(db, block);
    return (
      state && {
        block: state.block,
        blockHash: state.hash,
        digest: state.digest,
        tables: toldTables(state.tables),
        peers: comparison.peers(),
      }
    );
  };
}
