import type { Logger } from 'pino';
import { type Result, VouchError } from '../../protocol/errors.ts';
import type { Hex } from '../../protocol/primitives.ts';
import { type Clock, chainLimits, presentSeconds } from './chain-settings.ts';
import type { Engine } from './engine.ts';
import type { Journal } from './journal.ts';
import type { BlockRecord, JournalEntry } from './journal-entry.ts';

export interface LedgerState {
  head: BlockRecord;
  /** The journal's base: no block up to here can be removed. */
  base: number;
  /** Raw transactions in the engine's pool by hash, in the order they came. */
  pending: Map<Hex, Hex>;
  /** Whether the head has reached the present; from then on the past is closed. */
  present: boolean;
  /** Never goes back, also when blocks are removed, so a replaced block can't come out with the old hash. */
  lastTimestampSeconds: number;
}

/**
 * The one writer of the chain: what the engine does is on disk before anyone may learn of it.
 * Every block that a client could have seen is in the journal; an engine that did more than the journal says is thrown away.
 */
export class Ledger {
  readonly engine: Engine;
  readonly state: LedgerState;
  /** Settles when engine and journal can no longer be trusted to agree; only a new start helps. */
  readonly failed: Promise<VouchError>;
  #journal: Journal;
  #log: Logger;
  #clock: Clock;
  #turn: Promise<unknown> = Promise.resolve();
  #commit: Promise<unknown> = Promise.resolve();
  #failure: VouchError | undefined;
  #reportFailure: (error: VouchError) => void = () => undefined;

  constructor(options: { engine: Engine; journal: Journal; state: LedgerState; log: Logger; clock: Clock }) {
    this.engine = options.engine;
    this.state = options.state;
    this.#journal = options.journal;
    this.#log = options.log;
    this.#clock = options.clock;
    this.failed = new Promise((resolve) => {
      this.#reportFailure = resolve;
    });
  }

  get hasFailed(): boolean {
    return this.#failure !== undefined;
  }

  get journalSize(): { entries: number; bytes: number } {
    return { entries: this.#journal.entries, bytes: this.#journal.bytes };
  }

  /** Runs one piece of work at a time, in the order asked for. */
  exclusive<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(() => {
      if (this.#failure) throw this.#failure;
      return work();
    });
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /**
   * Changes the engine's blocks and writes what was done; call it inside `exclusive`.
   * @param work what to do; a refusal means that it left the engine as it was, a throw that nobody knows
   */
  async commit<T>(work: () => Promise<Result<{ entries: JournalEntry[]; value: T }>>): Promise<T> {
    const committing = work().then(async (outcome) => {
      if (outcome.ok) await this.#journal.append(outcome.value.entries);
      return outcome;
    });
    this.#commit = committing;
    const outcome = await this.#orFail(committing);
    if (!outcome.ok) throw outcome.error;
    return outcome.value.value;
  }

  /** Writes entries that change no block; call it inside `exclusive`. */
  async write(entries: JournalEntry[]): Promise<void> {
    await this.#orFail(this.#journal.append(entries));
  }

  /**
   * Whoever read from the engine waits here before passing it on: the block that was read may not be on disk yet.
   * @throws when that block never will be
   */
  async settled(): Promise<void> {
    await this.#commit;
  }

  /** Time of the next block in unix seconds: the present, but after the last block. */
  nextTimestampSeconds(): number {
    return Math.max(presentSeconds(this.#clock), this.state.lastTimestampSeconds + 1);
  }

  /** The time a call should see: the next block's. While the past is being written that is just after the head. */
  callTimestampSeconds(): number {
    return this.state.present ? this.nextTimestampSeconds() : this.state.head.timestampSeconds + 1;
  }

  /** Takes a mined block as the new head. Gives what the journal must hold of it. */
  async adopt(block: BlockRecord): Promise<JournalEntry[]> {
    const { state } = this;
    state.head = block;
    state.lastTimestampSeconds = Math.max(state.lastTimestampSeconds, block.timestampSeconds);
    for (const hash of block.transactions) state.pending.delete(hash);
    const entries: JournalEntry[] = [{ kind: 'block', block }];
    if (!state.present && block.timestampSeconds >= presentSeconds(this.#clock) - chainLimits.seedingEndsSeconds) {
      state.present = true;
      entries.push({ kind: 'present' });
    }
    return [...entries, ...(await this.#dropLost())];
  }

  /** Goes on with a new journal, whose base is the head. */
  async replaceJournal(create: () => Promise<Journal>): Promise<void> {
    const old = this.#journal;
    this.#journal = await this.#orFail(create());
    this.state.base = this.state.head.number;
    await old.close();
  }

  /** Waits for running work, refuses any further and closes the journal. */
  async close(): Promise<void> {
    await this.#turn;
    this.#failure ??= new VouchError({ code: 'chain.stopped', message: 'The chain has stopped.', retryable: true });
    await this.#journal.close();
  }

  /** Gives up: the engine's state is unknown from here on. */
  fail(cause: unknown): VouchError {
    if (!this.#failure) {
      this.#failure = new VouchError({
        code: 'chain.failed',
        message: 'The chain stopped because its engine or its disk failed.',
        hint: 'It comes back with all acknowledged transactions when started again.',
        retryable: true,
        cause,
      });
      this.#log.error({ err: cause }, 'chain failed');
      this.#reportFailure(this.#failure);
    }
    return this.#failure;
  }

  async #orFail<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (cause) {
      throw this.fail(cause);
    }
  }

  /** The engine drops what was replaced or became invalid without saying so. */
  async #dropLost(): Promise<JournalEntry[]> {
    const { pending } = this.state;
    if (pending.size === 0) return [];
    const { ready, waiting } = await this.engine.poolSize();
    if (ready + waiting === pending.size) return [];
    const pool = await this.engine.pool();
    const hashes = [...pending.keys()].filter((hash) => !pool.has(hash));
    for (const hash of hashes) pending.delete(hash);
    return hashes.length === 0 ? [] : [{ kind: 'drop', hashes }];
  }
}
