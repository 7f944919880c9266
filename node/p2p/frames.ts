import type { Stream } from '@libp2p/interface';
import { createInbox, type FrameReader } from '../../protocol/wire/frames.ts';

/**
 * Reads a stream with a deadline for every piece and a bound on what waits in memory; who breaks one is cut off.
 * @param options `seconds` until a piece must be complete; `mostWaiting` bytes received and not yet taken: what an honest
 * peer can have sent by then
 */
export function readFrames(stream: Stream, options: { seconds: number; mostWaiting: number }): FrameReader {
  const inbox = createInbox({
    ...options,
    startTimer: (expired, seconds) => {
      const timer = setTimeout(expired, seconds * 1_000);
      return () => clearTimeout(timer);
    },
    abandon: (error) => stream.abort(error),
  });
  stream.addEventListener('message', ({ data }) => inbox.push(data.subarray()));
  stream.addEventListener('end', () => inbox.end());
  stream.addEventListener('close', ({ error }) => inbox.end(error));
  if (stream.readableEnded) inbox.end();
  return inbox;
}

/** Sends bytes and waits while the peer does not take them. */
export async function sendBytes(stream: Stream, bytes: Uint8Array, seconds: number): Promise<void> {
  if (!stream.send(bytes)) await stream.onDrain({ signal: AbortSignal.timeout(seconds * 1_000) });
}
