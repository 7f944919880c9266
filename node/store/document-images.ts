import * as dagCbor from '@ipld/dag-cbor';
import type { CID } from 'multiformats/cid';
import type { Image } from '../../protocol/image.ts';
import type { Listing } from '../../protocol/listing.ts';
import type { Profile } from '../../protocol/profile.ts';

/** A stored listing or profile with the images that it shows. */
export interface ImageOwner {
  document: CID;
  images: { cid: CID; bytes: number }[];
}

export const imagesOfListing = (document: CID, listing: Listing): ImageOwner => ({
  document,
  images: sourcesOf(listing.images),
});

export const imagesOfProfile = (document: CID, profile: Profile): ImageOwner => ({
  document,
  images: profile.logo === undefined ? [] : sourcesOf([profile.logo]),
});

const sourcesOf = (images: readonly Image[]) =>
  images.flatMap((image) => image.sources.map(({ cid, bytes }) => ({ cid, bytes })));

/** What a stored block of a catalogue is, as far as counting and deleting it ask. It passed its schema when it was stored. */
export function imagesOfBlock(bytes: Uint8Array): { isListing: boolean; images: { cid: CID; bytes: number }[] } {
  const document = dagCbor.decode<{ type?: string; images?: Image[]; logo?: Image }>(bytes);
  if (document.type === 'listing') return { isListing: true, images: sourcesOf(document.images ?? []) };
  return { isListing: false, images: document.logo === undefined ? [] : sourcesOf([document.logo]) };
}
