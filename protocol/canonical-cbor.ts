import { CID } from 'multiformats/cid';
import { create as createDigest } from 'multiformats/hashes/digest';
import { readCanonicalWith } from './canonical-reader.ts';

const cidOf = (codec: number, digest: Uint8Array): CID => CID.createV1(codec, createDigest(0x12, digest));

/**
 * Reads canonical dag-cbor with links as CIDs.
 * @returns the value, or undefined for anything else
 */
export const readCanonical = (bytes: Uint8Array): unknown => readCanonicalWith(bytes, cidOf);
