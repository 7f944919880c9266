import type { Address } from '../../protocol/primitives.ts';

/** What a transaction was for; the pages have a word for each. */
export const transactionKinds = [
  'approve',
  'buy',
  'ship',
  'cancel',
  'confirm',
  'dispute',
  'propose',
  'escalate',
  'rule',
  'poke',
  'review',
  'amend_review',
  'reply_review',
  'hand_over',
  'open_case',
  'submit_evidence',
  'appeal',
  'draw',
  'advance',
  'refuse',
  'claim_points',
  'give_back',
  'withdraw',
  'mint',
  'open_shop',
  'change_profile',
  'change_key',
  'set_publisher',
  'stake',
  'unbond',
  'withdraw_stake',
  'register',
  'take_seats',
  'leave_seats',
  'free_seats',
  'commit_vote',
  'reveal_vote',
  'exclude_juror',
  'cancel_coupon',
  'set_program',
  'make_alliance',
  'end_alliance',
] as const;
export type TransactionKind = (typeof transactionKinds)[number];

/** A transaction that was sent and has not been seen in this node's index. */
export interface TransactionRecord {
  /** Hash of the transaction, or the wallet's name of the batch. */
  id: string;
  of: 'transaction' | 'batch';
  kind: TransactionKind;
  account: Address;
  chainId: number;
  /** Path of the page to look at when it is done. */
  path: string;
  /** Unix seconds. */
  sentAt: number;
}

/** Transactions that outlive the page that sent them. */
export interface TransactionRecords {
  list: () => TransactionRecord[];
  add: (record: TransactionRecord) => void;
  remove: (record: TransactionRecord) => void;
}

const KEY = 'vouch.transactions';
const MOST = 20;

const isRecord = (value: unknown): value is TransactionRecord => {
  if (typeof value !== 'object' || value === null) return false;
  // Safety: read as unknown and checked below.
  const { id, of, kind, account, chainId, path, sentAt } = value as Record<string, unknown>;
  return (
    typeof id === 'string' &&
    (of === 'batch' || (of === 'transaction' && /^0x[0-9a-f]{64}$/.test(id))) &&
    /^0x[0-9a-f]{40}$/.test(String(account)) &&
    transactionKinds.some((known) => known === kind) &&
    Number.isSafeInteger(chainId) &&
    Number.isSafeInteger(sentAt) &&
    typeof path === 'string' &&
    /^\/(?!\/)/.test(path)
  );
};

/**
 * Keeps sent transactions in the browser.
 * @param storage localStorage, or what behaves like it
 */
export function createTransactionRecords(storage: Pick<Storage, 'getItem' | 'setItem'>): TransactionRecords {
  const list = (): TransactionRecord[] => {
    let kept: unknown;
    try {
      kept = JSON.parse(storage.getItem(KEY) ?? '[]');
    } catch {
      // Someone else wrote there; the next record replaces it.
      return [];
    }
    return Array.isArray(kept) ? kept.filter(isRecord) : [];
  };
  const save = (records: TransactionRecord[]): void => storage.setItem(KEY, JSON.stringify(records.slice(-MOST)));
  return {
    list,
    add: (record) => save([...list().filter(({ id }) => id !== record.id), record]),
    remove: ({ id }) => save(list().filter((record) => record.id !== id)),
  };
}
