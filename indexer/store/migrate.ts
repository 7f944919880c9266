import type { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { VouchError } from '../../protocol/errors.ts';
import { migrations } from './migrations/all.ts';
import type { Database } from './schema.ts';

/**
 * Brings the database to the newest schema.
 * @throws VouchError `store.migration_failed`
 */
export async function migrate(db: Kysely<Database>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error, results } = await migrator.migrateToLatest();
  if (error === undefined) return;
  throw new VouchError({
    code: 'store.migration_failed',
    message: 'The database could not be brought to the newest schema.',
    hint: 'Keep a copy of the data folder and report the cause.',
    cause: error,
    details: { migration: results?.find((result) => result.status === 'Error')?.migrationName },
  });
}
