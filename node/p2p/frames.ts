import type { Stream } from '@libp2p/interface';
import { createInbox, type FrameReader, peerError } from '../../protocol/wire/frames.ts';

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
  // A peer that speaks first may have said all and closed before anybody listens: then what waits comes once more.
  const endIfSaid = () => {
    if (stream.readableEnded && stream.readBufferLength === 0) inbox.end();
  };
  stream.addEventListener('message', ({ data }) => {
    // A list's parts as they are: putting them together would copy every byte once more.
    for (const part of data instanceof Uint8Array ? [data] : data) inbox.push(part);
    endIfSaid();
  });
  stream.addEventListener('end', () => inbox.end());
  stream.addEventListener('close', ({ error }) => inbox.end(error));
  endIfSaid();
  return inbox;
}

/**
 * Sends bytes and waits while the peer does not take them.
 * @throws VouchError `peer.timeout` when it takes nothing for so many seconds, `peer.closed`
 */
export async function sendBytes(stream: Stream, bytes: Uint8Array, seconds: number): Promise<void> {
  if (!stream.send(bytes)) await drained(stream, seconds);
}

/** Waits for the event itself: from its second call on, the stream's own `onDrain` resolves at once. */
function drained(stream: Stream, seconds: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const slow = () => reject(peerError('timeout', `The peer took nothing for ${seconds} seconds.`, true));
  const timer = setTimeout(slow, seconds * 1_000);
  const onDrain = () => resolve();
  const onClose = () => reject(peerError('closed', 'The peer closed the stream before it took all.', true));
  stream.addEventListener('drain', onDrain);
  stream.addEventListener('close', onClose);
  return promise.finally(() => {
    clearTimeout(timer);
    stream.removeEventListener('drain', onDrain);
    stream.removeEventListener('close', onClose);
  });
}
