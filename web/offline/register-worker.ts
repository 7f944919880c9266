import workerUrl from './service-worker.ts?worker&url';

/**
 * Lets the browser answer where no node does. A newer worker takes over at once: it holds no state, and what it serves is
 * named by hashes.
 * @returns false where the browser cannot, as on pages of an insecure origin
 */
export async function registerWorker(): Promise<boolean> {
  if (!('serviceWorker' in navigator) || !('caches' in globalThis)) return false;
  await navigator.serviceWorker.register(workerUrl, { scope: '/' });
  return true;
}
