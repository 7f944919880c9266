import assert from 'node:assert/strict';
import { type LiveEvent, liveEvent } from '../../protocol/api/live.ts';

/** A stream of live events, with what came so far. */
export interface LiveStream {
  events: LiveEvent[];
  /** The newest `id:` line. */
  lastId(): string | undefined;
  close(): void;
}

/**
 * Opens a stream of live events of a node.
 * @param url of the node
 * @param options the query with its question mark, and the block from which a broken stream goes on
 */
export async function listenLive(
  url: string,
  { query = '', lastEventId }: { query?: string | undefined; lastEventId?: string | undefined } = {},
): Promise<LiveStream> {
  const stopped = new AbortController();
  const response = await fetch(`${url}/api/v1/live${query}`, {
    signal: stopped.signal,
    headers: lastEventId === undefined ? {} : { 'last-event-id': lastEventId },
  });
  assert.equal(response.status, 200);
  assert.match(response.headers.get('content-type') ?? '', /^text\/event-stream/);
  const events: LiveEvent[] = [];
  let lastId: string | undefined;
  const read = async () => {
    let text = '';
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString('utf8');
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        const data = /^data: (.*)$/m.exec(block)?.[1];
        if (data !== undefined) events.push(liveEvent.parse(JSON.parse(data)));
        lastId = /^id: (.*)$/m.exec(block)?.[1] ?? lastId;
      }
    }
  };
  read().catch((error: unknown) => {
    if (!stopped.signal.aborted) throw error;
  });
  return { events, lastId: () => lastId, close: () => stopped.abort() };
}
