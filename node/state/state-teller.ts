import type { Kysely } from 'kysely';
import { readStatePart, readStates, stateAt } from '../../indexer/state/read-state.ts';
import { type StateSums, tableDigest } from '../../indexer/state/state-sums.ts';
import type { Database } from '../../indexer/store/schema.ts';
import { DIGESTS_TOLD, type StateTeller, type ToldTables } from './state-protocol.ts';

/** Tells of this node's own index. */
export const stateTeller = (db: Kysely<Database>): StateTeller => ({
  digests: async () => {
    const held = await db.selectFrom('state_digest').select('schema').executeTakeFirst();
    const states = held === undefined ? [] : await readStates(db, { limit: DIGESTS_TOLD });
    return {
      schema: held?.schema ?? '',
      digests: states.map(({ block, hash, digest }) => ({ block, hash, digest })),
    };
  },
  tables: async (block) => toldTables((await stateAt(db, block))?.tables ?? {}),
  part: async (request) => (await readStatePart(db, request)) ?? null,
});

/** Tables with rows, by name. */
export const toldTables = (sums: StateSums): ToldTables =>
  Object.entries(sums)
    .filter(([, { rows }]) => rows > 0)
    .map(([table, sum]) => ({ table, rows: sum.rows, digest: tableDigest(sum) }))
    .sort((a, b) => (a.table < b.table ? -1 : 1));
