import * as dagCbor from '@ipld/dag-cbor';
import type { Stream } from '@libp2p/interface';
import { z } from 'zod';
import { type FrameReader, framed, peerError } from '../../protocol/wire/frames.ts';
import { ID_BYTES } from '../../protocol/wire/negentropy-items.ts';
import { readFrames, sendBytes } from './frames.ts';
import { networkLimits } from './network-limits.ts';
import type { ReconciledSet } from './reconciled-set.ts';

/**
 * Reconciles one set of two peers. All messages are frames, a 32-bit length and so many bytes; one side speaks, the other
 * answers each frame with one:
 * 1. The caller names the set, without an answer.
 * 2. Rounds: a negentropy message is answered by one, or by an empty frame when the other has no such set. An empty frame ends
 *    the rounds, without an answer.
 * 3. Wanted: ids, 32 bytes each, are answered by those of these items that the other has, a dag-cbor array of byte strings. An
 *    empty frame ends it, without an answer.
 * 4. Offered: ids are answered by the ids among them that the other wants; the caller then sends these items, without an
 *    answer, unless none are wanted. An empty frame ends the exchange.
 */
export const reconcileProtocol = '/vouch/1/reconcile';

/** What both sides of an exchange speak through. */
export interface ReconcileChannel {
  send(body: Uint8Array): Promise<void>;
  /**
   * @param most bytes
   * @throws VouchError `peer.closed`, `peer.timeout`, `peer.flood`, `peer.frame_too_large`
   */
  receive(most: number): Promise<Uint8Array>;
}

/** Opens the channel of a stream. */
export function channelOf(stream: Stream): ReconcileChannel {
  const reader: FrameReader = readFrames(stream, {
    seconds: networkLimits.requestSeconds,
    // An honest peer waits for its answer, but for the frames that have none: the end of one step and the start of the next.
    mostWaiting: networkLimits.itemsFrameBytes + networkLimits.reconcileFrameBytes,
  });
  return {
    send: (body) => sendBytes(stream, framed(body), networkLimits.requestSeconds),
    receive: async (most) => {
      const body = await reader.frame(most);
      if (body === null) throw peerError('closed', 'The peer closed the stream before its message was complete.', true);
      return body;
    },
  };
}

/** Bytes that the name of a set may have. */
export const setNameBytes = 32;

export const nameBytes = (set: Pick<ReconciledSet, 'name'>): Uint8Array => new TextEncoder().encode(set.name);
export const nameOf = (body: Uint8Array): string => new TextDecoder().decode(body);

/** Items of a set that fit into one frame. */
export const itemsPerFrame = ({ itemBytes }: Pick<ReconciledSet, 'itemBytes'>): number =>
  Math.max(1, Math.min(networkLimits.itemsPerFrame, Math.floor(networkLimits.itemsFrameBytes / (itemBytes + 16))));

export const idsBytes = (ids: readonly Uint8Array[]): Uint8Array => Buffer.concat(ids);

/** @throws VouchError `peer.frame_malformed` */
export function idsOf(body: Uint8Array): Uint8Array[] {
  if (body.length % ID_BYTES !== 0) throw peerError('frame_malformed', 'A list of ids ends within one.', false);
  return Array.from({ length: body.length / ID_BYTES }, (_, index) =>
    body.subarray(index * ID_BYTES, (index + 1) * ID_BYTES),
  );
}

export const itemsBytes = (items: readonly Uint8Array[]): Uint8Array => dagCbor.encode(items);

/** @throws VouchError `peer.frame_malformed` */
export function itemsOf(body: Uint8Array, set: ReconciledSet): Uint8Array[] {
  const bytes = z.instanceof(Uint8Array).refine(({ length }) => length <= set.itemBytes);
  try {
    return z.array(bytes).max(itemsPerFrame(set)).parse(dagCbor.decode(body));
  } catch (cause) {
    throw peerError('frame_malformed', 'The peer sent items that are not in their form.', false, cause);
  }
}
