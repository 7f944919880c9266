import { CID } from 'multiformats/cid';
import { Digest } from 'multiformats/hashes/digest';
import { CID_HEAD_BYTES, type MakeLink, readCanonicalWith } from './canonical-reader.ts';
import type { ReadMemo } from './read-memo.ts';

/** Made of its parts: putting them together from codec and digest copies them three times. */
const cidOf: MakeLink = (codec, bytes) => {
  const digest = bytes.subarray(CID_HEAD_BYTES);
  return new CID(1, codec, new Digest(0x12, 32, digest, bytes.subarray(2)), bytes);
};

/**
 * Reads canonical dag-cbor with links as CIDs.
 * @param memo of documents read before, where many are read
 * @returns the value, or undefined for anything else
 */
export const readCanonical = (bytes: Uint8Array, memo: ReadMemo | null = null): unknown =>
  readCanonicalWith(bytes, cidOf, memo);
