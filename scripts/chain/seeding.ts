import { failure, success, VouchError } from '../../protocol/errors.ts';
import type { Hex } from '../../protocol/primitives.ts';
import { type Clock, chainLimits, presentSeconds } from './chain-settings.ts';
import type { BlockRecord } from './journal-entry.ts';
import type { Ledger } from './ledger.ts';
import { transactionRefused } from './submissions.ts';

/**
 * Mines one block that holds exactly the given transactions, in their order, at a time in the past; for a demo market's
 * history. All or nothing.
 * @param options timestampSeconds: after the last block and not after the present; transactions: raw and hash
 * @returns the block
 * @throws VouchError `chain.seeding_over`, `chain.timestamp_invalid`, `chain.pool_not_empty`, `chain.transaction_refused`
 * or `chain.block_incomplete`
 */
export function mineAt(options: {
  ledger: Ledger;
  clock: Clock;
  timestampSeconds: number;
  transactions: { raw: Hex; hash: Hex }[];
}): Promise<BlockRecord> {
  const { ledger, clock, timestampSeconds, transactions } = options;
  const { engine, state } = ledger;
  return ledger.exclusive(async () => {
    if (state.present) throw seedingOver();
    if (state.pending.size > 0) throw poolNotEmpty(state.pending.size);
    checkTimestamp(timestampSeconds, { after: state.lastTimestampSeconds, until: presentSeconds(clock) });
    return ledger.commit<BlockRecord>(async () => {
      for (const { raw, hash } of transactions) {
        const [refused] = await engine.admit([raw]);
        if (!refused) continue;
        await engine.emptyPool();
        return { ok: false, error: transactionRefused(refused, hash) };
      }
      const block = await engine.mine(timestampSeconds);
      const missing = transactions.find(({ hash }, index) => block.transactions[index] !== hash);
      if (missing) {
        await engine.emptyPool();
        await engine.rollback(1);
        await engine.setNextBaseFee(block.baseFeePerGas);
        return failure({
          code: 'chain.block_incomplete',
          message: `Transaction ${missing.hash} is not valid at its place in the block, or the block is full.`,
          hint: 'Nothing was mined. Order the transactions by nonce, check balances, or use several blocks.',
        });
      }
      const sent = transactions.map(({ raw }) => ({ kind: 'transaction' as const, raw }));
      return success({ entries: [...sent, ...(await ledger.adopt(block))], value: block });
    });
  });
}

function checkTimestamp(timestampSeconds: number, bounds: { after: number; until: number }): void {
  if (timestampSeconds > bounds.after && timestampSeconds <= bounds.until) return;
  throw new VouchError({
    code: 'chain.timestamp_invalid',
    message: `The timestamp ${timestampSeconds} must be after the last block's ${bounds.after} and at most the present ${bounds.until}.`,
    details: { field: 'params.0', limit: `${bounds.after + 1} to ${bounds.until} unix seconds` },
  });
}

function seedingOver(): VouchError {
  return new VouchError({
    code: 'chain.seeding_over',
    message: `The chain has reached the present less ${chainLimits.seedingEndsSeconds} seconds once; its past is closed.`,
    hint: 'Send transactions with eth_sendRawTransaction, or start a new chain in an empty data folder.',
  });
}

function poolNotEmpty(transactions: number): VouchError {
  return new VouchError({
    code: 'chain.pool_not_empty',
    message: `${transactions} transactions wait in the pool, and the block would not hold exactly the given ones.`,
    hint: 'Seed the past before anything is sent with eth_sendRawTransaction.',
  });
}
