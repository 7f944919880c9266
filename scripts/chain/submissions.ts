import { VouchError } from '../../protocol/errors.ts';
import type { Hex } from '../../protocol/primitives.ts';
import { chainLimits } from './chain-settings.ts';
import type { JournalEntry } from './journal-entry.ts';
import type { RpcError } from './json-rpc.ts';
import type { Ledger } from './ledger.ts';
import { readRawTransaction } from './raw-transaction.ts';

interface Waiting {
  raw: Hex;
  hash: Hex;
  done: PromiseWithResolvers<Hex>;
}

/**
 * Accepts signed transactions: those that come while the disk is busy are written as one group.
 * @param options onAccepted: called when the pool has something new to mine
 * @returns a function that takes a raw transaction and gives its hash once it is on disk and in the pool. Sending the
 * same transaction again before it is mined gives the hash again.
 * @throws VouchError `chain.transaction_invalid`, `chain.transaction_refused` or `chain.pool_full`
 */
export function createSubmissions(options: { ledger: Ledger; onAccepted: () => void }): (raw: unknown) => Promise<Hex> {
  const { ledger, onAccepted } = options;
  const { pending } = ledger.state;
  const waiting = new Map<Hex, Waiting>();
  let group = new Map<Hex, Waiting>();

  const flush = async () => {
    const members = [...group.values()];
    group = new Map();
    await ledger.write(members.map(({ raw }) => ({ kind: 'transaction', raw })));
    const errors = await ledger.engine.admit(members.map(({ raw }) => raw)).catch((cause) => {
      throw ledger.fail(cause);
    });
    const refused = members.filter((_, index) => errors[index]);
    for (const { hash, raw } of members) pending.set(hash, raw);
    if (refused.length > 0) {
      const drop: JournalEntry = { kind: 'drop', hashes: refused.map(({ hash }) => hash) };
      for (const hash of drop.hashes) pending.delete(hash);
      await ledger.write([drop]);
    }
    for (const [index, { hash, done }] of members.entries()) {
      waiting.delete(hash);
      const error = errors[index];
      if (error) done.reject(transactionRefused(error, hash));
      else done.resolve(hash);
    }
    if (refused.length < members.length) onAccepted();
  };

  return async (value) => {
    const { raw, hash } = readRawTransaction(value);
    if (pending.has(hash)) return hash;
    const same = waiting.get(hash);
    if (same) return same.done.promise;
    if (pending.size + waiting.size >= chainLimits.pendingTransactions) throw poolFull();
    const one: Waiting = { raw, hash, done: Promise.withResolvers<Hex>() };
    waiting.set(hash, one);
    group.set(hash, one);
    if (group.size === 1) {
      const members = group;
      ledger.exclusive(flush).catch((error) => {
        if (group === members) group = new Map();
        for (const { done, hash: lost } of members.values()) {
          waiting.delete(lost);
          done.reject(error);
        }
      });
    }
    return one.done.promise;
  };
}

/** The engine's refusal of one transaction, as the client should see it. */
export function transactionRefused(engineError: RpcError, hash: Hex): VouchError {
  return new VouchError({
    code: 'chain.transaction_refused',
    message: `The transaction ${hash} was refused: ${engineError.message}`,
    details: { engineError },
  });
}

function poolFull(): VouchError {
  return new VouchError({
    code: 'chain.pool_full',
    message: `${chainLimits.pendingTransactions} transactions are waiting already.`,
    hint: 'Try again when some are mined. Transactions whose nonce is ahead of the next one wait until the gap is filled.',
    retryable: true,
    details: { limit: String(chainLimits.pendingTransactions) },
  });
}
