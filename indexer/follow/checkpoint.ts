import type pg from 'pg';
import { VouchError } from '../../protocol/errors.ts';
import type { Hex } from '../../protocol/primitives.ts';
import type { Block } from '../rpc/answers.ts';
import type { Connection } from '../store/batch-write.ts';
import { rebuiltTables } from '../store/rebuilt-tables.ts';
import { transaction } from '../store/transaction.ts';
import { neutralMilliStars } from '../trust/neutral.ts';

/** How far the tables are. */
export interface Checkpoint {
  /** What is followed: chain, contracts and first block, as text. */
  deployment: string;
  block: number;
  hash: Hex;
  /** Unix seconds. */
  time: number;
  /** Newest block that no reorganisation can undo here. */
  finalized: number;
}

export async function readCheckpoint(connection: Connection): Promise<Checkpoint | undefined> {
  const { rows } = await connection.query<Checkpoint>(
    'select deployment, block, hash, time, finalized from checkpoint',
  );
  return rows[0];
}

/**
 * Reads one of the blocks that may still be replaced, or the final one below them.
 * @throws RangeError when it is no such block
 */
export async function readBlock(connection: Connection, number: number): Promise<Block> {
  const { rows } = await connection.query<Block>('select number, hash, parent, time from blocks where number = $1', [
    number,
  ]);
  if (rows[0] === undefined) throw new RangeError(`block ${number} is not kept any more`);
  return rows[0];
}

/**
 * Empties all tables that mirror the chain, and starts from the block before the first one.
 * @param start that block; its hash is the first one's parent
 */
export async function resetChainTables(pool: pg.Pool, deployment: string, start: Block): Promise<Checkpoint> {
  const checkpoint = { deployment, block: start.number, hash: start.hash, time: start.time, finalized: start.number };
  await transaction(pool, async (client) => {
    await client.query(`truncate ${rebuiltTables.join(', ')}`);
    // What messages name is not the chain's.
    await client.query(`delete from wanted where purpose <> 'message'`);
    await client.query('update listings set milli_stars = $1, reviews = 0 where reviews > 0', [neutralMilliStars]);
    await client.query('insert into checkpoint values (1, $1, $2, $3, $4, $2)', [
      deployment,
      start.number,
      start.hash,
      start.time,
    ]);
    await client.query('insert into blocks values ($1, $2, $3, $4)', [
      start.number,
      start.hash,
      start.parent,
      start.time,
    ]);
  });
  return checkpoint;
}

/**
 * Moves the checkpoint in the transaction that writes the rows, so that both happen or neither.
 * @param from where the writer believes the tables are
 * @param to the newest block whose rows are in them now
 * @throws VouchError `indexer.second_writer` when they are elsewhere
 */
export async function moveCheckpoint(
  client: Connection,
  from: Checkpoint,
  to: { block: Block; finalized: number },
): Promise<Checkpoint> {
  const { block, finalized } = to;
  const { rowCount } = await client.query(
    'update checkpoint set block = $1, hash = $2, time = $3, finalized = $4 where block = $5 and hash = $6',
    [block.number, block.hash, block.time, finalized, from.block, from.hash],
  );
  if (rowCount !== 1) {
    throw new VouchError({
      code: 'indexer.second_writer',
      message: 'Another process writes to the same database.',
      hint: 'Run one indexer per database; others may read.',
    });
  }
  // The finalized block itself stays: it is the last place where two branches may part.
  await client.query('delete from blocks where number < $1', [finalized]);
  await client.query('delete from journal where block <= $1', [finalized]);
  return { ...from, block: block.number, hash: block.hash, time: block.time, finalized };
}
