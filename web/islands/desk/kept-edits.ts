import { z } from 'zod';
import type { CatalogueEntry } from '../../../protocol/catalogue.ts';
import { groupTermsSchema } from '../../../protocol/group.ts';
import { type CatalogueEdits, noEdits, type OfferEdit } from './catalogue-edit.ts';

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

const nameOf = (shop: string): string => `vouch.edits.${shop}`;

/**
 * What was changed in this browser and not published. Changes of what the shop no longer lists are left out.
 * @param entries of the newest catalogue
 */
export function findEdits(storage: Storage, shop: string, entries: readonly CatalogueEntry[]): CatalogueEdits {
  const text = storage.getItem(nameOf(shop));
  if (text === null) return noEdits;
  const byHandle = new Map(entries.map((entry) => [entry.handle, entry]));
  try {
    const { offers, removed } = schema.parse(JSON.parse(text));
    return {
      // Safety: optional members that are missing are never written as undefined.
      offers: (offers as OfferEdit[]).filter(({ handle, code }) =>
        byHandle.get(handle)?.offers.some((offer) => offer.code === code),
      ),
      removed: removed.filter((handle) => byHandle.has(handle)),
      added: [],
    };
  } catch {
    // Of an earlier build of this page: begun anew.
    storage.removeItem(nameOf(shop));
    return noEdits;
  }
}

/** Keeps the changes until they are published; none are forgotten. */
export function keepEdits(storage: Storage, shop: string, { offers, removed }: CatalogueEdits): void {
  try {
    if (offers.length + removed.length === 0) storage.removeItem(nameOf(shop));
    else storage.setItem(nameOf(shop), JSON.stringify({ offers, removed }));
  } catch (error) {
    console.warn('this browser has no room to keep the changes', error);
  }
}
