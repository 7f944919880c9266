import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { Log as Logger } from '../log.ts';
import { endpointName } from './endpoint.ts';

/** Tells of new blocks the moment an endpoint does. What it says is only a reason to look: nothing of it is believed. */
export interface HeadWatch {
  /** Endpoints whose subscription stands. */
  live(): number;
  stop(): void;
}

const FIRST_PAUSE_MILLISECONDS = 1_000;
const LONGEST_PAUSE_MILLISECONDS = 60_000;
const SUBSCRIBE = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_subscribe', params: ['newHeads'] });
/** Answer to the subscription, or a new head. */
const messageSchema = z.union([
  z.object({ id: z.literal(1), result: z.string() }),
  z.object({ method: z.literal('eth_subscription') }),
]);

/**
 * Subscribes to the heads of endpoints by WebSocket, and again whenever a connection is lost.
 * @param urls ws or wss addresses
 * @param onHead called for every new head
 */
export function watchHeads(urls: readonly string[], onHead: () => void, log: Logger): HeadWatch {
  const stopped = new AbortController();
  const live = new Set<string>();
  for (const url of urls) {
    subscribeForEver({ url, onHead, live, signal: stopped.signal, log }).catch((error: unknown) =>
      log.error({ err: error, endpoint: endpointName(url) }, 'heads are no longer watched'),
    );
  }
  return { live: () => live.size, stop: () => stopped.abort() };
}

interface Subscription {
  url: string;
  onHead: () => void;
  live: Set<string>;
  signal: AbortSignal;
  log: Logger;
}

async function subscribeForEver(subscription: Subscription): Promise<void> {
  const { url, signal, log } = subscription;
  for (let failures = 0; !signal.aborted; failures += 1) {
    if (await subscribe(subscription)) failures = 0;
    if (signal.aborted) return;
    log.debug({ endpoint: endpointName(url), failures }, 'subscription to heads ended');
    const pause = Math.min(LONGEST_PAUSE_MILLISECONDS, FIRST_PAUSE_MILLISECONDS * 2 ** Math.min(failures, 10));
    // Stopping is the only thing that ends a pause early.
    await delay(pause, undefined, { signal, ref: false }).catch(() => undefined);
  }
}

/** Holds one connection. @returns once it ends, whether the subscription had stood */
function subscribe({ url, onHead, live, signal }: Subscription): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url);
    let stood = false;
    const close = () => socket.close();
    signal.addEventListener('abort', close, { once: true });
    const end = () => {
      signal.removeEventListener('abort', close);
      live.delete(url);
      resolve(stood);
    };
    socket.addEventListener('open', () => (signal.aborted ? socket.close() : socket.send(SUBSCRIBE)));
    socket.addEventListener('message', ({ data }) => {
      const message = messageSchema.safeParse(parseJson(data));
      // Whatever else it says, polling goes on.
      if (!message.success) return;
      stood = true;
      live.add(url);
      if ('method' in message.data) onHead();
    });
    socket.addEventListener('close', end);
    socket.addEventListener('error', end);
  });
}

const parseJson = (data: unknown): unknown => {
  try {
    return typeof data === 'string' ? JSON.parse(data) : undefined;
  } catch {
    // What is no JSON is no message.
    return undefined;
  }
};
