import { z } from 'zod';
import { addressSchema } from '../../../protocol/primitives.ts';

const MOST_CHARACTERS = 60;
const kept = z.record(addressSchema, z.string().max(MOST_CHARACTERS)).catch({});

/** What the owner calls the shop's staff; known to this browser alone. */
export interface StaffNames {
  all: () => Readonly<Record<string, string>>;
  /** An empty name is forgotten. */
  set: (account: string, name: string) => void;
}

/** Opens the names of one shop's staff. */
export function createStaffNames(storage: Storage, shop: string): StaffNames {
  const key = `vouch.staff-names.${shop}`;
  const all = (): Record<string, string> => {
    try {
      return kept.parse(JSON.parse(storage.getItem(key) ?? '{}'));
    } catch {
      // What another program wrote there counts as nothing.
      return {};
    }
  };
  return {
    all,
    set: (account, name) => {
      const { [account]: _before, ...others } = all();
      const clean = name.trim().slice(0, MOST_CHARACTERS);
      storage.setItem(key, JSON.stringify(clean === '' ? others : { ...others, [account]: clean }));
    },
  };
}
