import type { ListingDetail } from '../../protocol/api/listing.ts';
import { chosenVariant } from '../../web/components/variant-choice.ts';
import { siteLimits } from './site-data.ts';

/** Files of the variants of listings, by CID and code. */
export interface VariantFiles {
  /** File of a variant below the folder of its language; undefined where it has none. */
  fileOf(cid: string, code: string): string | undefined;
  /** Variants that have a page beside that of their listing, with its file. */
  further(listing: ListingDetail): { code: string; file: string }[];
}

/**
 * Where each variant of each listing is shown: the one that a listing shows first on its own page, each other on a page
 * below it. A shop with very many variants has pages of listings alone.
 */
export function variantFiles(listings: readonly ListingDetail[]): VariantFiles {
  const count = listings.reduce((sum, { variants }) => sum + variants.length - 1, 0);
  const further = (listing: ListingDetail): { code: string; file: string }[] => {
    if (count > siteLimits.variants) return [];
    const first = chosenVariant(listing, null);
    return listing.variants.flatMap(({ code }, index) =>
      code === first?.code ? [] : [{ code, file: `listing/${listing.handle}/${index + 1}.html` }],
    );
  };
  const files = new Map(
    listings.flatMap((listing) => [
      [`${listing.cid} ${chosenVariant(listing, null)?.code}`, `listing/${listing.handle}.html`] as const,
      ...further(listing).map(({ code, file }) => [`${listing.cid} ${code}`, file] as const),
    ]),
  );
  return { fileOf: (cid, code) => files.get(`${cid} ${code}`), further };
}
