import type { NamesView } from '../../../protocol/api/person.ts';
import { limits } from '../../../protocol/limits.ts';
import { addressSchema } from '../../../protocol/primitives.ts';
import type { Localised } from '../../../protocol/text.ts';
import { readJson } from '../api.ts';

/** What accounts call themselves, by account and then by language. */
export type Names = ReadonlyMap<string, Localised>;

/** Reads the names that accounts signed, many at once. One whose name cannot be read is left out, and shown by its address. */
export const readNames = async (accounts: readonly string[]): Promise<Names> => {
  const size = limits.namesAtOnce;
  // A link may name anything as its promoter.
  const asked = accounts.filter((account) => addressSchema.safeParse(account).success);
  const parts = Array.from({ length: Math.ceil(asked.length / size) }, (_, index) =>
    asked.slice(index * size, (index + 1) * size),
  );
  const read = await Promise.allSettled(
    parts.map((part) => readJson<NamesView>(`/api/v1/names?accounts=${part.join(',')}`)),
  );
  const items = read.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value.items : []));
  return new Map(items.map(({ account, names }) => [account, names]));
};
