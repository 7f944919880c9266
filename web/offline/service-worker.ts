/**
 * Answers where no node does: a page that says what still works, and the page /peer once it was opened. It serves nothing
 * but what pages put into their caches, which is no order, no address, no answer of the API. While a node answers, every
 * page comes from it.
 */

interface WorkerEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchEvent extends WorkerEvent {
  request: Request;
  respondWith(response: Promise<Response>): void;
}
interface Worker {
  location: Location;
  clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(name: 'install' | 'activate', listener: (event: WorkerEvent) => void): void;
  addEventListener(name: 'fetch', listener: (event: FetchEvent) => void): void;
}

// Safety: this file runs as a service worker only, whose types cannot stand beside those of pages.
const worker = globalThis as unknown as Worker;
/** For the page that needs no node: one that does not answer within this is as good as gone. */
const networkMilliseconds = 4_000;

worker.addEventListener('install', (event) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));

const fromCache = async (path: string): Promise<Response | undefined> => caches.match(path, { ignoreVary: true });

const page = async (request: Request, path: string): Promise<Response> => {
  const reading = path === '/peer';
  try {
    return await fetch(request, reading ? { signal: AbortSignal.timeout(networkMilliseconds) } : {});
  } catch (error) {
    const kept = await fromCache(reading ? path : '/offline');
    if (kept !== undefined) return kept;
    throw error;
  }
};

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== worker.location.origin) return;
  if (request.mode === 'navigate') event.respondWith(page(request, url.pathname));
  // Their names hold a hash of their bytes, so what is kept is what a node would send.
  else if (url.pathname.startsWith('/assets/'))
    event.respondWith(fromCache(url.pathname).then((kept) => kept ?? fetch(request)));
});
