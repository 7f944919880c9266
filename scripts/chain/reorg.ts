import { success, VouchError } from '../../protocol/errors.ts';
import type { Hex } from '../../protocol/primitives.ts';
import type { BlockRecord, JournalEntry } from './journal-entry.ts';
import type { Ledger } from './ledger.ts';

/**
 * Removes the last blocks and mines others in their place, for tests of readers.
 * @param options depth: how many to remove; blocks: the transactions of each new block. Without `blocks` the removed
 * transactions are mined again in the first of depth + 1 new blocks, the others being empty. Transactions of removed
 * blocks that are in no new block are gone.
 * @returns the new blocks
 * @throws VouchError `chain.reorg_too_deep` below the last snapshot
 */
export function reorganise(options: {
  ledger: Ledger;
  depth: number;
  blocks?: { raw: Hex; hash: Hex }[][];
}): Promise<BlockRecord[]> {
  const { ledger, depth } = options;
  const { engine, state } = ledger;
  return ledger.exclusive(async () => {
    const kept = state.head.number - depth;
    if (kept < state.base) throw tooDeep(state.head.number - state.base);
    return ledger.commit(async () => {
      const removed: BlockRecord[] = [];
      for (let number = kept + 1; number <= kept + depth; number += 1) removed.push(await engine.block(number));
      const orphans: { raw: Hex; hash: Hex }[] = [];
      for (const hash of removed.flatMap((block) => block.transactions)) {
        orphans.push({ hash, raw: await engine.rawTransaction(hash) });
      }
      await engine.emptyPool();
      await engine.rollback(depth);
      // A block's base fee follows from its parent alone, so it is the first removed block's.
      if (removed[0]) await engine.setNextBaseFee(removed[0].baseFeePerGas);

      const plan = options.blocks ?? [orphans, ...Array.from({ length: depth }, () => [])];
      const entries: JournalEntry[] = [];
      const mined: BlockRecord[] = [];
      const waiting = [...state.pending];
      state.pending.clear();
      for (const transactions of plan) {
        for (const { raw, hash } of transactions) {
          if (await engine.readmit(raw)) continue;
          state.pending.set(hash, raw);
          entries.push({ kind: 'transaction', raw });
        }
        mined.push(await engine.mine(ledger.nextTimestampSeconds()));
        entries.push(...(await ledger.adopt(mined.at(-1) as BlockRecord)));
      }
      const alive = new Set(mined.flatMap((block) => block.transactions));
      const gone = orphans.filter(({ hash }) => !alive.has(hash)).map(({ hash }) => hash);
      for (const [hash, raw] of waiting) {
        if (alive.has(hash)) continue;
        if (await engine.readmit(raw)) gone.push(hash);
        else state.pending.set(hash, raw);
      }
      if (gone.length > 0) entries.push({ kind: 'drop', hashes: gone });
      return success({ entries, value: mined });
    });
  });
}

function tooDeep(most: number): VouchError {
  return new VouchError({
    code: 'chain.reorg_too_deep',
    message: `At most ${most} blocks can be removed now: older ones are in the snapshot.`,
    details: { field: 'params.0', limit: `${most} blocks` },
  });
}
