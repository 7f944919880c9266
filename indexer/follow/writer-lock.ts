import type pg from 'pg';
import { VouchError } from '../../protocol/errors.ts';

/** Session lock of the process that writes to a database. */
const WRITER_LOCK = 0x696e6478;

/** The right to write, held on a connection of its own. */
export interface WriterLock {
  /** False once the connection was lost, and the lock with it. */
  isHeld(): boolean;
  release(): void;
}

/**
 * Takes the writer's lock of a database.
 * @throws VouchError `indexer.second_writer` when another process holds it
 */
export async function takeWriterLock(pool: pg.Pool): Promise<WriterLock> {
  const client = await pool.connect();
  let isHeld = true;
  client.on('error', () => {
    isHeld = false;
  });
  const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [WRITER_LOCK]);
  if (rows[0]?.held) {
    return {
      isHeld: () => isHeld,
      release: () => {
        isHeld = false;
        // Closing the connection frees the lock, whatever its state.
        client.release(true);
      },
    };
  }
  client.release(true);
  throw new VouchError({
    code: 'indexer.second_writer',
    message: 'Another process writes to the same database.',
    hint: 'Run one indexer per database; others may read.',
    retryable: true,
  });
}
