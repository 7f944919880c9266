import { z } from 'zod';
import { kinds } from '../../../protocol/kind.ts';
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
      image: z.object({
        sources: z.array(
          z.object({
            cid: z.string(),
            width: z.number(),
            height: z.number(),
            bytes: z.number(),
            type: z.enum(['image/webp', 'image/avif']),
          }),
        ),
      }),
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
  zones: z.array(
    z.object({
      zone: z.string(),
      name: texts,
      countries: z.array(z.string()),
      first: z.string(),
      further: z.string(),
      minDays: z.number(),
      maxDays: z.number(),
    }),
  ),
  shipWithinDays: z.number(),
  inspectWithinDays: z.number(),
  commissionPercent: z.number(),
  pickup: z.string().nullable(),
  pickupPercent: z.number(),
});

/** Listings that were begun and not published, in this browser. */
export interface KeptDrafts {
  /** @param handle null for the new listing @returns null where nothing was begun */
  find: (handle: string | null) => ListingDraft | null;
  keep: (draft: ListingDraft) => void;
  forget: (handle: string | null) => void;
  /** Handles of published listings that were begun to be changed; null for a new one. */
  begun: () => (string | null)[];
}

/**
 * Opens the memory of this browser for one shop.
 * @param storage the browser's own; where it is full the draft is kept no longer, and nothing else is lost
 */
export function createKeptDrafts(storage: Storage, shop: string): KeptDrafts {
  const prefix = `vouch.draft.${shop}.`;
  const nameOf = (handle: string | null): string => `${prefix}${handle ?? ''}`;
  return {
    find: (handle) => {
      const text = storage.getItem(nameOf(handle));
      if (text === null) return null;
      try {
        // Safety: optional members that are missing are never written as undefined.
        return draftSchema.parse(JSON.parse(text)) as ListingDraft;
      } catch {
        // Of an earlier build of this page, or of another program: begun anew.
        storage.removeItem(nameOf(handle));
        return null;
      }
    },
    keep: (draft) => {
      try {
        storage.setItem(nameOf(draft.handle), JSON.stringify(draft));
      } catch (error) {
        console.warn('the draft is too large to be kept', error);
      }
    },
    forget: (handle) => storage.removeItem(nameOf(handle)),
    begun: () =>
      Array.from({ length: storage.length }, (_, index) => storage.key(index))
        .filter((name): name is string => name?.startsWith(prefix) ?? false)
        .map((name) => name.slice(prefix.length) || null),
  };
}
