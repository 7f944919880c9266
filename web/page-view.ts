import type { StatusView } from '../protocol/api/status.ts';
import type { ChainProps } from './islands/props.ts';
import type { Locale } from './locale.ts';
import { pages as english } from './locales/en/pages.ts';
import { pages as chinese } from './locales/zh-CN/pages.ts';
import type { PageBase } from './page-request.ts';
import { createView, type View } from './view.ts';

/** Keys of the words that rendered pages use. */
export type PageKey = keyof typeof english;

const dictionaries: Readonly<Record<Locale, Readonly<Record<PageKey, string>>>> = { en: english, 'zh-CN': chinese };

/** What a page's components speak with. */
export type PageView = View<PageKey> & { base: PageBase };

/**
 * Makes the view of one rendered page; times are in UTC until the browser shows its own zone.
 * @param base what every page gets
 */
export const pageView = (base: PageBase): PageView => ({
  ...createView({ locale: base.locale, now: base.now, timeZone: 'UTC', dictionary: dictionaries[base.locale] }),
  base,
});

/** The part of the node's status that islands get. */
export const chainProps = ({ chainId, contracts, tokens, host, demo }: StatusView): ChainProps => ({
  chainId,
  contracts,
  tokens,
  host,
  demo,
});
