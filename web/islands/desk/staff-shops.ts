import { z } from 'zod';
import { addressSchema } from '../../../protocol/primitives.ts';

const KEY = 'vouch.staff';
const MOST = 20;
const kept = z.record(addressSchema, z.array(addressSchema).max(MOST)).catch({});

/** Shops at whose desks an account worked before, in this browser. */
export interface StaffShops {
  of: (account: string) => readonly string[];
  keep: (account: string, shop: string) => void;
}

/** Opens the memory of this browser. */
export function createStaffShops(storage: Storage): StaffShops {
  const read = (): Record<string, string[]> => {
    try {
      return kept.parse(JSON.parse(storage.getItem(KEY) ?? '{}'));
    } catch {
      // What another program wrote there counts as nothing.
      return {};
    }
  };
  const of = (account: string): readonly string[] => read()[account] ?? [];
  return {
    of,
    keep: (account, shop) => {
      const shops = [shop, ...of(account).filter((each) => each !== shop)].slice(0, MOST);
      storage.setItem(KEY, JSON.stringify({ ...read(), [account]: shops }));
    },
  };
}
