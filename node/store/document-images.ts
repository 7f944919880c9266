import * as dagCbor from '@ipld/dag-cbor';
import type { CID } from 'multiformats/cid';
import { type Block, DAG_CBOR } from '../../protocol/block.ts';
import { decodeEvidence } from '../../protocol/evidence.ts';
import type { Image } from '../../protocol/image.ts';
import { decodeListing, type Listing } from '../../protocol/listing.ts';
import type { Address } from '../../protocol/primitives.ts';
import { decodeProfile, type Profile } from '../../protocol/profile.ts';
import { decodeReview } from '../../protocol/review.ts';

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
  images: picturesOf(profile),
});

/** Logo and header of a profile. */
const picturesOf = ({ logo, theme }: Pick<Partial<Profile>, 'logo' | 'theme'>) =>
  sourcesOf([logo, theme?.header].filter((image) => image !== undefined));

const sourcesOf = (images: readonly Image[]) =>
  images.flatMap((image) => image.sources.map(({ cid, bytes }) => ({ cid, bytes })));

/** What a stored block of a catalogue is, as far as counting and deleting it ask. It passed its schema when it was stored. */
export function imagesOfBlock(bytes: Uint8Array): { isListing: boolean; images: { cid: CID; bytes: number }[] } {
  const document = dagCbor.decode<{ type?: string; images?: Image[] } & Pick<Partial<Profile>, 'logo' | 'theme'>>(
    bytes,
  );
  if (document.type === 'listing') return { isListing: true, images: sourcesOf(document.images ?? []) };
  return { isListing: false, images: picturesOf(document) };
}

/** Whose a stored listing or profile is. It passed its schema when it was stored. */
export const shopOfBlock = (bytes: Uint8Array): Address => dagCbor.decode<{ shop: Address }>(bytes).shop;

/** What a block that the chain names shows: photos of a review, pictures of evidence, logo and header of a profile, the pictures of a listing. */
export function imagesOfContent({ cid, bytes }: Block): { cid: CID; bytes: number }[] {
  if (cid.code !== DAG_CBOR) return [];
  const review = decodeReview(bytes);
  if (review.ok) return sourcesOf(review.value.photos);
  const evidence = decodeEvidence(bytes);
  if (evidence.ok) return sourcesOf(evidence.value.images);
  const profile = decodeProfile(bytes);
  if (profile.ok) return imagesOfProfile(cid, profile.value).images;
  const listing = decodeListing(bytes);
  // Anything else is refused by the index and goes again.
  return listing.ok ? imagesOfListing(cid, listing.value).images : [];
}
