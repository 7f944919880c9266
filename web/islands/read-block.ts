import { cidFromDigest, cidOf, RAW } from '../../protocol/block.ts';
import { VouchError } from '../../protocol/errors.ts';
import type { Hex } from '../../protocol/primitives.ts';
import { request } from './api.ts';

/**
 * Reads a raw block from the node and makes sure that it is the one that was asked for.
 * @param digest SHA-256 digest of the block
 * @throws VouchError `block.hash_mismatch`, and those of the request
 */
export async function readRawBlock(digest: Hex): Promise<Uint8Array> {
  const cid = cidFromDigest(digest, RAW);
  const bytes = new Uint8Array(await (await request(`/ipfs/${cid}?format=raw`)).arrayBuffer());
  if (cidOf(bytes, RAW).equals(cid)) return bytes;
  throw new VouchError({
    code: 'block.hash_mismatch',
    message: 'The node answered other bytes than were asked for.',
    hint: 'Use another node.',
  });
}
