import { unwrap } from '../../../protocol/errors.ts';
import { decodeListing } from '../../../protocol/listing.ts';
import { blankZone, zoneDraftOf } from './draft-zones.ts';
import { firstTerms, type ListingDraft } from './listing-draft.ts';
import { fetchBlock, type LoadedCatalogue } from './node-blocks.ts';
import { findProgress } from './opening/opening-progress.ts';

/** How a shop sells: what new goods begin with. */
export type UsualSale = Pick<ListingDraft, 'zones' | 'shipWithinDays' | 'inspectWithinDays' | 'commissionPercent'>;

const DAY = 86_400;

/** Entries of goods that are sent. */
export const shippedIn = (catalogue: LoadedCatalogue | null): LoadedCatalogue['entries'] =>
  (catalogue?.entries ?? []).filter(({ terms }) => terms.kind === 'shipped');

/**
 * How the shop sells so far: as the newest thing that it sends; before that as was written while it was opened.
 * @param parts the shop and its catalogue, the decimals of the market's token, and the memory of this browser
 * @throws VouchError those of blocks that the node does not hold
 */
export async function usualSale(parts: {
  shop: string;
  catalogue: LoadedCatalogue | null;
  decimals: number;
  storage: Storage;
}): Promise<UsualSale> {
  const { shop, catalogue, decimals, storage } = parts;
  const [newest] = shippedIn(catalogue).sort((a, b) => b.updatedAt - a.updatedAt);
  if (newest === undefined) return { ...firstTerms, zones: findProgress(storage, shop)?.zones ?? [blankZone()] };
  const { delivery } = unwrap(decodeListing(await fetchBlock(newest.listing)));
  const { shipWithinSeconds, inspectWithinSeconds, commissionBps } = newest.terms;
  return {
    zones: delivery.map((zone) => zoneDraftOf(zone, decimals)),
    shipWithinDays: shipWithinSeconds / DAY,
    inspectWithinDays: inspectWithinSeconds / DAY,
    commissionPercent: commissionBps / 100,
  };
}
