import { z } from 'zod';
import { uploadedImage } from '../../../protocol/api/common.ts';
import { kinds } from '../../../protocol/kind.ts';
import { type DraftPlace, draftName, draftOfName } from './draft-place.ts';
import { zoneDraftSchema } from './draft-zones.ts';
import { createKept } from './kept.ts';
import type { ListingDraft } from './listing-draft.ts';

const texts = z.record(z.string(), z.string());
const group = z.object({
  groupPrice: z.string(),
  size: z.number(),
  hours: z.number(),
  leaderPercent: z.number(),
  groupCommission: z.number(),
});
const draftSchema = z.object({
  handle: z.string().nullable(),
  kind: z.enum(kinds),
  texts: z.record(z.string(), z.object({ title: z.string(), description: z.string() })),
  brand: z.string(),
  category: z.number().nullable(),
  tags: z.string(),
  images: z.array(
    z.object({
      image: uploadedImage,
      alt: texts.optional(),
      preview: z.string(),
    }),
  ),
  options: z.array(z.object({ name: texts, values: z.array(texts) })),
  variants: z.array(
    z.object({
      code: z.string(),
      values: z.array(z.number()),
      price: z.string(),
      stock: z.number(),
      image: z.number().nullable(),
      grams: z.number().optional(),
      barcode: z.string().optional(),
      group: group.nullable(),
    }),
  ),
  zones: z.array(zoneDraftSchema),
  shipWithinDays: z.number(),
  inspectWithinDays: z.number(),
  commissionPercent: z.number(),
  pickup: z.string().nullable(),
  pickupPercent: z.number(),
});

/** Listings that were begun and not published, in this browser. */
export interface KeptDrafts {
  /** @returns null where nothing was begun */
  find: (place: DraftPlace) => ListingDraft | null;
  keep: (place: DraftPlace, draft: ListingDraft) => void;
  forget: (place: DraftPlace) => void;
  begun: () => DraftPlace[];
}

/**
 * Opens the memory of this browser for one shop.
 * @param storage the browser's own; where it is full the draft is kept no longer, and nothing else is lost
 */
export function createKeptDrafts(storage: Storage, shop: string): KeptDrafts {
  const prefix = `vouch.draft.${shop}.`;
  // Safety: optional members that are missing are never written as undefined.
  const schema = draftSchema as unknown as z.ZodType<ListingDraft>;
  const at = (place: DraftPlace) => createKept(storage, { name: `${prefix}${draftName(place)}`, schema });
  return {
    find: (place) => at(place).find(),
    keep: (place, draft) => at(place).keep(draft),
    forget: (place) => at(place).forget(),
    begun: () =>
      Array.from({ length: storage.length }, (_, index) => storage.key(index))
        .filter((name): name is string => name?.startsWith(prefix) ?? false)
        .map((name) => draftOfName(name.slice(prefix.length))),
  };
}
