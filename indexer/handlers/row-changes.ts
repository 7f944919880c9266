import type { Hex } from '../../protocol/primitives.ts';
import type { BatchValue } from '../store/batch-write.ts';
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

/** All changes to one row in a batch, folded into one. */
export interface FoldedRow {
  /** A new row, a row that may be new, or a change that does nothing where there is no row. */
  mode: 'insert' | 'upsert' | 'update';
  key: Cells;
  set: Cells;
  add: Record<string, number | bigint>;
}

/** A digest whose block this node should hold. */
export interface Want {
  purpose: Database['wanted']['purpose'];
  order: Hex | null;
}

/**
 * Collects what events change, row by row, so that a whole range of blocks is written in a few statements. Changes of one
 * row are folded in the order of the events.
 */
export class RowChanges {
  readonly tables = new Map<ChainTable, Map<string, FoldedRow>>();
  readonly appended = new Map<ChainTable, object[]>();
  readonly wanted = new Map<Hex, Want>();

  /** Adds a row that cannot exist yet and never changes: there is nothing to fold. */
  append<Table extends ChainTable>(table: Table, row: RowInput<Table>): void {
    const rows = this.appended.get(table);
    if (rows === undefined) this.appended.set(table, [row]);
    else rows.push(row);
  }

  /** Adds a row that cannot exist yet. */
  insert<Table extends ChainTable>(table: Table, row: RowInput<Table>): void {
    const folded = this.#row(table, row as Cells, 'insert');
    Object.assign(folded.set, row);
  }

  /** Changes a row, or adds it; columns that are not named take their defaults. */
  upsert<Table extends ChainTable>(table: Table, key: Key<Table>, change: RowChange<Table>): void {
    fold(this.#row(table, key as Cells, 'upsert'), change);
  }

  /** Changes a row where there is one. */
  update<Table extends ChainTable>(table: Table, key: Key<Table>, change: RowChange<Table>): void {
    fold(this.#row(table, key as Cells, 'update'), change);
  }

  /** Notes a digest that the chain named. The zero digest names nothing. */
  want(digest: Hex, purpose: Want['purpose'], order: Hex | null = null): void {
    if (!/^0x0+$/.test(digest)) this.wanted.set(digest, { purpose, order });
  }

  #row(table: ChainTable, cells: Cells, mode: FoldedRow['mode']): FoldedRow {
    const rows = this.tables.get(table) ?? new Map<string, FoldedRow>();
    this.tables.set(table, rows);
    const names = journaledTables[table];
    const name = names.map((column) => String(cells[column])).join('|');
    const known = rows.get(name);
    if (known !== undefined) return known;
    const key = Object.fromEntries(names.map((column) => [column, cells[column]]));
    const row: FoldedRow = { mode, key, set: {}, add: {} };
    rows.set(name, row);
    return row;
  }
}

function fold(row: FoldedRow, { set, add }: { set?: Cells; add?: Record<string, number | bigint | undefined> }): void {
  for (const [column, value] of Object.entries(set ?? {})) {
    row.set[column] = value;
    delete row.add[column];
  }
  for (const [column, delta] of Object.entries(add ?? {})) {
    if (delta === undefined) continue;
    // After a set in the same batch the sum is known; else the row's own value is added to when it is written.
    if (column in row.set) row.set[column] = sum(row.set[column] as number | bigint, delta);
    else row.add[column] = sum(row.add[column] ?? (typeof delta === 'bigint' ? 0n : 0), delta);
  }
}

/** Counters are numbers and amounts are bigint: a column is always one of them. */
const sum = (a: number | bigint, b: number | bigint): number | bigint =>
  typeof a === 'bigint' || typeof b === 'bigint' ? BigInt(a) + BigInt(b) : a + b;

/** A cell as a batch carries it: JSON as text. */
export const cellValue = (value: unknown): BatchValue =>
  // Safety: rows hold nothing but these and plain JSON objects.
  value !== null && typeof value === 'object' ? JSON.stringify(value) : ((value ?? null) as BatchValue);
