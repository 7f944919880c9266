import { VouchError } from '../../protocol/errors.ts';
import type { Address } from '../../protocol/primitives.ts';
import type { DecodeLog } from '../handlers/decode-log.ts';
import type { Log as Logger } from '../log.ts';
import { findAncestor, revertTo } from '../reorg/revert.ts';
import type { Block, Rpc } from '../rpc/rpc.ts';
import { type Applier, applyEvents, readSymbols } from './apply-events.ts';
import { readRanges } from './backfill.ts';
import { type Checkpoint, readCheckpoint, resetChainTables } from './checkpoint.ts';

/** Unfinalized blocks that are fetched at once. */
const BLOCKS_AT_ONCE = 32;

export interface FollowerParts extends Applier {
  rpc: Rpc;
  decode: DecodeLog;
  addresses: readonly Address[];
  chainId: number;
  /** First block of the deployment. */
  firstBlock: number;
  /** A block this far below the head counts as final. */
  finalityBlocks: number;
  log: Logger;
  /** Told after every committed step: new blocks, ranges and reverts. */
  moved: (checkpoint: Checkpoint) => void;
  stopping: () => boolean;
}

/**
 * Follows the chain step by step. Everything that it must remember is in the database, so it may be killed anywhere.
 */
export class Follower {
  readonly #parts: FollowerParts;
  #checkpoint: Checkpoint | undefined;

  constructor(parts: FollowerParts) {
    this.#parts = parts;
  }

  /** Where the tables are; undefined before the first step. */
  get checkpoint(): Checkpoint | undefined {
    return this.#checkpoint;
  }

  /**
   * Brings the tables as near to the chain's head as one reading of it allows.
   * @returns the head that was seen, and whether the tables have reached it
   * @throws VouchError `indexer.head_behind`, `indexer.reorg_too_deep`, `indexer.wrong_chain` and whatever the node answers
   */
  async step(): Promise<{ head: Block; isSynced: boolean }> {
    const { rpc, finalityBlocks } = this.#parts;
    const head = await rpc.head();
    const checkpoint = this.#checkpoint ?? (await this.#begin());
    if (head.number <= checkpoint.block) await this.#compare(checkpoint, head);
    else if (head.number - finalityBlocks > checkpoint.block)
      await this.#backfill(checkpoint, head.number - finalityBlocks);
    else await this.#advance(checkpoint, head);
    return { head, isSynced: this.#checkpoint?.hash === head.hash };
  }

  /** Forgets what is in memory after an error: the database says where the tables are. */
  reload(): void {
    this.#checkpoint = undefined;
  }

  /** Empties the tables and starts over. */
  async rebuild(): Promise<void> {
    const { identity, start } = await this.#identify();
    this.#move(await resetChainTables(this.#parts.pool, identity, start));
  }

  #move(checkpoint: Checkpoint): void {
    this.#checkpoint = checkpoint;
    this.#parts.moved(checkpoint);
  }

  /** Reads the checkpoint; tables of another deployment, or of a chain that was started anew, are emptied first. */
  async #begin(): Promise<Checkpoint> {
    const { pool, log } = this.#parts;
    const { identity, start } = await this.#identify();
    const known = await readCheckpoint(pool);
    if (known?.deployment === identity) this.#move(known);
    else {
      if (known !== undefined)
        log.warn({ before: known.deployment, now: identity }, 'another deployment: indexing from its first block');
      this.#move(await resetChainTables(pool, identity, start));
    }
    // Safety: both branches moved to a checkpoint.
    return this.#checkpoint as Checkpoint;
  }

  async #identify(): Promise<{ identity: string; start: Block }> {
    const { rpc, chainId, firstBlock, addresses } = this.#parts;
    const [actual, first] = await Promise.all([rpc.chainId(), rpc.block(firstBlock)]);
    if (actual !== chainId) {
      throw new VouchError({
        code: 'indexer.wrong_chain',
        message: `The chain node is on chain ${actual}, not ${chainId}.`,
        hint: 'Correct the RPC address.',
        details: { field: 'rpcUrl' },
      });
    }
    if (first === undefined) throw headBehind(firstBlock);
    const identity = JSON.stringify({ chainId, firstBlock, firstHash: first.hash, addresses });
    return { identity, start: { number: firstBlock - 1, hash: first.parent, parent: first.parent, time: first.time } };
  }

  async #backfill(from: Checkpoint, to: number): Promise<void> {
    const { rpc, addresses, decode, log, stopping } = this.#parts;
    const next = await rpc.block(from.block + 1);
    if (next === undefined) throw headBehind(from.block + 1);
    if (next.parent !== from.hash) return await this.#reorganise(from);
    let checkpoint = from;
    for await (const { events, block } of readRanges({ rpc, addresses, decode, from: from.block + 1, to, log })) {
      const symbols = await readSymbols(rpc, events);
      // The blocks that were not final when they were read stay journaled until this range makes them final.
      checkpoint = await applyEvents(this.#parts, checkpoint, { events, block, finalized: block.number, symbols });
      this.#move(checkpoint);
      if (stopping()) return;
    }
  }

  /** Applies new blocks one by one, each a child of the one before. */
  async #advance(from: Checkpoint, head: Block): Promise<void> {
    const { rpc, addresses, decode, finalityBlocks, stopping } = this.#parts;
    const count = Math.min(BLOCKS_AT_ONCE, head.number - from.block);
    const numbers = Array.from({ length: count }, (_, index) => from.block + 1 + index);
    const blocks = linked(
      await Promise.all(numbers.map((number) => (number === head.number ? head : rpc.block(number)))),
    );
    if (blocks[0] !== undefined && blocks[0].parent !== from.hash) return await this.#reorganise(from);
    const logs = await Promise.all(blocks.map((block) => rpc.logsOfBlock(addresses, block)));
    let checkpoint = from;
    for (const [index, block] of blocks.entries()) {
      const events = (logs[index] ?? [])
        .map((each) => decode({ ...each, time: block.time }))
        .filter((event) => event !== undefined);
      const symbols = await readSymbols(rpc, events);
      const finalized = Math.max(checkpoint.finalized, head.number - finalityBlocks);
      checkpoint = await applyEvents(this.#parts, checkpoint, { events, block, finalized, symbols });
      this.#move(checkpoint);
      if (stopping()) return;
    }
  }

  /** The head is not above our tables: the same block, a shorter chain, or another branch. */
  async #compare(checkpoint: Checkpoint, head: Block): Promise<void> {
    if (head.hash === checkpoint.hash) return;
    const { rows } = await this.#parts.pool.query<{ hash: string }>('select hash from blocks where number = $1', [
      head.number,
    ]);
    if (rows[0] !== undefined && rows[0].hash !== head.hash) return await this.#reorganise(checkpoint);
    // A node that is behind says nothing about the blocks above. A chain that was started anew does.
    const { identity } = await this.#identify();
    if (identity !== checkpoint.deployment) this.reload();
    throw headBehind(checkpoint.block);
  }

  async #reorganise(from: Checkpoint): Promise<void> {
    const { pool, rpc, log } = this.#parts;
    const { identity } = await this.#identify();
    if (identity !== from.deployment) return this.reload();
    const ancestor = await findAncestor(pool, rpc);
    this.#move(await revertTo(pool, from, ancestor));
    log.info({ from: from.block, to: ancestor.number }, 'chain reorganised');
  }
}

/** The blocks up to the first that is missing or no child of the one before: the chain changed while it was read. */
function linked(blocks: readonly (Block | undefined)[]): Block[] {
  const kept: Block[] = [];
  for (const block of blocks) {
    const before = kept.at(-1);
    if (block === undefined || (before !== undefined && block.parent !== before.hash)) break;
    kept.push(block);
  }
  return kept;
}

const headBehind = (block: number): VouchError =>
  new VouchError({
    code: 'indexer.head_behind',
    message: `The chain node has not reached block ${block}, which was indexed before.`,
    hint: 'Wait until it has caught up.',
    retryable: true,
  });
