import type { CID } from 'multiformats/cid';
import { isAcceptedCid } from '../accepted-cid.ts';
import type { Block } from '../block.ts';
import { VouchError } from '../errors.ts';
import { limits } from '../limits.ts';
import { type FrameReader, framed, peerError } from './frames.ts';

/**
 * The block protocol. A request is a frame of sha2-256 digests, 32 bytes each; the answer has, in the order asked, a
 * 32-bit length and the bytes of each block. Instead of a length, `absent` says that the peer does not have the block, and
 * `later` that the answer is long enough, or the peer busy, and the block is to be asked for again. Any number of requests
 * follow one another on a stream.
 */
export const blocksProtocol = '/vouch/1/blocks';
export const absent = 0xffff_ffff;
export const later = 0xffff_fffe;

const DIGEST_BYTES = 32;

/** What a peer answered to one request. */
export interface BlockAnswer {
  /** Blocks whose hashes were checked. */
  blocks: Block[];
  /** Blocks that the peer does not have. */
  absent: CID[];
  /** Blocks to ask for again. */
  later: CID[];
  /** Why the answer ends before its time; what came until then counts. */
  broken: VouchError | null;
}

/**
 * Encodes a request, with its length.
 * @param cids what to ask for
 * @throws VouchError `block.cid_unsupported` for identity hashes, other codecs and other hashes: they are never asked for
 */
export function encodeBlockRequest(cids: readonly CID[]): Uint8Array {
  const refused = cids.find((cid) => !isAcceptedCid(cid));
  if (refused !== undefined) throw unsupported(refused);
  const digests = new Uint8Array(cids.length * DIGEST_BYTES);
  for (const [index, cid] of cids.entries()) digests.set(cid.multihash.digest, index * DIGEST_BYTES);
  return framed(digests);
}

/** Most bytes of a request for so many blocks, without its length. */
export const blockRequestBytes = (blocks: number): number => blocks * DIGEST_BYTES;

/**
 * Reads a request without its length.
 * @returns the digests that are asked for
 * @throws VouchError `peer.request_malformed`
 */
export function decodeBlockRequest(request: Uint8Array): Uint8Array[] {
  if (request.length === 0 || request.length % DIGEST_BYTES !== 0) {
    throw peerError('request_malformed', 'A request for blocks is not a list of digests.', false);
  }
  return Array.from({ length: request.length / DIGEST_BYTES }, (_, index) =>
    request.subarray(index * DIGEST_BYTES, (index + 1) * DIGEST_BYTES),
  );
}

/**
 * Encodes a part of an answer.
 * @param blocks bytes of each block in the order asked, or `absent` or `later`
 */
export function encodeBlockAnswer(blocks: readonly (Uint8Array | typeof absent | typeof later)[]): Uint8Array {
  const length = blocks.reduce<number>((sum, block) => sum + 4 + (typeof block === 'number' ? 0 : block.length), 0);
  const answer = new Uint8Array(length);
  const view = new DataView(answer.buffer);
  let at = 0;
  for (const block of blocks) {
    view.setUint32(at, typeof block === 'number' ? block : block.length);
    at += 4;
    if (typeof block === 'number') continue;
    answer.set(block, at);
    at += block.length;
  }
  return answer;
}

/**
 * Reads the answer to one request. Only what was asked for is taken, and only under its hash.
 * @param options `matches` compares bytes with a sha2-256 digest; `received` counts bytes
 * @returns what came; `broken` is `peer.false_block`, `peer.block_too_large`, `peer.closed`, `peer.timeout` or `peer.flood`
 */
export async function readBlockAnswer(options: {
  reader: FrameReader;
  cids: readonly CID[];
  matches: (bytes: Uint8Array<ArrayBuffer>, digest: Uint8Array) => boolean | Promise<boolean>;
  received?: (bytes: number) => void;
}): Promise<BlockAnswer> {
  const { reader, cids, matches, received } = options;
  const answer: BlockAnswer = { blocks: [], absent: [], later: [], broken: null };
  const readBlock = (length: number) => {
    if (length > limits.blockBytes) {
      throw peerError('block_too_large', `The peer announced a block of ${length} bytes.`, false);
    }
    return length === 0 ? new Uint8Array() : (reader.takeNow(length) ?? reader.take(length));
  };
  try {
    for (const cid of cids) {
      // Most of an answer is here when a part of it is, and waiting for each block costs more than reading it.
      const header = reader.takeNow(4) ?? (await reader.take(4));
      if (header === null)
        throw peerError('closed', 'The peer closed the stream before its answer was complete.', true);
      const length = new DataView(header.buffer, header.byteOffset).getUint32(0);
      if (length === absent || length === later) {
        (length === absent ? answer.absent : answer.later).push(cid);
        continue;
      }
      const read = readBlock(length);
      const bytes = read instanceof Promise ? await read : read;
      if (bytes === null) throw peerError('closed', 'The peer closed the stream in the middle of a block.', true);
      received?.(length + 4);
      const same = matches(bytes, cid.multihash.digest);
      if (!(typeof same === 'boolean' ? same : await same)) {
        throw peerError('false_block', `The peer sent other bytes than those of ${cid.toString()}.`, false);
      }
      answer.blocks.push({ cid, bytes });
    }
  } catch (error) {
    if (!(error instanceof VouchError)) throw error;
    answer.broken = error;
  }
  return answer;
}

const unsupported = (cid: CID): VouchError =>
  new VouchError({
    code: 'block.cid_unsupported',
    message: `${cid.toString()} is not a CIDv1 of dag-cbor or raw and sha2-256.`,
    hint: 'Name the block by CIDv1 with sha2-256.',
    details: { field: 'cid', cid: cid.toString() },
  });
