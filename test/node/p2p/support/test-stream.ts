import type { Stream } from '@libp2p/interface';
import { createInbox, type Inbox } from '../../../../protocol/wire/frames.ts';

/** One end of a stream, as the library gives it to a protocol; the test is the peer at the other end. */
export class TestStream extends EventTarget {
  status = 'open';
  readableEnded = false;
  aborted: Error | undefined;
  readonly sent: Inbox = createInbox({
    mostWaiting: 2 ** 30,
    seconds: 60,
    startTimer: () => () => undefined,
    abandon: () => undefined,
  });
  private readonly takes: boolean;

  /** @param takes false for a peer that reads nothing */
  constructor(takes = true) {
    super();
    this.takes = takes;
  }

  send(bytes: Uint8Array): boolean {
    this.sent.push(bytes);
    return this.takes;
  }

  /** The peer sends bytes. */
  receive(bytes: Uint8Array): void {
    this.dispatchEvent(Object.assign(new Event('message'), { data: bytes }));
  }

  abort(error: Error): void {
    if (this.status !== 'open') return;
    this.status = 'aborted';
    this.aborted = error;
    this.sent.end(error);
    this.dispatchEvent(Object.assign(new Event('close'), { error }));
  }

  async close(): Promise<void> {
    this.status = 'closed';
    this.sent.end();
  }

  /** Safety: the code under test uses what is here alone. */
  asStream(): Stream {
    return this as unknown as Stream;
  }
}
