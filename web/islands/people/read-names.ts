import type { PersonView } from '../../../protocol/api/person.ts';
import type { Localised } from '../../../protocol/text.ts';
import { readJson } from '../api.ts';

/** What accounts call themselves, by account and then by language. */
export type Names = ReadonlyMap<string, Localised>;

/** Reads the names that accounts signed. One whose name cannot be read is left out, and shown by its address. */
export const readNames = async (accounts: readonly string[]): Promise<Names> => {
  const read = await Promise.allSettled(accounts.map((account) => readJson<PersonView>(`/api/v1/people/${account}`)));
  const people = read.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
  return new Map(people.map(({ account, names }) => [account, names]));
};
