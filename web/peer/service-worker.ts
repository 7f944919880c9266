/**
 * Opens the page /peer when no node answers. It serves nothing but what that page put into its cache: the page and the files
 * that it loads. While a node answers, the page comes from it.
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
/** A node that does not answer within this is as good as gone. */
const networkMilliseconds = 4_000;

worker.addEventListener('install', (event) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));

const fromCache = async (path: string): Promise<Response | undefined> => caches.match(path, { ignoreVary: true });

const page = async (request: Request): Promise<Response> => {
  try {
    return await fetch(request, { signal: AbortSignal.timeout(networkMilliseconds) });
  } catch (error) {
    const kept = await fromCache('/peer');
    if (kept !== undefined) return kept;
    throw error;
  }
};

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== worker.location.origin) return;
  if (request.mode === 'navigate' && url.pathname === '/peer') event.respondWith(page(request));
  // Their names hold a hash of their bytes, so what is kept is what a node would send.
  else if (url.pathname.startsWith('/assets/'))
    event.respondWith(fromCache(url.pathname).then((kept) => kept ?? fetch(request)));
});
