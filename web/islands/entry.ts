import { pickLocale } from '../locale.ts';
import { createViews } from '../view.ts';
import { createSession } from '../wallet/session.ts';
import { createTransactionRecords } from '../wallet/transaction-records.ts';
import { createCartStore } from './cart/cart-store.ts';
import { createCouponMemory, keepLinkedCoupon } from './checkout/coupon-memory.ts';
import { showLocalTimes } from './local-times.ts';
import type { IslandModule, IslandView, PageParts } from './mount.ts';
import { createPageMemory } from './page-memory.ts';
import type { IslandName, IslandProps } from './props.ts';
import { registry } from './registry.ts';

const locale = pickLocale([document.documentElement.lang]);

const loadView = async (): Promise<IslandView> => {
  const { common } = await (locale === 'zh-CN'
    ? import('../locales/zh-CN/common.ts')
    : import('../locales/en/common.ts'));
  return createViews({ locale, dictionary: common })(Math.floor(Date.now() / 1_000));
};

const propsOf = (element: HTMLElement): unknown => {
  const data = element.querySelector(':scope > script[type="application/json"]');
  return data === null ? {} : JSON.parse(data.textContent ?? '{}');
};

/** The header's wallet island tells every other about the chain. */
const loadDemo = async (mounts: readonly HTMLElement[]): Promise<Awaited<PageParts['demo']>> => {
  const header = mounts.find((element) => element.dataset.island === 'wallet');
  // Safety: the server wrote the props of that name.
  const props = header === undefined ? undefined : (propsOf(header) as IslandProps['wallet']);
  if (props?.chain.demo !== true) return null;
  const { startDemoWallet } = await import('../wallet/demo/start-demo-wallet.ts');
  return startDemoWallet(props.chain.chainId).catch((error: unknown) => {
    console.warn('the demo wallet does not start', error);
    return null;
  });
};

const islandsIn = (root: ParentNode): HTMLElement[] => [...root.querySelectorAll<HTMLElement>('[data-island]')];

const start = async (): Promise<void> => {
  const page: PageParts = {
    session: createSession({ host: window, storage: localStorage }),
    cart: createCartStore({ storage: localStorage, host: window }),
    records: createTransactionRecords(localStorage),
    memory: createPageMemory(),
    demo: loadDemo(islandsIn(document)),
    mountIslands: async (root) => {
      await Promise.all(islandsIn(root).map(mountIsland));
    },
  };
  const view = await loadView();
  const started = new WeakSet<HTMLElement>();
  const mountIsland = async (element: HTMLElement): Promise<void> => {
    if (started.has(element)) return;
    started.add(element);
    // Safety: the server writes only names of islands, with the props of that name.
    const load = registry[element.dataset.island as IslandName] as () =>
      | IslandModule<IslandName>
      | Promise<IslandModule<IslandName>>;
    const island = await load();
    await island.mount({ element, props: propsOf(element) as never, view, page });
    element.dataset.mounted = '';
  };
  await page.mountIslands(document);
};

showLocalTimes(document, locale);
keepLinkedCoupon(createCouponMemory(sessionStorage), location.pathname + location.search);
/** Part of the page that its address names and that is not there yet; an address of a shop is none. */
const late = /^#([a-z][\w-]*)$/.exec(location.hash)?.[1];
const isLate = late !== undefined && document.getElementById(late) === null;
await start();
if (isLate) (await import('./late-anchor.ts')).followLateAnchor(late);

/** Only a node's own pages name a manifest: what lies behind a gateway shares its origin with strangers. */
if (document.querySelector('link[rel=manifest]') !== null) {
  const keep = (): void => {
    import('../offline/keep-offline-page.ts')
      .then(({ keepOfflinePage }) => keepOfflinePage())
      // The page works as well without; the next one tries again.
      .catch((error: unknown) => console.debug('no page is kept for times without a node', error));
  };
  if ('requestIdleCallback' in globalThis) requestIdleCallback(keep, { timeout: 4_000 });
  else setTimeout(keep, 1_000);
}
