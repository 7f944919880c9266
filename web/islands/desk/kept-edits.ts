import { z } from 'zod';
import type { CatalogueEntry } from '../../../protocol/catalogue.ts';
import { groupTermsSchema } from '../../../protocol/group.ts';
import { type CatalogueEdits, noEdits, type OfferEdit } from './catalogue-edit.ts';
import { createKept } from './kept.ts';

/** Changes of the table of goods; new listings are kept as drafts instead. */
const schema = z.object({
  offers: z.array(
    z.object({
      handle: z.string(),
      code: z.string(),
      priceUnits: z
        .string()
        .regex(/^[1-9]\d*$/)
        .optional(),
      left: z.int().min(0).optional(),
      group: groupTermsSchema.nullable().optional(),
    }),
  ),
  removed: z.array(z.string()),
});

const keptOf = (storage: Storage, shop: string) => createKept(storage, { name: `vouch.edits.${shop}`, schema });

/**
 * What was changed in this browser and not published. Changes of what the shop no longer lists are left out.
 * @param entries of the newest catalogue
 */
export function findEdits(storage: Storage, shop: string, entries: readonly CatalogueEntry[]): CatalogueEdits {
  const found = keptOf(storage, shop).find();
  if (found === null) return noEdits;
  const byHandle = new Map(entries.map((entry) => [entry.handle, entry]));
  return {
    // Safety: optional members that are missing are never written as undefined.
    offers: (found.offers as OfferEdit[]).filter(({ handle, code }) =>
      byHandle.get(handle)?.offers.some((offer) => offer.code === code),
    ),
    removed: found.removed.filter((handle) => byHandle.has(handle)),
    added: [],
  };
}

/** Keeps the changes until they are published; none are forgotten. */
export function keepEdits(storage: Storage, shop: string, { offers, removed }: CatalogueEdits): void {
  const kept = keptOf(storage, shop);
  if (offers.length + removed.length === 0) kept.forget();
  else kept.keep({ offers: [...offers], removed: [...removed] });
}
