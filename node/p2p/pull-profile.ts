import type { CID } from 'multiformats/cid';
import { unwrap, VouchError } from '../../protocol/errors.ts';
import type { Address } from '../../protocol/primitives.ts';
import { decodeProfile, type Profile } from '../../protocol/profile.ts';
import { type ImageOwner, imagesOfProfile } from '../store/document-images.ts';
import type { BlockReader } from './block-reader.ts';

/** What changed with the profile. */
export interface PulledProfile {
  /** Undefined when it is the same as before, null when the catalogue has none. */
  document: Profile | null | undefined;
  added: CID[];
  dropped: CID[];
  owners: ImageOwner[];
}

/**
 * Brings a catalogue's profile here if it changed.
 * @param options `cid` the new one; `before` the one of the catalogue held, undefined when none is held
 * @throws VouchError `profile.too_large`, `profile.malformed`, `profile.invalid`, `profile.shop_mismatch`,
 * `catalogue.block_missing`
 */
export async function pullProfile(options: {
  shop: Address;
  cid: CID | null;
  before: CID | null | undefined;
  reader: Pick<BlockReader, 'get'>;
}): Promise<PulledProfile> {
  const { shop, cid, before, reader } = options;
  const same = before !== undefined && (cid === null ? before === null : before !== null && cid.equals(before));
  if (same) return { document: undefined, added: [], dropped: [], owners: [] };
  const dropped = before === undefined || before === null ? [] : [before];
  if (cid === null) return { document: null, added: [], dropped, owners: [] };
  const [bytes] = await reader.get([cid]);
  const document = unwrap(decodeProfile(bytes ?? new Uint8Array()));
  if (document.shop !== shop) {
    throw new VouchError({
      code: 'profile.shop_mismatch',
      message: `The profile is of the shop ${document.shop}, not ${shop}.`,
      hint: 'Build the catalogue again with the profile of its shop.',
      details: { field: 'shop', found: document.shop, wanted: shop },
    });
  }
  return { document, added: [cid], dropped, owners: [imagesOfProfile(cid, document)] };
}
