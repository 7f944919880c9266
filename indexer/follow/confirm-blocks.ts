import type { Address } from '../../protocol/primitives.ts';
import { agreeOnBlock } from '../rpc/agree.ts';
import type { Block } from '../rpc/answers.ts';
import { type Claim, firstDifference, judge, readWhole } from '../rpc/compare-logs.ts';
import type { Endpoint } from '../rpc/endpoint.ts';
import type { Endpoints } from '../rpc/endpoints.ts';
import type { Connection } from '../store/batch-write.ts';
import { logsDigest } from './logs-digest.ts';

export interface ConfirmParameters {
  connection: Connection;
  endpoints: Endpoints;
  addresses: readonly Address[];
  /** Who is read from; its chain holds the blocks. */
  by: Endpoint;
  /** Newest block that is final already. */
  finalized: number;
  /** Newest block that is to become final. */
  to: number;
}

/** What other endpoints say about blocks before they become final. */
export interface Confirmation {
  /** Another endpoint has the same blocks with the same logs. False when none could be asked. */
  isConfirmed: boolean;
  /** First block whose rows came from other logs than it has; undefined when there is none. */
  wrong: number | undefined;
}

interface IndexedBlock extends Block {
  logs_digest: string | null;
}

/**
 * Compares blocks whose rows can still be undone with another endpoint, before they become final. Liars are quarantined.
 * @throws VouchError `rpc.no_majority`, and `rpc.outvoted` when other endpoints have another block there
 */
export async function confirmBlocks(parameters: ConfirmParameters): Promise<Confirmation> {
  const { connection, endpoints, addresses, by, finalized, to } = parameters;
  const { rows } = await connection.query<IndexedBlock>(
    'select number, hash, parent, time, logs_digest from blocks where number > $1 and number <= $2 order by number',
    [finalized, to],
  );
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined) return { isConfirmed: false, wrong: undefined };
  for (const other of await agreeOnBlock(endpoints, by, last)) {
    const theirs = await readWhole(other, addresses, { from: first.number, to: last.number });
    if (theirs === undefined) continue;
    const wrong = await findWrong(parameters, rows, { endpoint: other, logs: theirs });
    if (wrong !== undefined) return { isConfirmed: false, wrong };
    if (other.isTrusted()) return { isConfirmed: true, wrong: undefined };
  }
  return { isConfirmed: false, wrong: undefined };
}

/** @returns the first block whose rows were made of other logs than it has */
async function findWrong(
  parameters: ConfirmParameters,
  rows: readonly IndexedBlock[],
  { endpoint, logs }: Claim,
): Promise<number | undefined> {
  for (const block of rows) {
    const theirs = logs.filter(({ block: number }) => number === block.number);
    if (block.logs_digest === null || block.logs_digest === logsDigest(theirs)) continue;
    if (await isWrong(parameters, block, { endpoint, logs: theirs })) return block.number;
  }
  return undefined;
}

/** Whether rows were made of other logs than the block has. */
async function isWrong(
  { endpoints, addresses, by }: ConfirmParameters,
  block: IndexedBlock,
  theirs: Claim,
): Promise<boolean> {
  const logs = await by.rpc.logsOfBlock(addresses, block);
  if (firstDifference(logs, theirs.logs) !== undefined) {
    await judge({ endpoints, addresses, by }, block.number, [{ endpoint: by, logs }, theirs]);
    // A liar that is read from is quarantined, and all that it gave is read again from another.
    if (!by.isTrusted()) return true;
  }
  return block.logs_digest !== logsDigest(logs);
}
