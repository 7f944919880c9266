import { keccak256 } from 'viem';
import { VouchError } from '../../protocol/errors.ts';
import type { Hex } from '../../protocol/primitives.ts';
import type { BlockRecord, JournalEntry } from './journal-entry.ts';

/** What brings an engine from its head to the chain's last known state. */
export interface ReplayPlan {
  /** To mine, in order, each with its raw transactions in the order of the block. */
  blocks: { record: BlockRecord; raws: Hex[] }[];
  /** Accepted and not mined, in the order they came. */
  pending: Map<Hex, Hex>;
  present: boolean;
}

/**
 * Works out what the journal holds beyond the engine's head.
 * The head may be newer than the journal's base: a crash came between putting a snapshot and its journal in place.
 * @param entries the journal, beginning with its `base`
 * @param head the engine's head after loading the snapshot, if any
 * @throws VouchError `chain.replay_mismatch` when the head is none of the journal's blocks
 */
export function planReplay(entries: JournalEntry[], head: { number: number; hash: Hex }): ReplayPlan {
  const [base, ...rest] = entries;
  if (base?.kind !== 'base') throw mismatch('The journal does not begin with its base.');
  const raws = new Map<Hex, Hex>();
  const pending = new Map<Hex, Hex>();
  const blocks: BlockRecord[] = [];
  let present = base.present;
  for (const entry of rest) {
    if (entry.kind === 'transaction') {
      const hash = keccak256(entry.raw);
      raws.set(hash, entry.raw);
      pending.set(hash, entry.raw);
    } else if (entry.kind === 'block') {
      const removed = blocks.splice(Math.max(0, entry.block.number - base.number - 1));
      for (const hash of removed.flatMap((block) => block.transactions)) pending.set(hash, rawOf(raws, hash));
      if (entry.block.number !== base.number + blocks.length + 1) throw mismatch('The journal skips a block.');
      blocks.push(entry.block);
      for (const hash of entry.block.transactions) pending.delete(hash);
    } else if (entry.kind === 'drop') {
      for (const hash of entry.hashes) pending.delete(hash);
    } else if (entry.kind === 'present') {
      present = true;
    } else {
      throw mismatch('The journal has a second base.');
    }
  }
  const done = [base, ...blocks].findIndex((block) => block.number === head.number && block.hash === head.hash);
  if (done < 0)
    throw mismatch(`The engine begins at block ${head.number}, ${head.hash}, which the journal does not know.`);
  const missing = blocks.slice(done);
  return {
    blocks: missing.map((record) => ({ record, raws: record.transactions.map((hash) => rawOf(raws, hash)) })),
    pending,
    present,
  };
}

function rawOf(raws: Map<Hex, Hex>, hash: Hex): Hex {
  const raw = raws.get(hash);
  if (raw === undefined) throw mismatch(`The journal has no transaction ${hash}, which one of its blocks holds.`);
  return raw;
}

/** The journal, the snapshot and the engine do not fit each other. */
export function mismatch(message: string): VouchError {
  return new VouchError({
    code: 'chain.replay_mismatch',
    message,
    hint: 'The data folder was written with other rules or was mixed from two. Delete it to start a new chain.',
  });
}
