import { pickLocale } from '../locale.ts';
import { showLocalTimes } from './local-times.ts';
import type { IslandModule, IslandView } from './mount.ts';
import type { IslandName } from './props.ts';
import { registry } from './registry.ts';

const locale = pickLocale([document.documentElement.lang]);

const loadView = async (): Promise<IslandView> => {
  const [{ createView }, { common }] = await Promise.all([
    import('../view.ts'),
    locale === 'zh-CN' ? import('../locales/zh-CN/common.ts') : import('../locales/en/common.ts'),
  ]);
  return createView({ locale, now: Math.floor(Date.now() / 1_000), dictionary: common });
};

const propsOf = (element: HTMLElement): unknown => {
  const data = element.querySelector(':scope > script[type="application/json"]');
  return data === null ? {} : JSON.parse(data.textContent ?? '{}');
};

const start = async (): Promise<void> => {
  const mounts = [...document.querySelectorAll<HTMLElement>('[data-island]')];
  const known = mounts.filter((element) => (element.dataset['island'] ?? '') in registry);
  if (known.length === 0) return;
  const view = await loadView();
  await Promise.all(
    known.map(async (element) => {
      // Safety: `known` holds only elements whose name is in the registry, and the server wrote the props of that name.
      const load = registry[element.dataset['island'] as IslandName] as () => Promise<IslandModule<IslandName>>;
      const island = await load();
      island.mount({ element, props: propsOf(element) as never, view });
      element.dataset['mounted'] = '';
    }),
  );
};

showLocalTimes(document, locale);
await start();
