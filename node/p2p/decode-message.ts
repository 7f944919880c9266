import * as dagCbor from '@ipld/dag-cbor';
import type { z } from 'zod';
import { peerError } from '../../protocol/wire/frames.ts';

/**
 * Reads a message that a peer sent as one frame of dag-cbor.
 * @param body null where the peer closed the stream before it
 * @throws VouchError `peer.closed`, `peer.frame_malformed`
 */
export function decodeMessage<T>(body: Uint8Array | null, schema: z.ZodType<T>): T {
  if (body === null) throw peerError('closed', 'The peer closed the stream before its message was complete.', true);
  try {
    return schema.parse(dagCbor.decode(body));
  } catch (cause) {
    throw peerError('frame_malformed', 'The peer sent a message that is not in its form.', false, cause);
  }
}
