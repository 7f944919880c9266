import { type Address, type Hex, zeroBytes32 } from '../../protocol/primitives.ts';
import { journaledTables } from '../store/migrations/journaled-tables.ts';
import type { Database } from '../store/schema.ts';

export type ChainTable = keyof typeof journaledTables;

/** What may stand for a column's value: amounts may be bigint where the column is a decimal string. */
type Input<Value> = Value | (Value extends string ? bigint : never);
type RowInput<Table extends ChainTable> = { [Column in keyof Database[Table]]: Input<Database[Table][Column]> };
type Key<Table extends ChainTable> = Pick<
  RowInput<Table>,
  (typeof journaledTables)[Table][number] & keyof Database[Table]
>;

/** Columns to set, and numbers to add to columns. */
export interface RowChange<Table extends ChainTable> {
  set?: Partial<RowInput<Table>>;
  add?: { [Column in keyof RowInput<Table>]?: number | bigint };
}

type Cells = Record<string, unknown>;
type Sums = Record<string, number | bigint>;

/** All changes to one row in a batch, folded into one. */
export interface FoldedRow {
  /** A new row, a row that may be new, or a change that does nothing where there is no row. */
  mode: 'insert' | 'upsert' | 'update';
  /** Holds at least the columns of the table's primary key. */
  key: Cells;
  /** Columns to set; of a new row all columns, the key's too. */
  set: Cells | undefined;
  /** Numbers to add to columns that are not set. */
  add: Sums | undefined;
}

/** A digest whose block this node should hold. */
export interface Want {
  purpose: Database['wanted']['purpose'];
  order: Hex | null;
}

/**
 * Collects what events change, row by row, so that a whole range of blocks is written in a few statements. Changes of one
 * row are folded in the order of the events. Objects that are given belong to this afterwards: it changes them.
 */
export class RowChanges {
  readonly tables = new Map<ChainTable, Map<string, FoldedRow>>();
  readonly appended = new Map<ChainTable, object[]>();
  readonly wanted = new Map<Hex, Want>();
  /** Shops whose scores the events touch. */
  readonly staleShops = new Set<Address>();

  /** Adds a row that cannot exist yet and never changes: there is nothing to fold. */
  append<Table extends ChainTable>(table: Table, row: RowInput<Table>): void {
    const rows = this.appended.get(table);
    if (rows === undefined) this.appended.set(table, [row]);
    else rows.push(row);
  }

  /** Adds a row that cannot exist yet. */
  insert<Table extends ChainTable>(table: Table, row: RowInput<Table>): void {
    this.#fold(table, { mode: 'insert', key: row as Cells, set: row as Cells, add: undefined });
  }

  /** Changes a row, or adds it; columns that are not named take their defaults. */
  upsert<Table extends ChainTable>(table: Table, key: Key<Table>, { set, add }: RowChange<Table>): void {
    this.#fold(table, {
      mode: 'upsert',
      key: key as Cells,
      set: set as Cells | undefined,
      add: add as Sums | undefined,
    });
  }

  /** Changes a row where there is one. */
  update<Table extends ChainTable>(table: Table, key: Key<Table>, { set, add }: RowChange<Table>): void {
    this.#fold(table, {
      mode: 'update',
      key: key as Cells,
      set: set as Cells | undefined,
      add: add as Sums | undefined,
    });
  }

  /** Notes a digest that the chain named. The zero digest names nothing. */
  want(digest: Hex, purpose: Want['purpose'], order: Hex | null = null): void {
    if (digest !== zeroBytes32) this.wanted.set(digest, { purpose, order });
  }

  #fold(table: ChainTable, change: FoldedRow): void {
    let rows = this.tables.get(table);
    if (rows === undefined) {
      rows = new Map<string, FoldedRow>();
      this.tables.set(table, rows);
    }
    const name = nameOf(journaledTables[table], change.key);
    const known = rows.get(name);
    if (known === undefined) rows.set(name, change);
    else fold(known, change);
  }
}

/** The key's values as one text. */
function nameOf(columns: readonly string[], key: Cells): string {
  let name = '';
  for (const column of columns) name = name === '' ? String(key[column]) : `${name}|${key[column]}`;
  return name;
}

function fold(row: FoldedRow, { set, add }: FoldedRow): void {
  if (set !== undefined) {
    if (row.set === undefined) row.set = set;
    else Object.assign(row.set, set);
    if (row.add !== undefined) row.add = withoutSet(row.add, set);
  }
  for (const column in add) {
    const delta = add[column];
    if (delta === undefined) continue;
    // After a set in the same batch the sum is known; else the row's own value is added to when it is written.
    if (row.set !== undefined && column in row.set) row.set[column] = sum(row.set[column] as number | bigint, delta);
    else {
      row.add ??= {};
      const before = row.add[column];
      row.add[column] = before === undefined ? delta : sum(before, delta);
    }
  }
}

/** What is set counts for what was added before. */
function withoutSet(add: Sums, set: Cells): Sums {
  const columns = Object.keys(add);
  if (!columns.some((column) => column in set)) return add;
  return Object.fromEntries(Object.entries(add).filter(([column]) => !(column in set)));
}

/** Counters are numbers and amounts are bigint: a column is always one of them. */
const sum = (a: number | bigint, b: number | bigint): number | bigint =>
  typeof a === 'bigint' || typeof b === 'bigint' ? BigInt(a) + BigInt(b) : a + b;
