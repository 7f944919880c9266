import { VouchError } from '../../protocol/errors.ts';
import type { Connection } from './batch-write.ts';
import { rebuiltTables } from './rebuilt-tables.ts';

/** Rows of one table, each as JSON text. */
export interface DumpedRows {
  table: string;
  rows: string[];
}

/** A batch has so many rows or bytes, whichever is reached first. */
const BATCH_ROWS = 200;
const BATCH_BYTES = 1_048_576;

/** Tables about the tables themselves. */
const bookkeeping = ['kysely_migration', 'kysely_migration_lock', 'deferred_indexes'];

/**
 * The tables that cannot be rebuilt from the chain, those that others refer to first. New tables are among them by
 * themselves.
 */
export async function dumpedTables(connection: Connection): Promise<string[]> {
  const { rows } = await connection.query<{ name: string; needs: string[] }>(
    `select c.relname as name, array(
       select f.confrelid::regclass::text from pg_constraint f
       where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid) as needs
     from pg_class c
     where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
       and c.relname <> all ($1) order by 1`,
    [[...rebuiltTables, ...bookkeeping]],
  );
  const ordered: string[] = [];
  const place = ({ name, needs }: (typeof rows)[number]): void => {
    if (ordered.includes(name)) return;
    for (const row of rows) if (needs.includes(row.name)) place(row);
    ordered.push(name);
  };
  rows.forEach(place);
  return ordered;
}

/** Number of rows that `dumpRows` gives, about. */
export async function countDumpedRows(connection: Connection): Promise<number> {
  let total = 0;
  for (const table of await dumpedTables(connection)) {
    const { rows } = await connection.query<{ count: number }>(`select count(*) as count from "${table}"`);
    total += rows[0]?.count ?? 0;
  }
  return total;
}

/**
 * Reads tables in batches, all as they were at one moment.
 * @param connection not in a transaction; one is open until the reading ends
 */
export async function* dumpRows(connection: Connection): AsyncGenerator<DumpedRows> {
  await connection.query('begin isolation level repeatable read read only');
  try {
    for (const table of await dumpedTables(connection)) yield* dumpTable(connection, table);
  } finally {
    await connection.query('rollback');
  }
}

async function* dumpTable(connection: Connection, table: string): AsyncGenerator<DumpedRows> {
  await connection.query(`declare dump no scroll cursor for select to_jsonb(t)::text as row from "${table}" t`);
  let batch: string[] = [];
  let bytes = 0;
  for (;;) {
    const { rows } = await connection.query<{ row: string }>(`fetch ${BATCH_ROWS} from dump`);
    for (const { row } of rows) {
      batch.push(row);
      bytes += row.length;
      if (batch.length < BATCH_ROWS && bytes < BATCH_BYTES) continue;
      yield { table, rows: batch };
      [batch, bytes] = [[], 0];
    }
    if (rows.length < BATCH_ROWS) break;
  }
  if (batch.length > 0) yield { table, rows: batch };
  await connection.query('close dump');
}

/**
 * Writes dumped rows into empty tables, inside the caller's transaction. No trigger runs: what they would write is among
 * the rows.
 * @throws VouchError `backup.invalid` for a table that is not there
 */
export async function fillTables(connection: Connection, batches: AsyncIterable<DumpedRows>): Promise<void> {
  const columns = new Map<string, string>();
  for (const table of await dumpedTables(connection)) {
    columns.set(table, await columnsOf(connection, table));
    await connection.query(`alter table "${table}" disable trigger user`);
    // Some migrations write first rows, which are among the dumped ones.
    await connection.query(`delete from "${table}"`);
  }
  for await (const { table, rows } of batches) {
    const names = columns.get(table);
    if (names === undefined) throw invalid(table);
    await connection.query(
      `insert into "${table}" (${names}) overriding system value
       select ${names} from jsonb_populate_recordset(null::"${table}", $1::jsonb)`,
      [`[${rows.join(',')}]`],
    );
  }
  for (const table of columns.keys()) {
    await connection.query(`alter table "${table}" enable trigger user`);
    await moveSequences(connection, table);
  }
}

/** Columns that are written, and not computed. */
async function columnsOf(connection: Connection, table: string): Promise<string> {
  const { rows } = await connection.query<{ names: string }>(
    `select string_agg(quote_ident(attname), ', ' order by attnum) as names from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    [`"${table}"`],
  );
  return rows[0]?.names ?? '';
}

/** The next generated number follows the largest that there is. */
async function moveSequences(connection: Connection, table: string): Promise<void> {
  const { rows } = await connection.query<{ name: string }>(
    `select quote_ident(attname) as name from pg_attribute where attrelid = $1::regclass and attidentity <> ''`,
    [`"${table}"`],
  );
  for (const { name } of rows)
    await connection.query(
      `select setval(pg_get_serial_sequence('"${table}"', '${name}'), coalesce(max(${name}), 1), max(${name}) is not null)
       from "${table}"`,
    );
}

const invalid = (table: string): VouchError =>
  new VouchError({
    code: 'backup.invalid',
    message: `The backup has rows of a table ${table}, which this release does not have.`,
    hint: 'Use the release that made the backup, or a later one.',
    details: { field: 'table' },
  });
