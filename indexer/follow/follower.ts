import { BaseError } from 'viem';
import { VouchError } from '../../protocol/errors.ts';
import type { Hex } from '../../protocol/primitives.ts';
import type { DecodeLog } from '../handlers/decode-log.ts';
import type { Log as Logger } from '../log.ts';
import { findAncestor, revertTo } from '../reorg/revert.ts';
import { outvoted, unconfirmed } from '../rpc/agree.ts';
import type { Block, Header, Log } from '../rpc/answers.ts';
import type { Endpoint } from '../rpc/endpoint.ts';
import { deferIndexes, restoreIndexes } from '../store/deferred-indexes.ts';
import { type Applier, applyEvents, readSymbols } from './apply-events.ts';
import { readRanges } from './backfill.ts';
import { type Checkpoint, readBlock, readCheckpoint, resetChainTables } from './checkpoint.ts';
import { confirmBlocks } from './confirm-blocks.ts';
import { finalNumber } from './final-number.ts';
import { type Followed, headBehind, identify } from './identify.ts';
import { linked } from './linked-blocks.ts';
import { logsDigest } from './logs-digest.ts';
import type { Verifier } from './verify.ts';

/** A chain with so many blocks to read from its beginning gets its indexes when they are read. */
const DEFERRING_BLOCKS = 256;
/** Unfinalized blocks that are fetched at once. */
const BLOCKS_AT_ONCE = 32;

export interface FollowerParts extends Applier, Followed {
  verifier: Verifier;
  decode: DecodeLog;
  /** A block this far below the head counts as final; undefined leaves it to the chain. */
  finalityBlocks: number | undefined;
  log: Logger;
  /** Told after every committed step: new blocks, ranges and reverts. */
  moved: (checkpoint: Checkpoint) => void;
  /** Told the newest block of which another endpoint said the same. */
  confirmed: (block: number) => void;
  stopping: () => boolean;
}

/**
 * Follows the chain step by step. Each step reads from one endpoint; others are asked whether it says the truth before
 * anything becomes final. Everything that the follower must remember is in the database, so it may be killed anywhere.
 */
export class Follower {
  readonly #parts: FollowerParts;
  #checkpoint: Checkpoint | undefined;
  /** Indexes are missing until the blocks that are final now are read. */
  #isDeferring = false;

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
   * @throws VouchError `indexer.head_behind`, `indexer.reorg_too_deep`, `indexer.wrong_chain`, `rpc.no_majority`,
   * `rpc.outvoted`, `rpc.none_trusted` and whatever the endpoint answers
   */
  async step(): Promise<{ head: Block; isSynced: boolean }> {
    const by = this.#parts.endpoints.choose();
    try {
      return await this.#stepBy(by);
    } catch (error) {
      // What is wrong with an answer shows only when it is used: another endpoint may do better.
      if (by.isReady() && isOfEndpoint(error)) by.fail(error instanceof VouchError ? error.code : error.name);
      throw error;
    }
  }

  async #stepBy(by: Endpoint): Promise<{ head: Block; isSynced: boolean }> {
    const { endpoints, finalityBlocks } = this.#parts;
    const head = await by.rpc.head();
    const checkpoint = this.#checkpoint ?? (await this.#begin(by));
    if (head.number <= checkpoint.block) await this.#compare(by, checkpoint, head);
    else {
      const finalized = Math.max(
        checkpoint.finalized,
        await finalNumber({ endpoints, by, head: head.number, finalityBlocks }),
      );
      if (finalized > checkpoint.block) await this.#backfill(by, checkpoint, finalized);
      else if (this.#isDeferring) await this.#completeIndexes();
      else await this.#advance(by, checkpoint, { head, finalized });
    }
    return { head, isSynced: this.#checkpoint?.hash === head.hash };
  }

  /** Forgets what is in memory after an error: the database says where the tables are. */
  reload(): void {
    this.#checkpoint = undefined;
  }

  /** Empties the tables and starts over. */
  async rebuild(): Promise<void> {
    const { identity, start } = await identify(this.#parts, this.#parts.endpoints.choose());
    this.#move(await resetChainTables(this.#parts.pool, identity, start));
  }

  #move(checkpoint: Checkpoint): void {
    this.#checkpoint = checkpoint;
    this.#parts.moved(checkpoint);
  }

  /** Reads the checkpoint; tables of another deployment, or of a chain that was started anew, are emptied first. */
  async #begin(by: Endpoint): Promise<Checkpoint> {
    const { pool, log } = this.#parts;
    const { identity, start } = await identify(this.#parts, by);
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

  async #backfill(by: Endpoint, from: Checkpoint, to: number): Promise<void> {
    const { addresses, decode, log, stopping, verifier } = this.#parts;
    const next = await by.rpc.block(from.block + 1);
    if (next === undefined) throw headBehind(from.block + 1);
    if (next.parent !== from.hash) return await this.#reorganise(by, from);
    // The blocks that were not final when they were read stay journaled until the first range makes them final.
    const standing = await this.#confirm(by, from, from.block);
    if (standing === 'wrong') return;
    if (standing === 'unconfirmed') throw unconfirmed(from.block);
    if (from.block < this.#parts.firstBlock && to - from.block >= DEFERRING_BLOCKS) {
      this.#isDeferring = true;
      await deferIndexes(this.#parts.pool);
    }
    let checkpoint = from;
    const verify: Parameters<typeof readRanges>[0]['verify'] = (range) => verifier.range(by, range);
    for await (const range of readRanges({ rpc: by.rpc, addresses, decode, from: from.block + 1, to, verify, log })) {
      const { events, block, isConfirmed } = range;
      const symbols = await readSymbols(by.rpc, events);
      checkpoint = await applyEvents(this.#parts, checkpoint, { events, block, finalized: block.number, symbols });
      this.#move(checkpoint);
      if (isConfirmed) this.#parts.confirmed(block.number);
      if (stopping()) return;
    }
    if (this.#isDeferring) await this.#completeIndexes();
  }

  async #completeIndexes(): Promise<void> {
    await restoreIndexes(this.#parts.pool);
    this.#isDeferring = false;
  }

  /** Applies new blocks, each a child of the one before. */
  async #advance(
    by: Endpoint,
    from: Checkpoint,
    { head, finalized }: { head: Header; finalized: number },
  ): Promise<void> {
    const { decode, verifier, stopping } = this.#parts;
    const count = Math.min(BLOCKS_AT_ONCE, head.number - from.block);
    const numbers = Array.from({ length: count }, (_, index) => from.block + 1 + index);
    const blocks = linked(
      await Promise.all(numbers.map((number) => (number === head.number ? head : by.rpc.block(number)))),
    );
    if (blocks[0] !== undefined && blocks[0].parent !== from.hash) return await this.#reorganise(by, from);
    const standing = finalized > from.finalized ? await this.#confirm(by, from, finalized) : 'confirmed';
    if (standing === 'wrong') return;
    const logs = await Promise.all(blocks.map((block) => this.#logsOf(by, block)));
    let checkpoint = from;
    let quiet: Block[] = [];
    for (const [index, block] of blocks.entries()) {
      const found = logs[index];
      // It was replaced since: the next step reads what stands there now.
      if (found === undefined) return;
      await verifier.block(by, block, found);
      // Blocks in which nothing happened are written with the next one that is read already.
      if (found.length === 0 && logs[index + 1] !== undefined) {
        quiet.push(block);
        continue;
      }
      const events = found.map((each) => decode({ ...each, time: block.time })).filter((event) => event !== undefined);
      const symbols = await readSymbols(by.rpc, events);
      checkpoint = await applyEvents(this.#parts, checkpoint, {
        events,
        quiet,
        block,
        // What nobody confirms can still be undone, so that a lie can be too.
        finalized: standing === 'confirmed' ? finalized : from.finalized,
        symbols,
        logsDigest: logsDigest(found),
      });
      quiet = [];
      this.#move(checkpoint);
      if (stopping()) return;
    }
  }

  /** An error for a block's hash may only mean that another block stands there now. */
  async #logsOf(by: Endpoint, block: Block): Promise<Log[] | undefined> {
    try {
      return await by.rpc.logsOfBlock(this.#parts.addresses, block);
    } catch (error) {
      const now: Hex | undefined = (await by.rpc.block(block.number))?.hash;
      if (now === block.hash) throw error;
      return undefined;
    }
  }

  /**
   * Compares indexed blocks with another endpoint before they become final.
   * @returns `wrong` when rows were, and had to be undone; `unconfirmed` while those who could confirm them do not answer
   */
  async #confirm(by: Endpoint, from: Checkpoint, to: number): Promise<'confirmed' | 'unconfirmed' | 'wrong'> {
    const { pool, endpoints, addresses, log } = this.#parts;
    if (endpoints.count === 1 || from.block === from.finalized) return 'confirmed';
    const { isConfirmed, wrong } = await confirmBlocks({
      connection: pool,
      endpoints,
      addresses,
      by,
      finalized: from.finalized,
      to: Math.min(to, from.block),
    });
    if (isConfirmed) this.#parts.confirmed(Math.min(to, from.block));
    if (wrong === undefined) return isConfirmed || !endpoints.hasWitness(by) ? 'confirmed' : 'unconfirmed';
    log.error({ block: wrong }, 'rows came from a false answer and are read again');
    this.#move(await revertTo(pool, from, await readBlock(pool, wrong - 1)));
    if (!by.isTrusted()) throw outvoted(`block ${wrong}`);
    return 'wrong';
  }

  /** The head is not above our tables: the same block, a shorter chain, or another branch. */
  async #compare(by: Endpoint, checkpoint: Checkpoint, head: Block): Promise<void> {
    if (head.hash === checkpoint.hash) return;
    const { rows } = await this.#parts.pool.query<{ hash: string }>('select hash from blocks where number = $1', [
      head.number,
    ]);
    if (rows[0] !== undefined && rows[0].hash !== head.hash) return await this.#reorganise(by, checkpoint);
    // A node that is behind says nothing about the blocks above. A chain that was started anew does.
    const { identity } = await identify(this.#parts, by);
    if (identity !== checkpoint.deployment) this.reload();
    throw headBehind(checkpoint.block);
  }

  async #reorganise(by: Endpoint, from: Checkpoint): Promise<void> {
    const { pool, endpoints, log } = this.#parts;
    const { identity } = await identify(this.#parts, by);
    if (identity !== from.deployment) return this.reload();
    const ancestor = await findAncestor(pool, { endpoints, by });
    this.#move(await revertTo(pool, from, ancestor));
    log.info({ from: from.block, to: ancestor.number }, 'chain reorganised');
  }
}

/** Errors of the database are not the endpoint's. */
const isOfEndpoint = (error: unknown): error is BaseError | VouchError =>
  error instanceof BaseError ||
  (error instanceof VouchError &&
    /^(rpc|log)\.(?!unconfirmed|no_majority|none_trusted)|^indexer\.(head_behind|wrong_chain)/.test(error.code));
