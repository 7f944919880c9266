import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { VouchError } from '../../protocol/errors.ts';

/** Session lock of the process that writes to a database. */
const WRITER_LOCK = 0x696e6478;

/** A killed holder's connection may take the server a moment to notice. */
const ATTEMPTS = 10;
const RETRY_MILLISECONDS = 250;

/** The right to write, held on a connection of its own. */
export interface WriterLock {
  /** False once the connection was lost, and the lock with it. */
  isHeld(): boolean;
  release(): Promise<void>;
}

/**
 * Takes the writer's lock of a database.
 * @throws VouchError `indexer.second_writer` when another process keeps it for seconds
 */
export async function takeWriterLock(pool: pg.Pool): Promise<WriterLock> {
  const client = await pool.connect();
  let isHeld = false;
  const lose = () => {
    isHeld = false;
  };
  client.on('error', lose);
  for (let attempt = 0; attempt < ATTEMPTS && !isHeld; attempt += 1) {
    if (attempt > 0) await delay(RETRY_MILLISECONDS);
    const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [WRITER_LOCK]);
    isHeld = rows[0]?.held === true;
  }
  if (!isHeld) {
    client.off('error', lose);
    client.release();
    throw new VouchError({
      code: 'indexer.second_writer',
      message: 'Another process writes to the same database.',
      hint: 'Run one indexer per database; others may read.',
      retryable: true,
    });
  }
  return {
    isHeld: () => isHeld,
    release: async () => {
      if (!isHeld) return client.release(true);
      isHeld = false;
      await client.query('select pg_advisory_unlock($1)', [WRITER_LOCK]);
      client.off('error', lose);
      client.release();
    },
  };
}
