import { isDeepStrictEqual } from 'node:util';
import type { Tables } from '../../protocol/model/tables.ts';
import type { Addresses } from './deployment.ts';
import { type Reader, readers, readSettings } from './readers.ts';

const text = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? `${each}n` : each));

const entriesOf = Object.entries(readers) as [keyof typeof readers, Reader][];

/** Names and keys of all rows that two states do not share. */
function changedRows(before: Tables, after: Tables): [keyof typeof readers, string][] {
  return entriesOf.flatMap(([name]) => {
    const [old, now] = [before[name] as Map<string, unknown>, after[name] as Map<string, unknown>];
    const keys = new Set([...old.keys(), ...now.keys()]);
    return [...keys]
      .filter((key) => old.get(key) !== now.get(key))
      .map((key): [keyof typeof readers, string] => [name, key]);
  });
}

/** Compares one row with the chain. @returns what differs, or nothing */
async function difference(at: Addresses, tables: Tables, name: keyof typeof readers, key: string): Promise<string[]> {
  const reader = readers[name];
  if (reader === undefined) return [];
  const found = await reader.read(at, key);
  const expected = reader.expected((tables[name] as Map<string, unknown>).get(key) as never);
  return isDeepStrictEqual(found, expected) ? [] : [`${name} ${key}: contract ${text(found)}, model ${text(expected)}`];
}

/** Compares what a step changed. @returns all differences */
export async function compareChanges(at: Addresses, before: Tables, after: Tables): Promise<string[]> {
  const found = await Promise.all(changedRows(before, after).map(([name, key]) => difference(at, after, name, key)));
  return found.flat();
}

/**
 * Compares every row of every table with the chain.
 * @param tables what the chain should say
 * @param further tables with rows that `tables` should have too
 */
export async function compareAll(at: Addresses, tables: Tables, further: Tables = tables): Promise<string[]> {
  const rows = entriesOf.flatMap(([name]) => {
    const keys = [tables, further].flatMap((each) => [...(each[name] as Map<string, unknown>).keys()]);
    return [...new Set(keys)].map((key) => [name, key] as const);
  });
  const found = await Promise.all(rows.map(([name, key]) => difference(at, tables, name, key)));
  const settings = await readSettings(at);
  const expected = { parameters: tables.parameters, treasury: tables.treasury };
  const same = isDeepStrictEqual(settings, expected);
  return [...found.flat(), ...(same ? [] : [`settings: contract ${text(settings)}, model ${text(expected)}`])];
}
