import type { UploadedImage } from '../../../protocol/api/common.ts';
import type { SoldVariant } from '../../../protocol/api/shop.ts';
import type { CatalogueEntry } from '../../../protocol/catalogue.ts';
import type { Kind } from '../../../protocol/kind.ts';
import type { Listing } from '../../../protocol/listing.ts';
import { moneyText } from '../../../protocol/money-text.ts';
import { soldOf } from './catalogue-edit.ts';
import type { OptionDraft, VariantDraft } from './draft-variants.ts';
import { blankZone, type ZoneDraft, zoneDraftOf } from './draft-zones.ts';
import { groupFormOf } from './group-terms.ts';

/** A picture of a draft. */
export interface ImageDraft {
  image: UploadedImage;
  /** What it shows, by language. */
  alt?: Record<string, string>;
  /** Address of a copy that this page can show: the node shows a picture only once a document names it. */
  preview: string;
}

/** A listing while it is written: all that a seller can say of it. Amounts are text in the token's decimals. */
export interface ListingDraft {
  /** Handle of the published listing that this changes; null for a new one. */
  handle: string | null;
  kind: Kind;
  /** Title and Markdown description by language. */
  texts: Record<string, { title: string; description: string }>;
  brand: string;
  /** Number in Google's product taxonomy. */
  category: number | null;
  /** Separated by commas. */
  tags: string;
  images: readonly ImageDraft[];
  options: readonly OptionDraft[];
  variants: readonly VariantDraft[];
  /** Delivery; only for what is shipped. */
  zones: readonly ZoneDraft[];
  shipWithinDays: number;
  inspectWithinDays: number;
  /** Commission for promoters. */
  commissionPercent: number;
  /** Account of the pickup point, for what is picked up; null where the shop hands over itself. */
  pickup: string | null;
  pickupPercent: number;
}

const DAY = 86_400;
/** Terms that goods begin with where the shop has sold nothing yet. */
export const firstTerms = { shipWithinDays: 7, inspectWithinDays: 14, commissionPercent: 5 } as const;
/** The one variant of a listing without options. */
export const ONLY_CODE = 'ONE';

/**
 * A new listing as the editor shows it first.
 * @param locale the seller's language
 * @param zones how the shop delivers, where that is known
 */
export const blankDraft = (locale: string, zones: readonly ZoneDraft[] = []): ListingDraft => ({
  handle: null,
  kind: 'shipped',
  texts: { [locale]: { title: '', description: '' } },
  brand: '',
  category: null,
  tags: '',
  images: [],
  options: [],
  variants: [{ code: ONLY_CODE, values: [], price: '', stock: 1, image: null, group: null }],
  zones: zones.length === 0 ? [blankZone()] : zones,
  ...firstTerms,
  pickup: null,
  pickupPercent: 2,
});

/** The draft of a published listing. */
export function draftOfListing(
  listing: Listing,
  entry: CatalogueEntry,
  { sales, decimals }: { sales: readonly SoldVariant[]; decimals: number },
): ListingDraft {
  const { terms } = entry;
  return {
    handle: listing.handle,
    kind: listing.kind,
    texts: structuredClone(listing.texts),
    brand: listing.brand ?? '',
    category: listing.category ?? null,
    tags: listing.tags.join(', '),
    images: listing.images.map(({ alt, sources }) => ({
      image: { sources: sources.map((source) => ({ ...source, cid: source.cid.toString() })) },
      ...(alt === undefined ? {} : { alt }),
      preview: `/image/${sources[0]?.cid}`,
    })),
    options: structuredClone(listing.options),
    variants: listing.variants.flatMap(({ code, values, image, grams, barcode }) => {
      const offer = entry.offers.find((each) => each.code === code);
      if (offer === undefined) return [];
      return [
        {
          code,
          values,
          price: moneyText(BigInt(offer.priceUnits), decimals),
          stock: Math.max(0, offer.maxSold - soldOf(sales, listing.handle, code)),
          image: image ?? null,
          ...(grams === undefined ? {} : { grams }),
          ...(barcode === undefined ? {} : { barcode }),
          group: offer.group === undefined ? null : groupFormOf(offer.group, decimals),
        },
      ];
    }),
    zones: listing.delivery.map((zone) => zoneDraftOf(zone, decimals)),
    shipWithinDays: terms.shipWithinSeconds / DAY,
    inspectWithinDays: terms.inspectWithinSeconds / DAY,
    commissionPercent: terms.commissionBps / 100,
    pickup: terms.pickup ?? null,
    pickupPercent: (terms.pickupBps ?? 200) / 100,
  };
}
