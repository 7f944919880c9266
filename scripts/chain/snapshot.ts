import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { Logger } from 'pino';
import type { ChainPaths } from './chain-paths.ts';
import { chainLimits } from './chain-settings.ts';
import { putInPlace } from './durable-file.ts';
import { createJournal } from './journal.ts';
import type { Ledger } from './ledger.ts';

/** Keeps recovery short by writing the whole state now and then. */
export interface Snapshots {
  /** Takes a snapshot when replaying the journal would take longer than it should. */
  takeIfDue(): Promise<void>;
  /** Takes a snapshot unless nothing happened since the last one. */
  take(): Promise<void>;
}

/** Bytes of snapshot that let the journal grow by one entry: the bigger the state, the rarer it is written. */
const BYTES_PER_ENTRY = 16_000;

/**
 * The order makes a crash harmless: a snapshot newer than the journal's base is one of the journal's own blocks.
 * @param options bytes: size of the present snapshot; everyEntries: how many journal entries call for a new one, at least
 */
export function createSnapshots(options: {
  ledger: Ledger;
  paths: ChainPaths;
  log: Logger;
  bytes: number;
  everyEntries: number;
}): Snapshots {
  const { ledger, paths, log, everyEntries } = options;
  let { bytes } = options;
  let notBefore = 0;

  const write = async () => {
    const started = performance.now();
    const temporary = `${paths.snapshot}.tmp`;
    const dump = await ledger.engine.dumpState();
    await pipeline(Readable.from([dump]), createGunzip(), createWriteStream(temporary, { flush: true }));
    await putInPlace(temporary, paths.snapshot);
    bytes = await snapshotBytes(paths.snapshot);
    const { head, pending, present } = ledger.state;
    await ledger.replaceJournal(() =>
      createJournal(paths.journal, [
        { kind: 'base', number: head.number, hash: head.hash, present },
        ...[...pending.values()].map((raw) => ({ kind: 'transaction' as const, raw })),
      ]),
    );
    const milliseconds = Math.round(performance.now() - started);
    log.info({ block: head.number, bytes, milliseconds }, 'chain snapshot');
  };

  const take = () =>
    ledger.exclusive(async () => {
      if (ledger.journalSize.entries <= 1 + ledger.state.pending.size) return;
      try {
        await write();
        notBefore = 0;
      } catch (error) {
        // The journal still holds everything, so the chain goes on; a failed ledger has said so itself.
        log.warn({ err: error }, 'chain snapshot failed');
        notBefore = ledger.journalSize.entries + everyEntries;
      }
    });

  return {
    take,
    takeIfDue: async () => {
      const { entries, bytes: journalBytes } = ledger.journalSize;
      const many = entries >= everyEntries + bytes / BYTES_PER_ENTRY;
      if ((many || journalBytes >= chainLimits.snapshotBytes) && entries >= notBefore) await take();
    },
  };
}

/**
 * @param path of the snapshot
 * @returns its size, 0 when there is none
 */
export async function snapshotBytes(path: string): Promise<number> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return found?.size ?? 0;
}
