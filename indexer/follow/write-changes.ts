import { type ChainTable, cellValue, type FoldedRow, type RowChanges } from '../handlers/row-changes.ts';
import { type BatchColumn, type Connection, insertBatch, unnest } from '../store/batch-write.ts';
import type { TableShape } from '../store/table-shapes.ts';

/**
 * Writes folded changes: one statement for each table and set of columns.
 * @param client inside a transaction
 * @param shapes columns of the tables
 */
export async function writeChanges(
  client: Connection,
  changes: RowChanges,
  shapes: Map<string, TableShape>,
): Promise<void> {
  for (const [table, rows] of changes.tables) {
    const shape = shapeOf(shapes, table);
    for (const group of groupByColumns(rows.values())) await writeGroup(client, { table, shape, ...group });
  }
  for (const [table, rows] of changes.appended) {
    const columns = [...shapeOf(shapes, table).values()];
    // Safety: an appended row names every column of its table.
    const values = (rows as Record<string, unknown>[]).map((row) => columns.map(({ name }) => cellValue(row[name])));
    await insertBatch(client, { table, columns, rows: values });
  }
  const wanted = Array.from(changes.wanted, ([digest, { purpose, order }]) => [digest, purpose, order]);
  await insertBatch(client, {
    table: 'wanted',
    columns: wantedColumns,
    rows: wanted,
    conflict: 'on conflict do nothing',
  });
}

function shapeOf(shapes: Map<string, TableShape>, table: ChainTable): TableShape {
  const shape = shapes.get(table);
  if (shape === undefined) throw new RangeError(`no table ${table}`);
  return shape;
}

const wantedColumns: BatchColumn[] = [
  { name: 'digest', type: 'text' },
  { name: 'purpose', type: 'text' },
  { name: 'order_id', type: 'text' },
];

interface Group {
  mode: FoldedRow['mode'];
  keys: string[];
  sets: string[];
  adds: string[];
  rows: FoldedRow[];
}

/** Rows that change the same columns in the same way share a statement. */
function groupByColumns(rows: Iterable<FoldedRow>): Iterable<Group> {
  const groups = new Map<string, Group>();
  for (const row of rows) {
    const keys = Object.keys(row.key);
    const sets = Object.keys(row.set)
      .filter((column) => !(column in row.key))
      .sort();
    const adds = Object.keys(row.add).sort();
    const name = `${row.mode}|${sets}|${adds}`;
    const group = groups.get(name) ?? { mode: row.mode, keys, sets, adds, rows: [] };
    group.rows.push(row);
    groups.set(name, group);
  }
  return groups.values();
}

async function writeGroup(client: Connection, group: Group & { table: ChainTable; shape: TableShape }): Promise<void> {
  const { table, shape, mode, keys, sets, adds, rows } = group;
  const names = [...keys, ...sets, ...adds];
  const columns = names.map((name) => {
    const column = shape.get(name);
    if (column === undefined) throw new RangeError(`no column ${name} in ${table}`);
    return column;
  });
  const values = rows.map(({ key, set, add }) => names.map((name) => cellValue(key[name] ?? set[name] ?? add[name])));
  if (mode !== 'update') {
    const conflict = mode === 'insert' ? '' : onConflict(group);
    await insertBatch(client, { table, columns, rows: values, conflict });
    return;
  }
  const batch = unnest(columns, values);
  const changes = [
    ...sets.map((name) => `"${name}" = v."${name}"`),
    ...adds.map((name) => `"${name}" = t."${name}" + v."${name}"`),
  ];
  const matches = keys.map((name) => `t."${name}" = v."${name}"`).join(' and ');
  await client.query(
    `update "${table}" t set ${changes.join(', ')} from (${batch.select}) v where ${matches}`,
    batch.values,
  );
}

function onConflict({ table, keys, sets, adds }: Group & { table: string }): string {
  const changes = [
    ...sets.map((name) => `"${name}" = excluded."${name}"`),
    ...adds.map((name) => `"${name}" = "${table}"."${name}" + excluded."${name}"`),
  ];
  return `on conflict (${keys.join(', ')}) do ${changes.length === 0 ? 'nothing' : `update set ${changes.join(', ')}`}`;
}
