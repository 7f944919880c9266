import type { common } from '../locales/en/common.ts';
import type { View } from '../view.ts';
import { createWords } from '../words.ts';
import type { IslandView } from './mount.ts';

const dictionaries = {
  en: {
    wallet: () => import('../locales/en/islands/wallet.ts').then((module) => module.wallet),
    checkout: () => import('../locales/en/islands/checkout.ts').then((module) => module.checkout),
    order: () => import('../locales/en/islands/order.ts').then((module) => module.order),
    conversation: () => import('../locales/en/islands/conversation.ts').then((module) => module.conversation),
    desk: () => import('../locales/en/islands/desk.ts').then((module) => module.desk),
    board: () => import('../locales/en/islands/board.ts').then((module) => module.board),
    insights: () => import('../locales/en/islands/insights.ts').then((module) => module.insights),
    look: () => import('../locales/en/islands/look.ts').then((module) => module.look),
    court: () => import('../locales/en/islands/court.ts').then((module) => module.court),
    counter: () => import('../locales/en/islands/counter.ts').then((module) => module.counter),
    operator: () => import('../locales/en/islands/operator.ts').then((module) => module.operator),
    promote: () => import('../locales/en/islands/promote.ts').then((module) => module.promote),
    peer: () => import('../locales/en/islands/peer.ts').then((module) => module.peer),
    people: () => import('../locales/en/islands/people.ts').then((module) => module.people),
  },
  'zh-CN': {
    wallet: () => import('../locales/zh-CN/islands/wallet.ts').then((module) => module.wallet),
    checkout: () => import('../locales/zh-CN/islands/checkout.ts').then((module) => module.checkout),
    order: () => import('../locales/zh-CN/islands/order.ts').then((module) => module.order),
    conversation: () => import('../locales/zh-CN/islands/conversation.ts').then((module) => module.conversation),
    desk: () => import('../locales/zh-CN/islands/desk.ts').then((module) => module.desk),
    board: () => import('../locales/zh-CN/islands/board.ts').then((module) => module.board),
    insights: () => import('../locales/zh-CN/islands/insights.ts').then((module) => module.insights),
    look: () => import('../locales/zh-CN/islands/look.ts').then((module) => module.look),
    court: () => import('../locales/zh-CN/islands/court.ts').then((module) => module.court),
    counter: () => import('../locales/zh-CN/islands/counter.ts').then((module) => module.counter),
    operator: () => import('../locales/zh-CN/islands/operator.ts').then((module) => module.operator),
    promote: () => import('../locales/zh-CN/islands/promote.ts').then((module) => module.promote),
    peer: () => import('../locales/zh-CN/islands/peer.ts').then((module) => module.peer),
    people: () => import('../locales/zh-CN/islands/people.ts').then((module) => module.people),
  },
} as const;

type English = (typeof dictionaries)['en'];
/** The dictionaries of islands. */
export type DictionaryName = keyof English;
type KeyOf<N extends DictionaryName> = Extract<keyof Awaited<ReturnType<English[N]>>, string>;

/** A view that also has the words of an island. */
export type IslandWords<N extends DictionaryName> = View<KeyOf<N> | keyof typeof common>;

/**
 * Loads the words of an island and joins them with those that every page has.
 * @param name the dictionary
 * @param view the page's view
 */
export async function loadDictionary<N extends DictionaryName>(name: N, view: IslandView): Promise<IslandWords<N>> {
  // Safety: both languages have the same names and keys, which the compiler checks where they are written.
  const dictionary = (await dictionaries[view.locale][name]()) as Readonly<Record<string, string>>;
  const own = createWords(view.locale, dictionary);
  const joined = {
    ...view,
    t: (key: string, values?: Readonly<Record<string, string | number>>) =>
      key in dictionary ? own.t(key, values) : view.t(key as keyof typeof common, values),
    count: (key: string, count: number) =>
      `${key}.other` in dictionary ? own.count(key as never, count) : view.count(key as never, count),
  };
  return joined as unknown as IslandWords<N>;
}
