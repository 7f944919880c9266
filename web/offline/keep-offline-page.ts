import { registerWorker } from './register-worker.ts';

const prefix = 'vouch-offline ';
const path = '/offline';

/** Names what is kept by the build, language and appearance of this page: another one keeps its own anew. */
const nameOf = ({ documentElement: root, head }: Document): string => {
  const files = [...head.querySelectorAll('script[src], link[href^="/assets/"][href*="site-"]')].map((each) =>
    (each.getAttribute('src') ?? each.getAttribute('href') ?? '').replace('/assets/', ''),
  );
  return `${prefix}${[...files, root.lang, root.dataset.theme].join(' ')}`;
};

/**
 * Keeps the page that says what works without a node, with the files that it names; what an earlier build kept is deleted
 * once the new one is whole.
 * @throws what the browser throws when no node answers
 */
export async function keepOfflinePage(): Promise<void> {
  if (!(await registerWorker())) return;
  const name = nameOf(document);
  const cache = await caches.open(name);
  if ((await cache.match(path)) !== undefined) return;
  const page = await fetch(path);
  if (!page.ok) throw new Error(`the page was answered with ${page.status}`);
  const files = new Set((await page.clone().text()).match(/\/assets\/[\w.-]+/g));
  const loaded = await Promise.all([...files].map(async (file) => ({ file, answer: await fetch(file) })));
  if (loaded.some(({ answer }) => !answer.ok)) throw new Error('a file of the page is missing');
  await Promise.all(loaded.map(({ file, answer }) => cache.put(file, answer)));
  // The page comes last: where it is, all that it needs is.
  await cache.put(path, page);
  const others = (await caches.keys()).filter((each) => each.startsWith(prefix) && each !== name);
  await Promise.all(others.map((each) => caches.delete(each)));
}
