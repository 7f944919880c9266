import { readFile } from 'node:fs/promises';
import { CID } from 'multiformats/cid';
import { create as createDigest } from 'multiformats/hashes/digest';

const headBytes = 37;

/**
 * Reads the file that hands blocks from the benchmark to its peers: codec, length, SHA-256 digest and bytes of each.
 * @param {string} file
 */
export async function readBlocks(file) {
  const all = await readFile(file);
  const blocks = [];
  for (let at = 0; at < all.length; ) {
    const length = all.readUInt32BE(at + 1);
    const digest = new Uint8Array(all.subarray(at + 5, at + headBytes));
    const bytes = new Uint8Array(all.subarray(at + headBytes, at + headBytes + length));
    blocks.push({ cid: CID.createV1(all[at], createDigest(0x12, digest)), bytes });
    at += headBytes + length;
  }
  return blocks;
}
