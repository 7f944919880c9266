import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex } from '@noble/hashes/utils';
import { CID_HEAD_BYTES, readCanonicalWith } from '../../protocol/canonical-reader.ts';
import type { Hex } from '../../protocol/primitives.ts';

/** A link in a document: what a CID of it says, without the library that makes CIDs. */
export interface Link {
  codec: number;
  digest: Uint8Array;
}

/** Something on the page, or behind it, is not what the shop signed. */
export class FalsePart extends Error {
  readonly part: string;
  constructor(part: string) {
    super(`${part} is not what the shop signed`);
    this.name = 'FalsePart';
    this.part = part;
  }
}

const letters = 'abcdefghijklmnopqrstuvwxyz234567';
export const DAG_CBOR = 0x71;
export const RAW = 0x55;

/** The CID as text of a block. @param codec that of documents, or of pictures */
export const cidText = (digest: Uint8Array, codec: typeof DAG_CBOR | typeof RAW = DAG_CBOR): string => {
  const bytes = Uint8Array.of(1, codec, 0x12, 0x20, ...digest);
  let text = 'b';
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = (value << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += letters[(value >> (bits - 5)) & 31];
    value &= 255;
  }
  return bits === 0 ? text : text + letters[(value << (5 - bits)) & 31];
};

export const hexOf = (bytes: Uint8Array): Hex => `0x${bytesToHex(bytes)}`;

/** Where a path of the node lies: an exported shop carries what its pages ask for, and each page says where. */
const placeOf = (path: string): string => {
  const { site } = globalThis.document?.documentElement.dataset ?? {};
  return site === undefined ? path : `${site}${path.slice(1)}`;
};

/** Asks the node that served the page, or the exported shop. @throws Error when it does not answer */
export async function ask(path: string): Promise<Response> {
  const response = await fetch(placeOf(path), { signal: AbortSignal.timeout(20_000) });
  if (!response.ok) throw new Error(`the node answered ${response.status}`);
  return response;
}

/**
 * Reads a document from the node that served the page.
 * @param digest what its bytes hash to
 * @param part what is false when they do not
 * @throws FalsePart, and what `ask` throws
 */
export async function readBlock(digest: Uint8Array, part: string): Promise<unknown> {
  const response = await ask(`/ipfs/${cidText(digest)}`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  const value = readCanonicalWith(bytes, (codec, cid): Link => ({ codec, digest: cid.subarray(CID_HEAD_BYTES) }));
  if (hexOf(sha256(bytes)) !== hexOf(digest) || value === undefined) throw new FalsePart(part);
  return value;
}
