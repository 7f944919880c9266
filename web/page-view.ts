import type { StatusView } from '../protocol/api/status.ts';
import { promoterIn } from './components/links.ts';
import type { ChainProps } from './islands/props.ts';
import type { Locale } from './locale.ts';
import { pages as english } from './locales/en/pages.ts';
import { pages as chinese } from './locales/zh-CN/pages.ts';
import type { PageBase } from './page-request.ts';
import { createViews, type View } from './view.ts';

/** Keys of the words that rendered pages use. */
export type PageKey = keyof typeof english;

// Times are in UTC until the browser shows its own zone.
const views: Readonly<Record<Locale, (now: number) => View<PageKey>>> = {
  en: createViews<PageKey>({ locale: 'en', timeZone: 'UTC', dictionary: english }),
  'zh-CN': createViews<PageKey>({ locale: 'zh-CN', timeZone: 'UTC', dictionary: chinese }),
};

/** What a page's components speak with. */
export type PageView = View<PageKey> & {
  base: PageBase;
  /** Who brought the reader, by the page's address. */
  promoter: string | null;
};

/**
 * Makes the view of one rendered page.
 * @param base what every page gets
 */
export const pageView = (base: PageBase): PageView => ({
  ...views[base.locale](base.now),
  base,
  promoter: promoterIn(base.path),
});

/** The part of the node's status that islands get. */
export const chainProps = ({ chainId, contracts, tokens, host, arbitrator, demo }: StatusView): ChainProps => ({
  chainId,
  contracts,
  tokens,
  host,
  arbitrator,
  demo,
});
