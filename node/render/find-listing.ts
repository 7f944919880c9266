import type { Queries } from '../../indexer/queries/queries.ts';
import type { ListingDetail } from '../../protocol/api/listing.ts';
import { VouchError } from '../../protocol/errors.ts';
import { handleSchema } from '../../protocol/listing.ts';
import { addressSchema } from '../../protocol/primitives.ts';
import { parseCid } from '../api/parse-cid.ts';

/** The listing under a CID as a page's address has it; undefined also where that is none. */
export async function listingByCid(
  queries: Pick<Queries, 'getListing'>,
  text: string,
): Promise<ListingDetail | undefined> {
  try {
    return await queries.getListing(parseCid(text).toString());
  } catch (error) {
    if (error instanceof VouchError && error.code === 'cid.invalid') return undefined;
    throw error;
  }
}

/** The listing that a shop sells under a handle, both as a page's address has them; undefined also where one is none. */
export async function listingByHandle(
  queries: Pick<Queries, 'getListingByHandle'>,
  texts: { shop: string; handle: string },
): Promise<ListingDetail | undefined> {
  const shop = addressSchema.safeParse(texts.shop);
  const handle = handleSchema.safeParse(texts.handle);
  return shop.success && handle.success ? queries.getListingByHandle(shop.data, handle.data) : undefined;
}
