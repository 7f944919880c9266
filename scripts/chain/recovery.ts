import type { Logger } from 'pino';
import { VouchError } from '../../protocol/errors.ts';
import type { Hex } from '../../protocol/primitives.ts';
import type { Engine } from './engine.ts';
import { createJournal, type Journal, openJournal } from './journal.ts';
import type { JournalEntry } from './journal-entry.ts';
import type { LedgerState } from './ledger.ts';
import { mismatch, planReplay, type ReplayPlan } from './replay-plan.ts';

/**
 * Brings a fresh engine to the last state that the data folder holds: every journaled block with its hash, every
 * accepted transaction.
 * @param options hasSnapshot: whether the engine was started from one
 * @returns the open journal and the state it led to
 * @throws VouchError `chain.replay_mismatch`, `chain.journal_damaged` or `chain.journal_missing`
 */
export async function recover(options: {
  engine: Engine;
  journalPath: string;
  hasSnapshot: boolean;
  log: Logger;
}): Promise<{ journal: Journal; state: LedgerState }> {
  const { engine, journalPath, log } = options;
  const started = performance.now();
  const head = await engine.head();
  const opened = await openJournal(journalPath);
  if (!opened?.entries.length) {
    if (options.hasSnapshot || opened) throw journalMissing(journalPath);
    const journal = await createJournal(journalPath, [{ kind: 'base', number: 0, hash: head.hash, present: false }]);
    const lastTimestampSeconds = head.timestampSeconds;
    return { journal, state: { head, base: 0, pending: new Map(), present: false, lastTimestampSeconds } };
  }
  const { journal, entries } = opened;
  const plan = planReplay(entries, head);
  await replayBlocks(engine, plan.blocks);
  const lost = await readmitAll(engine, plan.pending);
  if (lost.length > 0) await journal.append([{ kind: 'drop', hashes: lost }]);
  const state: LedgerState = {
    head: plan.blocks.at(-1)?.record ?? head,
    base: head.number,
    pending: plan.pending,
    present: plan.present,
    lastTimestampSeconds: lastTimestamp(entries, head.timestampSeconds),
  };
  const milliseconds = Math.round(performance.now() - started);
  const counts = { head: state.head.number, replayedBlocks: plan.blocks.length, pending: plan.pending.size };
  log.info({ ...counts, milliseconds }, 'chain recovered');
  return { journal, state };
}

async function replayBlocks(engine: Engine, blocks: ReplayPlan['blocks']): Promise<void> {
  for (const { record, raws } of blocks) {
    // Set first: the engine refuses transactions that pay less than the base fee it believes in.
    await engine.setNextBaseFee(record.baseFeePerGas);
    for (const raw of raws) {
      const refused = await engine.readmit(raw);
      if (refused) throw mismatch(`Block ${record.number} can not be replayed: ${refused.message}`);
    }
    const { hash } = await engine.mine(record.timestampSeconds);
    if (hash !== record.hash)
      throw mismatch(`Block ${record.number} was replayed as ${hash} instead of ${record.hash}.`);
  }
}

/** Fills the pool again. Gives those that can never be mined any more, and removes them from `pending`. */
async function readmitAll(engine: Engine, pending: Map<Hex, Hex>): Promise<Hex[]> {
  if (pending.size === 0) return [];
  const lost: Hex[] = [];
  const baseFee = await engine.nextBaseFee();
  // They were accepted when the base fee was lower, perhaps; they wait until it is so again.
  await engine.setNextBaseFee('0x0');
  for (const [hash, raw] of pending) if (await engine.readmit(raw)) lost.push(hash);
  await engine.setNextBaseFee(baseFee);
  for (const hash of lost) pending.delete(hash);
  return lost;
}

/** Also of blocks that were removed again, so that their successors differ from them. */
function lastTimestamp(entries: JournalEntry[], headSeconds: number): number {
  const times = entries.map((entry) => (entry.kind === 'block' ? entry.block.timestampSeconds : 0));
  return times.reduce((latest, time) => Math.max(latest, time), headSeconds);
}

function journalMissing(path: string): VouchError {
  return new VouchError({
    code: 'chain.journal_missing',
    message: `The journal ${path} is missing or empty, though the chain was used.`,
    hint: 'Restore it from a copy, or delete the data folder to start a new chain.',
  });
}
