import * as dagCbor from '@ipld/dag-cbor';
import { z } from 'zod';
import { limits } from '../limits.ts';
import { type Address, addressSchema } from '../primitives.ts';
import { framed, peerError } from './frames.ts';

/**
 * Asks a peer for the heads of shops. The request is one frame, the dag-cbor array of addresses; the answer is one frame,
 * the dag-cbor array of the encoded heads that the peer holds, in any order; each is to be checked like one from gossip.
 */
export const headsGetProtocol = '/vouch/1/heads/get';

/** Shops in one request. */
export const headsPerGet = 64;
/** Most bytes of a request: an address is text of 42 characters. */
export const headsRequestBytes = headsPerGet * 48 + 8;
/** Most bytes of an answer. */
export const headsAnswerBytes = headsPerGet * (limits.headBytes + 8) + 8;

const requestSchema = z.array(addressSchema).min(1).max(headsPerGet);
const answerSchema = z
  .array(z.instanceof(Uint8Array).refine((head) => head.length <= limits.headBytes, 'is larger than a head may be'))
  .max(headsPerGet);

/** Encodes a request with its length. @param shops at most `headsPerGet` */
export const encodeHeadsRequest = (shops: readonly Address[]): Uint8Array => framed(dagCbor.encode(shops));

/** @throws VouchError `peer.frame_malformed` */
export const decodeHeadsRequest = (frame: Uint8Array): Address[] => decode(frame, requestSchema);

/** Encodes an answer with its length. @param heads encoded heads, at most one for each shop asked */
export const encodeHeadsAnswer = (heads: readonly Uint8Array[]): Uint8Array => framed(dagCbor.encode(heads));

/** @throws VouchError `peer.frame_malformed` */
export const decodeHeadsAnswer = (frame: Uint8Array): Uint8Array[] => decode(frame, answerSchema);

function decode<T>(frame: Uint8Array, schema: z.ZodType<T>): T {
  try {
    return schema.parse(dagCbor.decode(frame));
  } catch (cause) {
    throw peerError('frame_malformed', 'The peer sent a message that is not in its form.', false, cause);
  }
}
