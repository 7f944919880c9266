import type pg from 'pg';
import { VouchError } from '../../protocol/errors.ts';
import { type Checkpoint, moveCheckpoint } from '../follow/checkpoint.ts';
import { agreeOnBlock } from '../rpc/agree.ts';
import type { Block } from '../rpc/answers.ts';
import type { Endpoint } from '../rpc/endpoint.ts';
import type { Endpoints } from '../rpc/endpoints.ts';
import type { Connection } from '../store/batch-write.ts';
import { transaction } from '../store/transaction.ts';

/**
 * Finds the newest block that both our tables and the chain hold.
 * @param by endpoint that has another chain than the tables
 * @throws VouchError `indexer.reorg_too_deep` when they part below the finalized block and all endpoints say so: nothing is
 * changed then. `rpc.outvoted` and `rpc.no_majority` when they do not
 */
export async function findAncestor(
  connection: Connection,
  { endpoints, by }: { endpoints: Endpoints; by: Endpoint },
): Promise<Block> {
  const { rows } = await connection.query<Block>('select number, hash, parent, time from blocks order by number desc');
  let theirs: Block | undefined;
  for (const block of rows) {
    theirs = await by.rpc.block(block.number);
    if (theirs?.hash === block.hash) return block;
  }
  // One endpoint's word is not enough to say that what was final is not.
  if (theirs !== undefined) await agreeOnBlock(endpoints, by, theirs);
  throw new VouchError({
    code: 'indexer.reorg_too_deep',
    message: `The chain changed below block ${rows.at(-1)?.number ?? 0}, which counted as final.`,
    hint: 'Check the chain nodes. If they are right, stop the node and run `vouch index rebuild`.',
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
