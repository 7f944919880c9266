import type pg from 'pg';

/** One column of a batch: its name, the element type of the array that carries it, and a cast for what arrays can't hold. */
export interface BatchColumn {
  name: string;
  type: 'text' | 'numeric' | 'int' | 'int8' | 'bool';
  cast?: 'jsonb' | 'tsvector' | 'text[]' | 'int[]';
}

export type BatchValue = string | number | bigint | boolean | null;

/** A connection that runs SQL: the pool, or one client of it inside a transaction. */
export type Connection = Pick<pg.ClientBase, 'query'>;

/** The element list of a batch as SQL and its parameters: `select … from unnest($1::text[], …)`. */
export function unnest(columns: readonly BatchColumn[], rows: readonly (readonly BatchValue[])[]) {
  return {
    select: unnestSelect(columns),
    values: columns.map(({ type }, index) => arrayLiteral(rows, (row) => row[index] ?? null, type)),
  };
}

/** `select … from unnest($1::text[], …)`, for one array a column. */
export function unnestSelect(columns: readonly BatchColumn[]): string {
  const arrays = columns.map((column, index) => `$${index + 1}::${column.type}[]`).join(', ');
  const names = columns.map(({ name, cast }) => (cast === undefined ? `"${name}"` : `"${name}"::${cast}`)).join(', ');
  const aliases = columns.map(({ name }) => `"${name}"`).join(', ');
  return `select ${names} from unnest(${arrays}) as batch (${aliases})`;
}

/**
 * Inserts rows in one statement.
 * @param connection where to run it
 * @param batch table, columns, rows in the columns' order, and the conflict clause (none: a duplicate is an error)
 */
export async function insertBatch(
  connection: Connection,
  batch: {
    table: string;
    columns: readonly BatchColumn[];
    rows: readonly (readonly BatchValue[])[];
    conflict?: string;
  },
): Promise<void> {
  if (batch.rows.length === 0) return;
  const { values } = unnest(batch.columns, batch.rows);
  await connection.query(insertStatement(batch), values);
}

/** The statement that inserts one array a column. */
export function insertStatement(batch: { table: string; columns: readonly BatchColumn[]; conflict?: string }): string {
  const names = batch.columns.map(({ name }) => `"${name}"`).join(', ');
  return `insert into "${batch.table}" (${names}) ${unnestSelect(batch.columns)} ${batch.conflict ?? ''}`;
}

/** `set a = excluded.a, …` for all columns but the key. */
export function overwrite(key: readonly string[], columns: readonly BatchColumn[]): string {
  const changes = columns.filter(({ name }) => !key.includes(name)).map(({ name }) => `"${name}" = excluded."${name}"`);
  return `on conflict (${key.join(', ')}) do update set ${changes.join(', ')}`;
}

/**
 * An array in PostgreSQL's text form. Numbers need no quotes, which the driver's own serializer would test for each.
 * @param cell the value of a row
 */
export function arrayLiteral<Row>(
  rows: readonly Row[],
  cell: (row: Row) => BatchValue,
  type: BatchColumn['type'],
): string {
  const isText = type === 'text';
  const cells = rows.map((row) => {
    const value = cell(row);
    if (value === null) return 'NULL';
    return isText ? quote(String(value)) : value;
  });
  return `{${cells.join()}}`;
}

/** Quotes a text for an array literal. */
export const quote = (text: string): string =>
  text.includes('"') || text.includes('\\') ? `"${text.replace(/[\\"]/g, '\\$&')}"` : `"${text}"`;
