import * as dagCbor from '@ipld/dag-cbor';
import { sha256 } from '@noble/hashes/sha2';
import { CID } from 'multiformats/cid';
import * as raw from 'multiformats/codecs/raw';
import { create as createDigest } from 'multiformats/hashes/digest';
import type { z } from 'zod';
import { readCanonical } from './canonical-cbor.ts';
import { failure, type Result, success } from './errors.ts';
import type { Hex } from './primitives.ts';
import type { ReadMemo } from './read-memo.ts';
import type { SureForm } from './sure-form.ts';
import { validate } from './validate.ts';

/** Multihash code of sha2-256, the only one accepted. */
export const SHA2_256 = 0x12;
export const DAG_CBOR = dagCbor.code;
export const RAW = raw.code;

/** Bytes under the identifier that their hash gives. */
export interface Block {
  cid: CID;
  bytes: Uint8Array;
}

/** A CID of bytes with codec dag-cbor or raw. */
export const cidOf = (bytes: Uint8Array, codec: typeof DAG_CBOR | typeof RAW): CID => cidOfDigest(sha256(bytes), codec);

/** Encodes a document as canonical dag-cbor. `undefined` members are left out first. */
export function encodeDocument(document: object): Block {
  const bytes = dagCbor.encode(withoutUndefined(document));
  return { cid: cidOf(bytes, DAG_CBOR), bytes };
}

/** Wraps opaque bytes (an image, an encrypted text) as a raw block. */
export const rawBlock = (bytes: Uint8Array): Block => ({ cid: cidOf(bytes, RAW), bytes });

/** The 32-byte digest of a CID as contracts see it. */
export function digestOf(cid: CID): Hex {
  return `0x${Array.from(cid.multihash.digest, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

/** The CID that a contract's 32-byte digest means, under the codec that its place implies. */
export function cidFromDigest(digest: Hex, codec: typeof DAG_CBOR | typeof RAW): CID {
  const bytes = Uint8Array.from({ length: 32 }, (_, index) =>
    Number.parseInt(digest.slice(2 + index * 2, 4 + index * 2), 16),
  );
  return cidOfDigest(bytes, codec);
}

/** The CID of a 32-byte digest. */
export const cidOfDigest = (digest: Uint8Array, codec: typeof DAG_CBOR | typeof RAW): CID =>
  CID.createV1(codec, createDigest(SHA2_256, digest));

/**
 * Decodes a block that came from outside: size, schema and canonical form.
 * @param bytes the block
 * @param options its schema, size limit in bytes, and the noun for errors; `sure` spares most documents the schema, and `memo`
 * of documents read before a part of the reading
 * @returns the document, or `<noun>.too_large`, `<noun>.malformed`, `<noun>.not_canonical`, `<noun>.invalid`
 */
export function decodeDocument<T>(
  bytes: Uint8Array,
  options: { schema: z.ZodType<T>; mostBytes: number; noun: string; sure?: SureForm; memo?: ReadMemo | undefined },
): Result<T> {
  const { schema, mostBytes, noun, sure, memo } = options;
  if (bytes.length > mostBytes) {
    return failure({
      code: `${noun}.too_large`,
      message: `${noun} has ${bytes.length} bytes, more than ${mostBytes}.`,
      hint: 'Shorten it, or move pictures into image blocks.',
      details: { field: noun, limit: `${mostBytes} bytes`, bytes: bytes.length },
    });
  }
  const canonical = readCanonical(bytes, memo);
  // Safety: what is sure fits the schema.
  if (canonical !== undefined) return sure?.(canonical) ? success(canonical as T) : validate(schema, canonical, noun);
  let value: unknown;
  try {
    value = dagCbor.decode(bytes);
  } catch (cause) {
    return failure({
      code: `${noun}.malformed`,
      message: `${noun} is not dag-cbor.`,
      hint: 'Encode it as canonical dag-cbor.',
      cause,
      details: { field: noun },
    });
  }
  const checked = validate(schema, value, noun);
  // Schemas lower the case of addresses, so this also refuses what means the same in other bytes.
  if (!checked.ok || sameBytes(dagCbor.encode(checked.value), bytes)) return checked;
  return failure({
    code: `${noun}.not_canonical`,
    message: `${noun} is not in canonical form.`,
    hint: 'Sort keys, use the shortest integers, and write hex digits in lower case.',
    details: { field: noun },
  });
}

/** True when both arrays hold the same bytes. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false;
  return true;
}

function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (value === null || typeof value !== 'object' || value instanceof Uint8Array || CID.asCID(value) !== null)
    return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([key, member]) => [key, withoutUndefined(member)]),
  );
}
