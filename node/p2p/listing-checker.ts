import { Worker } from 'node:worker_threads';
import { VouchError } from '../../protocol/errors.ts';
import type { CheckAnswer, CheckRequest } from './listing-check-thread.ts';

const idleMilliseconds = 10_000;

/** Checks listings against their schema in a thread, so that the node goes on serving while a large shop arrives. */
export interface ListingChecker {
  /** True when the thread is up. If it is not, it is started, and the caller does better to check by itself meanwhile. */
  ready(): boolean;
  /**
   * Checks blocks; they stay usable.
   * @throws VouchError `listing.too_large`, `listing.malformed`, `listing.not_canonical`, `listing.invalid` of the first that is
   * wrong; `network.checker_failed` (retryable) when the thread ended
   */
  check(blocks: Uint8Array[]): Promise<void>;
  stop(): Promise<void>;
}

/** Makes the checker. Its thread starts with the first use and ends when it was idle for a while, to give its memory back. */
export function createListingChecker(): ListingChecker {
  const waiting = new Map<number, PromiseWithResolvers<void>>();
  let thread: Worker | undefined;
  let isUp = false;
  let idle: NodeJS.Timeout | undefined;
  let last = 0;

  const end = async (): Promise<void> => {
    clearTimeout(idle);
    const ending = thread;
    thread = undefined;
    isUp = false;
    await ending?.terminate();
  };
  const failAll = (cause: unknown): void => {
    thread = undefined;
    isUp = false;
    for (const each of waiting.values()) each.reject(threadEnded(cause));
    waiting.clear();
  };
  const start = (): Worker => {
    const worker = new Worker(new URL('./listing-check-thread.ts', import.meta.url));
    worker.on('message', ({ id, error }: CheckAnswer) => {
      isUp = true;
      const asked = waiting.get(id);
      waiting.delete(id);
      if (error === undefined) asked?.resolve();
      else asked?.reject(new VouchError(error));
      if (waiting.size === 0) idle = setTimeout(end, idleMilliseconds).unref();
    });
    worker.on('error', failAll);
    worker.on('exit', (code) => {
      if (waiting.size > 0) failAll(new Error(`the thread ended with code ${code}`));
    });
    worker.unref();
    return worker;
  };

  const check = (blocks: Uint8Array[]): Promise<void> => {
    clearTimeout(idle);
    thread ??= start();
    const id = ++last;
    const answer = Promise.withResolvers<void>();
    waiting.set(id, answer);
    thread.postMessage({ id, blocks } satisfies CheckRequest);
    return answer.promise;
  };

  return {
    ready: () => {
      // An empty batch is answered as soon as the thread has loaded; should it fail, the next use tries again.
      if (thread === undefined) check([]).catch(() => undefined);
      return isUp;
    },
    check,
    stop: end,
  };
}

const threadEnded = (cause: unknown): VouchError =>
  new VouchError({
    code: 'network.checker_failed',
    message: 'The thread that checks listings ended.',
    hint: 'The catalogue is fetched again.',
    retryable: true,
    cause,
  });
