import { z } from 'zod';

/** Orders that a seller began to mark as shipped, with what was written about each. */
const schema = z.record(z.string(), z.string());
export type KeptShipping = z.infer<typeof schema>;

const nameOf = (shop: string): string => `vouch.shipping.${shop}`;

/** What was begun in this browser; nothing where nothing was. */
export function findShipping(storage: Storage, shop: string): KeptShipping {
  try {
    return schema.parse(JSON.parse(storage.getItem(nameOf(shop)) ?? '{}'));
  } catch {
    // Of an earlier build of this page: begun anew.
    return {};
  }
}

/** Keeps what is left to do; nothing left is forgotten. */
export function keepShipping(storage: Storage, shop: string, left: KeptShipping): void {
  if (Object.keys(left).length === 0) storage.removeItem(nameOf(shop));
  else storage.setItem(nameOf(shop), JSON.stringify(left));
}
