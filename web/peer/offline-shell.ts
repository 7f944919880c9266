import { registerWorker } from '../offline/register-worker.ts';

const cacheName = 'vouch-peer';
const pagePath = '/peer';

/**
 * Keeps this page and the files that it loaded for a time without any node. What an earlier build left is deleted.
 * @throws what the browser throws when no node answers
 * @returns true when the page can be opened again without a node; false where the browser cannot keep it
 */
export async function keepShell(): Promise<boolean> {
  if (!(await registerWorker())) return false;
  const loaded = performance.getEntriesByType('resource').map(({ name }) => new URL(name));
  const files = loaded.filter(({ origin, pathname }) => origin === location.origin && pathname.startsWith('/assets/'));
  const wanted = new Set(files.map(({ pathname }) => pathname));
  const cache = await caches.open(cacheName);
  const kept = new Set((await cache.keys()).map(({ url }) => new URL(url).pathname));
  // The page is kept anew every time, because it names its build's files and the peers of the moment; in the reader's
  // language, whose words are among those files.
  const page = await fetch(location.pathname + location.search);
  if (!page.ok) throw new Error(`the page was answered with ${page.status}`);
  await Promise.all([cache.put(pagePath, page), cache.addAll([...wanted].filter((path) => !kept.has(path)))]);
  kept.delete(pagePath);
  await Promise.all([...kept].filter((path) => !wanted.has(path)).map((path) => cache.delete(path)));
  return true;
}
