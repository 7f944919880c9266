import type { Locale } from '../../web/locale.ts';
import { pages as english } from '../../web/locales/en/pages.ts';
import { pages as chinese } from '../../web/locales/zh-CN/pages.ts';
import { createViews, type View } from '../../web/view.ts';

/** What cards speak with: the words of the pages. */
export type CardView = View<keyof typeof english>;

const views: Readonly<Record<Locale, (now: number) => CardView>> = {
  en: createViews({ locale: 'en', timeZone: 'UTC', dictionary: english }),
  'zh-CN': createViews({ locale: 'zh-CN', timeZone: 'UTC', dictionary: chinese }),
};

/** The view of one card at a moment, in Unix seconds. */
export const cardView = (locale: Locale, now: number): CardView => views[locale](now);
