import type { Stream } from '@libp2p/interface';
import { VouchError } from '../../protocol/errors.ts';

/** Reads exact numbers of bytes and frames (a 32-bit length, then so many bytes) from a stream. */
export interface FrameReader {
  /**
   * @returns exactly so many bytes, or null when the stream ended before the first of them
   * @throws VouchError `peer.timeout`, `peer.flood`, `peer.closed` when it ended in between
   */
  take(bytes: number): Promise<Uint8Array | null>;
  /** @throws VouchError `peer.frame_too_large` and those of `take` */
  frame(most: number): Promise<Uint8Array | null>;
}

interface Waiting {
  bytes: number;
  resolve: (ready: boolean) => void;
  reject: (error: unknown) => void;
}

/**
 * Reads a stream with a deadline for every piece and a bound on what waits in memory.
 * @param options `seconds` until a piece must be complete; `mostWaiting` bytes received and not yet taken: what an honest
 * peer can have sent by then
 */
export function readFrames(stream: Stream, options: { seconds: number; mostWaiting: number }): FrameReader {
  let chunks: Uint8Array[] = [];
  let waiting = 0;
  let ended = stream.readableEnded;
  let failed: unknown;
  let reader: Waiting | undefined;

  const wake = () => {
    if (reader === undefined) return;
    if (failed !== undefined) reader.reject(failed);
    else if (waiting >= reader.bytes || ended) reader.resolve(waiting >= reader.bytes);
  };
  stream.addEventListener('message', ({ data }) => {
    const bytes = data.subarray();
    chunks.push(bytes);
    waiting += bytes.length;
    if (waiting > options.mostWaiting) {
      failed = peerError('flood', 'The peer sent more than was asked for.', false);
      stream.abort(new Error('more than was asked for'));
    }
    wake();
  });
  stream.addEventListener('end', () => {
    ended = true;
    wake();
  });
  stream.addEventListener('close', ({ error }) => {
    ended = true;
    if (error !== undefined) failed ??= peerError('closed', 'The peer closed the stream.', true, error);
    wake();
  });

  const ready = async (bytes: number): Promise<boolean> => {
    if (failed !== undefined) throw failed;
    if (waiting >= bytes) return true;
    if (ended) return false;
    const { promise, resolve, reject } = Promise.withResolvers<boolean>();
    const timer = setTimeout(() => {
      failed = peerError('timeout', `The peer sent nothing for ${options.seconds} seconds.`, true);
      stream.abort(new Error('too slow'));
      reject(failed);
    }, options.seconds * 1_000);
    reader = { bytes, resolve, reject };
    return promise.finally(() => {
      clearTimeout(timer);
      reader = undefined;
    });
  };

  const take = async (bytes: number): Promise<Uint8Array | null> => {
    if (!(await ready(bytes))) {
      if (waiting > 0) throw peerError('closed', 'The peer closed the stream in the middle of a message.', true);
      return null;
    }
    waiting -= bytes;
    const first = chunks[0];
    if (first !== undefined && first.length > bytes) {
      chunks[0] = first.subarray(bytes);
      // A copy: the chunk may be a view of a pooled buffer.
      return new Uint8Array(first.subarray(0, bytes));
    }
    const taken = new Uint8Array(bytes);
    let filled = 0;
    let used = 0;
    while (filled < bytes) {
      // Safety: `waiting` counted at least so many bytes in the chunks.
      const chunk = chunks[used] as Uint8Array;
      const part = chunk.subarray(0, bytes - filled);
      taken.set(part, filled);
      filled += part.length;
      if (part.length < chunk.length) chunks[used] = chunk.subarray(part.length);
      else used++;
    }
    chunks = chunks.slice(used);
    return taken;
  };

  return {
    take,
    frame: async (most) => {
      const header = await take(4);
      if (header === null) return null;
      const length = new DataView(header.buffer).getUint32(0);
      if (length > most) {
        stream.abort(new Error('frame too large'));
        throw peerError(
          'frame_too_large',
          `The peer announced a message of ${length} bytes, more than ${most}.`,
          false,
        );
      }
      const body = length === 0 ? new Uint8Array() : await take(length);
      if (body === null) throw peerError('closed', 'The peer closed the stream in the middle of a message.', true);
      return body;
    },
  };
}

/** Sends bytes and waits while the peer does not take them. */
export async function sendBytes(stream: Stream, bytes: Uint8Array, seconds: number): Promise<void> {
  if (!stream.send(bytes)) await stream.onDrain({ signal: AbortSignal.timeout(seconds * 1_000) });
}

/** Puts a 32-bit length before a message. */
export function framed(body: Uint8Array): Uint8Array {
  const bytes = Buffer.alloc(4 + body.length);
  bytes.writeUInt32BE(body.length);
  bytes.set(body, 4);
  return bytes;
}

export const peerError = (problem: string, message: string, retryable: boolean, cause?: unknown): VouchError =>
  new VouchError({ code: `peer.${problem}`, message, hint: 'Another peer is asked.', retryable, cause });
