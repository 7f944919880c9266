/** What was written and not sent yet. */
export interface Drafts {
  find: () => string;
  keep: (text: string) => void;
}

const KEY = 'vouch.draft';

/**
 * Keeps the text of an unsent message through a reload, for this tab alone: it is gone with the tab, because on a shared
 * device nobody else should find it.
 * @param storage sessionStorage
 */
export const createDrafts = (
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>,
  { order, account }: { order: string; account: string },
): Drafts => {
  const name = `${KEY}.${order}.${account}`;
  return {
    find: () => storage.getItem(name) ?? '',
    keep: (text) => (text === '' ? storage.removeItem(name) : storage.setItem(name, text)),
  };
};
