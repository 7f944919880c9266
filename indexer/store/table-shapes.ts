import type { BatchColumn, Connection } from './batch-write.ts';

/** Columns of a table by name, as batches write them. */
export type TableShape = Map<string, BatchColumn>;

const types: Record<string, Pick<BatchColumn, 'type' | 'cast'>> = {
  text: { type: 'text' },
  integer: { type: 'int' },
  bigint: { type: 'int8' },
  numeric: { type: 'numeric' },
  boolean: { type: 'bool' },
  jsonb: { type: 'text', cast: 'jsonb' },
};

/** Reads the columns of all tables from the database, so that no second list of them can differ. */
export async function readTableShapes(connection: Connection): Promise<Map<string, TableShape>> {
  const { rows } = await connection.query<{ table_name: string; column_name: string; data_type: string }>(
    `select table_name, column_name, data_type from information_schema.columns where table_schema = current_schema()`,
  );
  const shapes = new Map<string, TableShape>();
  for (const { table_name, column_name, data_type } of rows) {
    const type = types[data_type];
    if (type === undefined) continue;
    const shape = shapes.get(table_name) ?? new Map<string, BatchColumn>();
    shapes.set(table_name, shape.set(column_name, { name: column_name, ...type }));
  }
  return shapes;
}
