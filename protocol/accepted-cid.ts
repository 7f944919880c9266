import type { CID } from 'multiformats/cid';
import { DAG_CBOR, RAW, SHA2_256 } from './block.ts';

const DIGEST_BYTES = 32;

/**
 * True for the only identifiers that the protocol follows: version 1, sha2-256 of 32 bytes, dag-cbor or raw. Identity
 * hashes, other codecs and shortened digests never lead to a fetch.
 * @param cid any identifier
 * @param codec the codec that the place asks for; either of the two when left out
 */
export const isAcceptedCid = (cid: CID, codec?: typeof DAG_CBOR | typeof RAW): boolean =>
  cid.version === 1 &&
  (codec === undefined ? cid.code === DAG_CBOR || cid.code === RAW : cid.code === codec) &&
  cid.multihash.code === SHA2_256 &&
  cid.multihash.digest.length === DIGEST_BYTES;
