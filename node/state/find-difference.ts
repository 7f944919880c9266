import type { StateTeller, ToldPart } from './state-protocol.ts';

/** The first row that differs: a table, and the row's key as JSON. */
export interface Difference {
  table: string;
  key: string;
}

/** Bytes of a key's hash after which a part holds few rows in any table. */
const MOST_DEPTH = 4;

/**
 * Finds the first row in which two indexes differ, by the tables' digests at a block and then by parts of the first table
 * that differs.
 * @returns null when it cannot be said now: the final blocks differ while parts are read, or the tables became equal
 */
export async function findDifference(
  mine: StateTeller,
  theirs: StateTeller,
  block: number,
): Promise<Difference | null> {
  const [own, told] = await Promise.all([mine.tables(block), theirs.tables(block)]);
  const digests = new Map(told.map(({ table, digest }) => [table, digest]));
  const names = [...new Set([...own, ...told].map(({ table }) => table))].sort();
  const table = names.find((name) => own.find((each) => each.table === name)?.digest !== digests.get(name));
  if (table === undefined) return null;
  for (let prefix = '', depth = 0; depth <= MOST_DEPTH; depth += 1) {
    const [left, right] = await Promise.all([mine.part({ table, prefix }), theirs.part({ table, prefix })]);
    if (left === null || right === null || left.block !== right.block) return null;
    if (left.rows !== null && right.rows !== null) return rowIn(table, left.rows, right.rows);
    const byte = firstByte(left, right);
    if (byte === undefined) return null;
    prefix += byte.toString(16).padStart(2, '0');
  }
  return null;
}

type Rows = NonNullable<NonNullable<ToldPart>['rows']>;

function rowIn(table: string, left: Rows, right: Rows): Difference | null {
  const hashes = new Map(right.map(({ key, hash }) => [key, hash]));
  const own = new Set(left.map(({ key }) => key));
  const changed = left.find(({ key, hash }) => hashes.get(key) !== hash) ?? right.find(({ key }) => !own.has(key));
  return changed === undefined ? null : { table, key: changed.key };
}

function firstByte(left: NonNullable<ToldPart>, right: NonNullable<ToldPart>): number | undefined {
  const sums = ({ parts }: NonNullable<ToldPart>) =>
    new Map(parts.map(({ byte, rows, sum }) => [byte, `${rows} ${sum}`]));
  const [own, told] = [sums(left), sums(right)];
  return [...new Set([...own.keys(), ...told.keys()])]
    .sort((a, b) => a - b)
    .find((byte) => own.get(byte) !== told.get(byte));
}
