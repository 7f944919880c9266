import type { OrderAction } from '../../../protocol/order-actions.ts';

/** What was written and not sent yet. */
export interface Drafts {
  find: () => string;
  keep: (text: string) => void;
}

const KEY = 'vouch.draft';

/**
 * Keeps an unsent text through a reload, for this tab alone: it is gone with the tab, because on a shared device nobody
 * else should find it.
 * @param storage sessionStorage
 * @param parts the order that it is about, who writes, and whether as a message or for an action
 */
export const createDrafts = (
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>,
  { order, account, form }: { order: string; account: string; form: 'message' | OrderAction },
): Drafts => {
  const name = `${KEY}.${order}.${account}.${form}`;
  return {
    find: () => storage.getItem(name) ?? '',
    keep: (text) => (text === '' ? storage.removeItem(name) : storage.setItem(name, text)),
  };
};
