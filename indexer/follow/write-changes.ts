import type { ChainTable, FoldedRow, RowChanges } from '../handlers/row-changes.ts';
import {
  arrayLiteral,
  type BatchColumn,
  type BatchValue,
  type Connection,
  insertStatement,
  unnestSelect,
} from '../store/batch-write.ts';
import { copyParts, copyRows, type RowCopy } from '../store/copy-rows.ts';
import { journaledTables } from '../store/migrations/journaled-tables.ts';
import type { TableShape } from '../store/table-shapes.ts';

/**
 * Writes folded changes: one statement for each table and set of columns, new rows by COPY. The next statement is made while the database
 * runs the one before.
 * @param client inside a transaction
 * @param shapes columns of the tables
 */
export async function writeChanges(
  client: Connection,
  changes: RowChanges,
  shapes: Map<string, TableShape>,
): Promise<void> {
  let running: Promise<unknown> = Promise.resolve();
  for (const statement of statementsOf(changes, shapes)) {
    await running;
    running = 'parts' in statement ? copyRows(client, statement) : client.query(statement.text, statement.values);
    // A failure is thrown when it is waited for; until then it must not count as unhandled.
    running.catch(() => undefined);
  }
  await running;
}

interface Statement {
  text: string;
  /** One array in PostgreSQL's text form a column. */
  values: string[];
}

function* statementsOf(changes: RowChanges, shapes: Map<string, TableShape>): Generator<Statement | RowCopy> {
  for (const [table, rows] of changes.tables) {
    for (const group of groupByColumns(table, rows.values())) yield groupStatement(shapeOf(shapes, table), group);
  }
  for (const [table, rows] of changes.appended) {
    const columns = [...shapeOf(shapes, table).values()];
    // Safety: an appended row names every column of its table.
    yield {
      table,
      columns,
      parts: copyParts(rows as Record<string, unknown>[], columns, (row, name) => cellValue(row[name])),
    };
  }
  const conflict = 'on conflict do nothing';
  const wanted = [...changes.wanted];
  if (wanted.length > 0)
    yield {
      text: insertStatement({ table: 'wanted', columns: wantedColumns, conflict }),
      values: [
        arrayLiteral(wanted, ([digest]) => digest, 'text'),
        arrayLiteral(wanted, ([, { purpose }]) => purpose, 'text'),
        arrayLiteral(wanted, ([, { order }]) => order, 'text'),
      ],
    };
  const stale = [...changes.staleShops];
  if (stale.length > 0)
    yield {
      text: insertStatement({ table: 'stale_scores', columns: staleColumns, conflict }),
      values: [arrayLiteral(stale, (shop) => shop, 'text')],
    };
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
const staleColumns: BatchColumn[] = [{ name: 'shop', type: 'text' }];

/** A cell as a batch carries it: JSON as text. */
const cellValue = (value: unknown): BatchValue =>
  // Safety: rows hold nothing but these and plain JSON objects.
  value !== null && typeof value === 'object' ? JSON.stringify(value) : ((value ?? null) as BatchValue);

interface Group {
  table: ChainTable;
  mode: FoldedRow['mode'];
  sets: string[];
  adds: string[];
  rows: FoldedRow[];
}

/** Rows that change the same columns in the same way share a statement. */
function groupByColumns(table: ChainTable, rows: Iterable<FoldedRow>): Iterable<Group> {
  const keys: readonly string[] = journaledTables[table];
  const groups = new Map<string, Group>();
  // Rows of one event name their columns in one order; sorting the names of every row would take longer than the rest.
  const byNames = new Map<string, Group>();
  for (const row of rows) {
    // A new row has all columns.
    const names = row.mode === 'insert' ? row.mode : `${row.mode}|${namesOf(row.set)}|${namesOf(row.add)}`;
    let group = byNames.get(names);
    if (group === undefined) {
      const sets = Object.keys(row.set ?? {})
        .filter((column) => !keys.includes(column))
        .sort();
      const adds = Object.keys(row.add ?? {}).sort();
      const name = `${row.mode}|${sets}|${adds}`;
      group = groups.get(name) ?? { table, mode: row.mode, sets, adds, rows: [] };
      groups.set(name, group);
      byNames.set(names, group);
    }
    group.rows.push(row);
  }
  return groups.values();
}

function namesOf(cells: object | undefined): string {
  let names = '';
  for (const name in cells) names += `${name},`;
  return names;
}

function groupStatement(shape: TableShape, group: Group): Statement | RowCopy {
  const { table, mode, sets, adds, rows } = group;
  const keys: readonly string[] = journaledTables[table];
  if (mode === 'insert') {
    const columns = [...keys, ...sets].map((name) => columnOf(shape, table, name));
    return { table, columns, parts: copyParts(rows, columns, (row, name) => cellValue(row.set?.[name])) };
  }
  const columns: BatchColumn[] = [];
  const values: string[] = [];
  const add = (names: readonly string[], part: 'key' | 'set' | 'add'): void => {
    for (const name of names) {
      const column = columnOf(shape, table, name);
      columns.push(column);
      values.push(arrayLiteral(rows, (row) => cellValue(row[part]?.[name]), column.type));
    }
  };
  add(keys, 'key');
  add(sets, 'set');
  add(adds, 'add');
  if (mode === 'update') return { text: updateStatement(group, columns), values };
  return { text: insertStatement({ table, columns, conflict: onConflict(group) }), values };
}

function columnOf(shape: TableShape, table: string, name: string): BatchColumn {
  const column = shape.get(name);
  if (column === undefined) throw new RangeError(`no column ${name} in ${table}`);
  return column;
}

function updateStatement({ table, sets, adds }: Group, columns: readonly BatchColumn[]): string {
  const changes = [
    ...sets.map((name) => `"${name}" = v."${name}"`),
    ...adds.map((name) => `"${name}" = t."${name}" + v."${name}"`),
  ];
  const matches = journaledTables[table].map((name) => `t."${name}" = v."${name}"`).join(' and ');
  return `update "${table}" t set ${changes.join(', ')} from (${unnestSelect(columns)}) v where ${matches}`;
}

function onConflict({ table, sets, adds }: Group): string {
  const changes = [
    ...sets.map((name) => `"${name}" = excluded."${name}"`),
    ...adds.map((name) => `"${name}" = "${table}"."${name}" + excluded."${name}"`),
  ];
  const keys = journaledTables[table].join(', ');
  return `on conflict (${keys}) do ${changes.length === 0 ? 'nothing' : `update set ${changes.join(', ')}`}`;
}
