import { z } from 'zod';
import { createKept } from '../kept.ts';

/** Orders that a seller began to mark as shipped, with what was written about each. */
const schema = z.record(z.string(), z.string());
export type KeptShipping = z.infer<typeof schema>;

const keptOf = (storage: Storage, shop: string) => createKept(storage, { name: `vouch.shipping.${shop}`, schema });

/** What was begun in this browser; nothing where nothing was. */
export const findShipping = (storage: Storage, shop: string): KeptShipping => keptOf(storage, shop).find() ?? {};

/** Keeps what is left to do; nothing left is forgotten. */
export function keepShipping(storage: Storage, shop: string, left: KeptShipping): void {
  const kept = keptOf(storage, shop);
  if (Object.keys(left).length === 0) kept.forget();
  else kept.keep(left);
}
