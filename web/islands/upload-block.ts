import { type Block, DAG_CBOR, digestOf } from '../../protocol/block.ts';
import { VouchError } from '../../protocol/errors.ts';
import type { Hex } from '../../protocol/primitives.ts';
import { postBytes } from './api.ts';

/**
 * Sends a block to the node and makes sure that it stored these bytes.
 * @param path where the node takes blocks of this sort
 * @returns the digest that contracts are told
 * @throws VouchError `block.hash_mismatch`, and those of the upload
 */
export async function uploadBlock({ cid, bytes }: Block, path: string): Promise<Hex> {
  const { digest } = await postBytes<{ digest: string }>(path, {
    body: bytes,
    type: cid.code === DAG_CBOR ? 'application/vnd.ipld.dag-cbor' : 'application/vnd.ipld.raw',
  });
  const expected = digestOf(cid);
  if (digest === expected) return expected;
  throw new VouchError({
    code: 'block.hash_mismatch',
    message: 'The node stored other bytes than were sent.',
    hint: 'Use another node.',
  });
}
