import type pg from 'pg';
import { VouchError } from '../../protocol/errors.ts';
import { type Checkpoint, moveCheckpoint } from '../follow/checkpoint.ts';
import type { Block, Rpc } from '../rpc/rpc.ts';
import type { Connection } from '../store/batch-write.ts';
import { transaction } from '../store/transaction.ts';

/**
 * Finds the newest block that both our tables and the chain hold.
 * @throws VouchError `indexer.reorg_too_deep` when they part below the finalized block: nothing is changed then
 */
export async function findAncestor(connection: Connection, rpc: Rpc): Promise<Block> {
  const { rows } = await connection.query<Block>('select number, hash, parent, time from blocks order by number desc');
  for (const block of rows) {
    if ((await rpc.block(block.number))?.hash === block.hash) return block;
  }
  throw new VouchError({
    code: 'indexer.reorg_too_deep',
    message: `The chain changed below block ${rows.at(-1)?.number ?? 0}, which counted as final.`,
    hint: 'Check the chain node. If it is right, start with a rebuild of the index.',
    retryable: true,
  });
}

/**
 * Undoes all blocks above the ancestor in one transaction.
 * @returns the checkpoint at the ancestor
 */
export async function revertTo(pool: pg.Pool, from: Checkpoint, ancestor: Block): Promise<Checkpoint> {
  return await transaction(pool, async (client) => {
    await client.query('select revert_to($1)', [ancestor.number]);
    return await moveCheckpoint(client, from, { block: ancestor, finalized: from.finalized });
  });
}
