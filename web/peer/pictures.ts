import type { CID } from 'multiformats/cid';
import type { ImageSource } from '../../protocol/image.ts';
import type { BlockPool } from './block-pool.ts';
import type { ReadListing } from './read-catalogue.ts';

/** Width of a card's picture on a sharp screen. */
const wantedPixels = 480;

/** Pictures that are asked for together: they are the largest blocks. */
const picturesAtOnce = 8;

/**
 * Reads the first picture of each listing, in the width that cards need. Pictures that no peer has stay away.
 * @param show gets a listing's CID with its picture; one that is larger than its listing says is left out
 */
export async function readPictures(
  listings: readonly ReadListing[],
  pool: BlockPool,
  show: (listing: string, bytes: Uint8Array, type: string) => void,
): Promise<void> {
  const wanted = listings.flatMap(({ entry, listing }) => {
    const source = sourceFor(listing.images[0]?.sources ?? []);
    return source === undefined ? [] : [{ listing: entry.listing.toString(), source }];
  });
  for (let start = 0; start < wanted.length; start += picturesAtOnce) {
    const batch = wanted.slice(start, start + picturesAtOnce);
    const cids = new Map<string, CID>(batch.map(({ source }) => [source.cid.toString(), source.cid]));
    await pool.some([...cids.values()], (cid, bytes) => {
      for (const { listing, source } of batch)
        if (source.cid.equals(cid) && bytes.length <= source.bytes) show(listing, bytes, source.type);
    });
  }
}

const sourceFor = (sources: readonly ImageSource[]): ImageSource | undefined =>
  sources.find(({ width }) => width >= wantedPixels) ?? sources.at(-1);
