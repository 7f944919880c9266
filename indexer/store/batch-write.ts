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
  const arrays = columns.map((column, index) => `$${index + 1}::${column.type}[]`).join(', ');
  const names = columns.map(({ name, cast }) => (cast === undefined ? `"${name}"` : `"${name}"::${cast}`)).join(', ');
  const aliases = columns.map(({ name }) => `"${name}"`).join(', ');
  return {
    select: `select ${names} from unnest(${arrays}) as batch (${aliases})`,
    values: columns.map((column, index) => arrayLiteral(rows, index, column.type)),
  };
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
  const { select, values } = unnest(batch.columns, batch.rows);
  const names = batch.columns.map(({ name }) => `"${name}"`).join(', ');
  await connection.query(`insert into "${batch.table}" (${names}) ${select} ${batch.conflict ?? ''}`, values);
}

/** `set a = excluded.a, …` for all columns but the key. */
export function overwrite(key: readonly string[], columns: readonly BatchColumn[]): string {
  const changes = columns.filter(({ name }) => !key.includes(name)).map(({ name }) => `"${name}" = excluded."${name}"`);
  return `on conflict (${key.join(', ')}) do update set ${changes.join(', ')}`;
}

/** An array in PostgreSQL's text form. Numbers need no quotes, which the driver's own serializer would test for each. */
function arrayLiteral(rows: readonly (readonly BatchValue[])[], index: number, type: BatchColumn['type']): string {
  const isText = type === 'text';
  let literal = '{';
  for (let row = 0; row < rows.length; row += 1) {
    const value = rows[row]?.[index] ?? null;
    if (row > 0) literal += ',';
    if (value === null) literal += 'NULL';
    else literal += isText ? quote(String(value)) : value;
  }
  return `${literal}}`;
}

/** Quotes a text for an array literal. */
export const quote = (text: string): string => `"${/[\\"]/.test(text) ? text.replace(/[\\"]/g, '\\$&') : text}"`;
