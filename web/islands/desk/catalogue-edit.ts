import type { SoldVariant } from '../../../protocol/api/shop.ts';
import type { CatalogueEntry } from '../../../protocol/catalogue.ts';
import { datedEntry, type EntryContent } from '../../../protocol/dated-entry.ts';
import type { GroupTermsDocument } from '../../../protocol/group.ts';
import { limits } from '../../../protocol/limits.ts';

/** A change of one variant's offer; what is left out stays. */
export interface OfferEdit {
  handle: string;
  code: string;
  /** Price of one unit, in token units. */
  priceUnits?: string;
  /** Units that can still be bought. */
  left?: number;
  /** A new group price; null takes it away. */
  group?: GroupTermsDocument | null;
}

/** All that a seller changed since the last signature. */
export interface CatalogueEdits {
  offers: readonly OfferEdit[];
  /** Handles of listings that go. */
  removed: readonly string[];
  /** New listings. */
  added: readonly EntryContent[];
}

export const noEdits: CatalogueEdits = { offers: [], removed: [], added: [] };

/** How many listings and offers the edits touch. */
export const editCount = ({ offers, removed, added }: CatalogueEdits): number =>
  offers.length + removed.length + added.length;

/** Remembers one change of an offer; a later one of the same member wins. */
export function withOfferEdit(edits: CatalogueEdits, edit: OfferEdit): CatalogueEdits {
  const isSame = ({ handle, code }: OfferEdit): boolean => handle === edit.handle && code === edit.code;
  const before = edits.offers.find(isSame);
  return { ...edits, offers: [...edits.offers.filter((each) => !isSame(each)), { ...before, ...edit }] };
}

/** Units that were ever sold of a variant. */
export const soldOf = (sales: readonly SoldVariant[], handle: string, code: string): number =>
  sales.find((sale) => sale.handle === handle && sale.code === code)?.soldUnits ?? 0;

/**
 * The entries of the next version. The contract counts units ever sold, so a stock becomes a cap of sold plus left.
 * @param entries of the version before
 * @param edits what changed
 * @param options `sales` units ever sold; `now` in Unix seconds, the time of entries that changed
 */
export function applyEdits(
  entries: readonly CatalogueEntry[],
  edits: CatalogueEdits,
  { sales, now }: { sales: readonly SoldVariant[]; now: number },
): CatalogueEntry[] {
  const before = new Map(entries.map((entry) => [entry.handle, entry]));
  const dated = (content: EntryContent) => datedEntry(content, { before: before.get(content.handle), now });
  const added = new Set(edits.added.map(({ handle }) => handle));
  const kept = entries.filter(({ handle }) => !edits.removed.includes(handle) && !added.has(handle));
  const edited = kept.map(({ updatedAt: _, ...entry }) => ({
    ...entry,
    offers: entry.offers.map((offer) => {
      const edit = edits.offers.find(({ handle, code }) => handle === entry.handle && code === offer.code);
      if (edit === undefined) return offer;
      const cap =
        edit.left === undefined ? offer.maxSold : soldOf(sales, entry.handle, offer.code) + Math.max(0, edit.left);
      const { group: before, ...rest } = offer;
      const group = edit.group === undefined ? before : (edit.group ?? undefined);
      return {
        ...rest,
        ...(group === undefined ? {} : { group }),
        priceUnits: edit.priceUnits ?? offer.priceUnits,
        maxSold: Math.min(limits.maxSold, cap),
      };
    }),
  }));
  return [...edited, ...edits.added].map(dated);
}
