import { type LiveEvent, liveEvent } from '../../../protocol/api/live.ts';

/** Live events of a node as they arrive. */
export interface LiveStream {
  /** Waits for an event. @returns when it arrived, on the clock of `performance.now()` */
  next(fits: (event: LiveEvent) => boolean): Promise<number>;
  stop(): void;
}

/** Listens to `GET /api/v1/live`. */
export async function openLiveStream(url: string): Promise<LiveStream> {
  const stopped = new AbortController();
  const answer = await fetch(`${url}/api/v1/live`, { signal: stopped.signal });
  if (answer.body === null) throw new Error('the node tells nothing');
  const waiting = new Set<{ fits: (event: LiveEvent) => boolean; resolve: (at: number) => void }>();
  const told = (event: LiveEvent): void => {
    const at = performance.now();
    for (const each of waiting) {
      if (!each.fits(event)) continue;
      waiting.delete(each);
      each.resolve(at);
    }
  };
  const read = async (body: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<void> => {
    let held = '';
    for await (const part of body.pipeThrough(new TextDecoderStream())) {
      const lines = `${held}${part}`.split('\n');
      held = lines.pop() ?? '';
      for (const line of lines) if (line.startsWith('data: ')) told(liveEvent.parse(JSON.parse(line.slice(6))));
    }
  };
  read(answer.body).catch((error: unknown) => {
    if (!stopped.signal.aborted) throw error;
  });
  return {
    next: (fits) => new Promise((resolve) => waiting.add({ fits, resolve })),
    stop: () => stopped.abort(),
  };
}
