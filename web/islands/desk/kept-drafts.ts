import { z } from 'zod';
import { uploadedImage } from '../../../protocol/api/common.ts';
import { kinds } from '../../../protocol/kind.ts';
import { type DraftPlace, draftName, draftOfName } from './draft-place.ts';
import { zoneDraftSchema } from './draft-zones.ts';
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
  const nameOf = (place: DraftPlace): string => `${prefix}${draftName(place)}`;
  return {
    find: (place) => {
      const text = storage.getItem(nameOf(place));
      if (text === null) return null;
      try {
        // Safety: optional members that are missing are never written as undefined.
        return draftSchema.parse(JSON.parse(text)) as ListingDraft;
      } catch {
        // Of an earlier build of this page, or of another program: begun anew.
        storage.removeItem(nameOf(place));
        return null;
      }
    },
    keep: (place, draft) => {
      try {
        storage.setItem(nameOf(place), JSON.stringify(draft));
      } catch (error) {
        console.warn('the draft is too large to be kept', error);
      }
    },
    forget: (place) => storage.removeItem(nameOf(place)),
    begun: () =>
      Array.from({ length: storage.length }, (_, index) => storage.key(index))
        .filter((name): name is string => name?.startsWith(prefix) ?? false)
        .map((name) => draftOfName(name.slice(prefix.length))),
  };
}
