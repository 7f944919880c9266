import { type Kysely, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { VouchError } from '../../protocol/errors.ts';
import { migrations } from './migrations/all.ts';
import type { Database } from './schema.ts';

/**
 * Brings the database to the newest schema, or to that of an earlier release. All steps are one transaction: an error
 * leaves the database as it was.
 * @param names the changes to make, by default all
 * @throws VouchError `store.migration_failed`, `store.newer_release`
 */
export async function migrate(db: Kysely<Database>, names = Object.keys(migrations)): Promise<void> {
  await appliedMigrations(db);
  const migrator = new Migrator({ db, provider: { getMigrations: async () => chosen(names) } });
  const { error, results } = await migrator.migrateToLatest();
  if (error === undefined) return;
  throw new VouchError({
    code: 'store.migration_failed',
    message: 'The database could not be brought to the newest schema.',
    hint: 'It is as it was before. Keep a copy of the data folder and report the cause.',
    cause: error,
    details: { migration: results?.find((result) => result.status === 'Error')?.migrationName },
  });
}

/**
 * Checks that a database which another process writes to has the schema of this release.
 * @throws VouchError `store.older_release`, `store.newer_release`
 */
export async function checkSchema(db: Kysely<Database>): Promise<void> {
  const applied = await appliedMigrations(db);
  const pending = Object.keys(migrations).find((name) => !applied.has(name));
  if (pending === undefined) return;
  throw new VouchError({
    code: 'store.older_release',
    message: `The database lacks a change of its schema: ${pending}.`,
    hint: 'Start the node that writes to it with this release first.',
    retryable: true,
    details: { migration: pending },
  });
}

function chosen(names: readonly string[]): typeof migrations {
  return Object.fromEntries(Object.entries(migrations).filter(([name]) => names.includes(name)));
}

/**
 * The changes that a database has seen. A release knows nothing of what a newer one changed, so it can neither write nor
 * read it rightly.
 * @throws VouchError `store.newer_release`
 */
export async function appliedMigrations(db: Kysely<Database>): Promise<Set<string>> {
  const { rows: found } = await sql<{
    exists: boolean;
  }>`select to_regclass('kysely_migration') is not null as exists`.execute(db);
  if (!found[0]?.exists) return new Set();
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  const unknown = rows.find(({ name }) => !(name in migrations));
  if (unknown === undefined) return new Set(rows.map(({ name }) => name));
  throw new VouchError({
    code: 'store.newer_release',
    message: `A newer release has used this database: this one does not know its change ${unknown.name}.`,
    hint: 'Run that release or a later one, or restore a backup that this release made.',
    details: { migration: unknown.name },
  });
}
