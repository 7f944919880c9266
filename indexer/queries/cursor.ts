import { z } from 'zod';
import { VouchError } from '../../protocol/errors.ts';

/** Where a page ended: the sort that it belongs to and the sort keys of its last row. */
const cursorSchema = z.tuple([z.string().max(20), z.array(z.union([z.string().max(120), z.number()])).max(4)]);
export type SortKeys = (string | number)[];

/** Opaque text of a place in a list. */
export const encodeCursor = (sort: string, keys: SortKeys): string =>
  Buffer.from(JSON.stringify([sort, keys])).toString('base64url');

/**
 * Reads a cursor back.
 * @param cursor text from a page before, undefined for the first page
 * @param expected sort of the list and the types of its keys
 * @throws VouchError `cursor.invalid`
 */
export function decodeCursor(
  cursor: string | undefined,
  expected: { sort: string; keys: readonly KeyKind[] },
): SortKeys | undefined {
  if (cursor === undefined) return undefined;
  const parsed = cursorSchema.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString('utf8')));
  const [sort, keys] = parsed.data ?? ['', []];
  const fits =
    sort === expected.sort &&
    keys.length === expected.keys.length &&
    keys.every((key, index) => isOfKind(key, expected.keys[index]));
  if (fits) return keys;
  throw new VouchError({
    code: 'cursor.invalid',
    message: 'The cursor does not belong to this list.',
    hint: 'Start from the first page, without a cursor.',
    details: { field: 'cursor' },
  });
}

/** `place` is a whole number of 56 bits, which a double cannot carry. */
type KeyKind = 'number' | 'amount' | 'hex' | 'place';

const forms: Record<Exclude<KeyKind, 'number'>, RegExp> = {
  amount: /^[0-9]+(\.[0-9]+)?$/,
  hex: /^0x[0-9a-f]{40,64}$/,
  place: /^[0-9]{1,17}$/,
};

function isOfKind(key: string | number, kind: KeyKind | undefined): boolean {
  if (kind === undefined) return false;
  if (kind === 'number') return Number.isSafeInteger(key);
  return typeof key === 'string' && forms[kind].test(key);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What is no JSON fails the schema like any other wrong value.
    return undefined;
  }
}

/** Cuts the surplus row off a list that was read one row too long, and names where the next page starts. */
export function cutPage<T>(rows: readonly T[], limit: number, cursorOf: (row: T) => string) {
  const kept = rows.slice(0, limit);
  const last = kept.at(-1);
  return { kept, nextCursor: rows.length > limit && last !== undefined ? cursorOf(last) : null };
}
