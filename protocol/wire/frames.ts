import { VouchError } from '../errors.ts';

/** Reads exact numbers of bytes and frames (a 32-bit length, then so many bytes). */
export interface FrameReader {
  /**
   * @returns exactly so many bytes, or null when the stream ended before the first of them
   * @throws VouchError `peer.timeout`, `peer.flood`, `peer.closed` when it ended in between
   */
  take(bytes: number): Promise<Uint8Array<ArrayBuffer> | null>;
  /**
   * Takes exactly so many bytes where all of them are here, without waiting: a part of what came where they are in one piece,
   * so whoever keeps them for long copies them.
   */
  takeNow(bytes: number): Uint8Array<ArrayBuffer> | null;
  /** @throws VouchError `peer.frame_too_large` and those of `take` */
  frame(most: number): Promise<Uint8Array<ArrayBuffer> | null>;
}

/** What a stream brings, until its reader takes it. */
export interface Inbox extends FrameReader {
  /** Bytes came. They are kept as they are and copied once, when they are taken. */
  push(bytes: Uint8Array): void;
  /** Nothing more will come. @param error why, unless the stream ended in order */
  end(error?: unknown): void;
}

export interface InboxOptions {
  /** Bytes that may wait: what an honest peer can have sent before they are taken. */
  mostWaiting: number;
  /** Seconds until a piece must be complete. */
  seconds: number;
  /** Calls back after so many seconds unless what it returns is called before. */
  startTimer(expired: () => void, seconds: number): () => void;
  /** The peer broke a bound: the stream is to be cut off. */
  abandon(error: VouchError): void;
}

interface Waiting {
  bytes: number;
  resolve: (ready: boolean) => void;
  reject: (error: unknown) => void;
}

/** Makes an inbox with a deadline for every piece and a bound on what waits in memory. */
export function createInbox(options: InboxOptions): Inbox {
  const { mostWaiting, seconds, startTimer, abandon } = options;
  let chunks: Uint8Array[] = [];
  /** Where what is left of the first chunk begins. */
  let start = 0;
  let waiting = 0;
  let ended = false;
  let failed: unknown;
  let reader: Waiting | undefined;

  const wake = () => {
    if (reader === undefined) return;
    if (waiting >= reader.bytes) reader.resolve(true);
    else if (failed !== undefined) reader.reject(failed);
    else if (ended) reader.resolve(false);
  };
  const fail = (error: VouchError) => {
    failed ??= error;
    chunks = [];
    start = 0;
    waiting = 0;
    abandon(error);
    wake();
  };

  const ready = async (bytes: number): Promise<boolean> => {
    // What came before a stream broke off can still be taken.
    if (waiting >= bytes) return true;
    if (failed !== undefined) throw failed;
    if (ended) return false;
    const { promise, resolve, reject } = Promise.withResolvers<boolean>();
    reader = { bytes, resolve, reject };
    const cancel = startTimer(
      () => fail(peerError('timeout', `The peer sent nothing for ${seconds} seconds.`, true)),
      seconds,
    );
    return promise.finally(() => {
      cancel();
      reader = undefined;
    });
  };

  /** Copies out bytes that are here. */
  const copyOut = (bytes: number): Uint8Array<ArrayBuffer> => {
    waiting -= bytes;
    const taken = new Uint8Array(bytes);
    let filled = 0;
    let used = 0;
    while (filled < bytes) {
      // Safety: `waiting` counted at least so many bytes in the chunks.
      const chunk = chunks[used] as Uint8Array;
      const end = Math.min(chunk.length, start + bytes - filled);
      taken.set(chunk.subarray(start, end), filled);
      filled += end - start;
      start = end;
      if (end === chunk.length) {
        used++;
        start = 0;
      }
    }
    chunks.splice(0, used);
    return taken;
  };
  const takeNow = (bytes: number): Uint8Array<ArrayBuffer> | null => {
    if (waiting < bytes) return null;
    const first = chunks[0];
    if (first === undefined || first.length - start <= bytes) return copyOut(bytes);
    waiting -= bytes;
    start += bytes;
    // Safety: no stream gives shared memory. Plain bytes also of a `Buffer`, whose methods behave otherwise.
    return new Uint8Array(first.buffer as ArrayBuffer, first.byteOffset + start - bytes, bytes);
  };
  const take = async (bytes: number): Promise<Uint8Array<ArrayBuffer> | null> => {
    if (await ready(bytes)) return copyOut(bytes);
    if (waiting > 0) throw peerError('closed', 'The peer closed the stream in the middle of a message.', true);
    return null;
  };

  return {
    push: (bytes) => {
      if (failed !== undefined) return;
      chunks.push(bytes);
      waiting += bytes.length;
      if (waiting > mostWaiting) fail(peerError('flood', 'The peer sent more than was asked for.', false));
      else wake();
    },
    end: (error) => {
      ended = true;
      if (error !== undefined) failed ??= peerError('closed', 'The peer closed the stream.', true, error);
      wake();
    },
    take,
    takeNow,
    frame: async (most) => {
      // Whoever sent it is gone, so a request of it would be answered for nobody.
      if (failed !== undefined) throw failed;
      const header = await take(4);
      if (header === null) return null;
      const length = new DataView(header.buffer).getUint32(0);
      if (length > most) {
        const message = `The peer announced a message of ${length} bytes, more than ${most}.`;
        const error = peerError('frame_too_large', message, false);
        fail(error);
        throw error;
      }
      const body = length === 0 ? new Uint8Array() : await take(length);
      if (body === null) throw peerError('closed', 'The peer closed the stream in the middle of a message.', true);
      return body;
    },
  };
}

/** Puts a 32-bit length before a message. */
export function framed(body: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4 + body.length);
  new DataView(bytes.buffer).setUint32(0, body.length);
  bytes.set(body, 4);
  return bytes;
}

/** The error of a peer that does not keep to a protocol. */
export const peerError = (problem: string, message: string, retryable: boolean, cause?: unknown): VouchError =>
  new VouchError({ code: `peer.${problem}`, message, hint: 'Another peer is asked.', retryable, cause });
