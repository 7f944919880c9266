import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { chainTables } from './chain-tables.ts';
import { journal } from './journal.ts';
import { derivedTables, offChainTables } from './off-chain-tables.ts';

const runSql = (statements: string): Migration => ({
  up: async (db) => {
    await sql.raw(statements).execute(db);
  },
});

/** All migrations in their order. A released one never changes; a new one is added. */
export const migrations: Record<string, Migration> = {
  '0001-chain': runSql(chainTables),
  '0002-journal': runSql(journal),
  '0003-off-chain': runSql(offChainTables),
  '0004-derived': runSql(derivedTables),
};
