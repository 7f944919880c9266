import type { TrustedPersonView } from '../../../protocol/api/trust.ts';
import type { IslandWords } from '../words.ts';
import { readNames } from './read-names.ts';

/** Accounts between viewer and person whose names are asked for. */
const mostNames = 12;

/** What accounts call themselves; empty where they say nothing. */
export type PathNames = ReadonlyMap<string, string>;

/**
 * Names of people and of the accounts on the ways to them. An account whose name cannot be read is left out, and shown by
 * its address.
 */
export const readPathNames = async (
  words: IslandWords<'people'>,
  { viewer, people }: { viewer: string; people: readonly Pick<TrustedPersonView, 'account' | 'names' | 'path'>[] },
): Promise<PathNames> => {
  const named = new Map(people.map(({ account, names }) => [account, words.text(names)]));
  const between = new Set(people.flatMap(({ path }) => path.flatMap(({ from, to }) => [from, to])));
  const unknown = [...between].filter((account) => account !== viewer && !named.has(account)).slice(0, mostNames);
  for (const [account, names] of await readNames(unknown)) named.set(account, words.text(names));
  return named;
};
