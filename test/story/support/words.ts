import type { Locale } from '../../../web/locale.ts';
import { checkout } from '../../../web/locales/en/islands/checkout.ts';
import { conversation } from '../../../web/locales/en/islands/conversation.ts';
import { counter } from '../../../web/locales/en/islands/counter.ts';
import { court } from '../../../web/locales/en/islands/court.ts';
import { desk } from '../../../web/locales/en/islands/desk.ts';
import { operator } from '../../../web/locales/en/islands/operator.ts';
import { order } from '../../../web/locales/en/islands/order.ts';
import { promote } from '../../../web/locales/en/islands/promote.ts';
import { wallet } from '../../../web/locales/en/islands/wallet.ts';
import { pages } from '../../../web/locales/en/pages.ts';
import { checkout as chineseCheckout } from '../../../web/locales/zh-CN/islands/checkout.ts';
import { conversation as chineseConversation } from '../../../web/locales/zh-CN/islands/conversation.ts';
import { counter as chineseCounter } from '../../../web/locales/zh-CN/islands/counter.ts';
import { court as chineseCourt } from '../../../web/locales/zh-CN/islands/court.ts';
import { desk as chineseDesk } from '../../../web/locales/zh-CN/islands/desk.ts';
import { operator as chineseOperator } from '../../../web/locales/zh-CN/islands/operator.ts';
import { order as chineseOrder } from '../../../web/locales/zh-CN/islands/order.ts';
import { promote as chinesePromote } from '../../../web/locales/zh-CN/islands/promote.ts';
import { wallet as chineseWallet } from '../../../web/locales/zh-CN/islands/wallet.ts';
import { pages as chinesePages } from '../../../web/locales/zh-CN/pages.ts';
import { createViews, type View } from '../../../web/view.ts';

const english = {
  ...pages,
  ...checkout,
  ...conversation,
  ...counter,
  ...court,
  ...desk,
  ...operator,
  ...order,
  ...promote,
  ...wallet,
};
const chinese = {
  ...chinesePages,
  ...chineseCheckout,
  ...chineseConversation,
  ...chineseCounter,
  ...chineseCourt,
  ...chineseDesk,
  ...chineseOperator,
  ...chineseOrder,
  ...chinesePromote,
  ...chineseWallet,
};
export type Word = keyof typeof english;

const views = {
  en: createViews<Word>({ locale: 'en', dictionary: english }),
  'zh-CN': createViews<Word>({ locale: 'zh-CN', dictionary: chinese }),
};

/** Words, money and stars as a reader of that language sees them, on pages and in islands. */
export const wordsOf = (locale: Locale): View<Word> => views[locale](Math.floor(Date.now() / 1_000));
