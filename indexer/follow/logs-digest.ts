import { createHash } from 'node:crypto';
import type { Log } from '../rpc/answers.ts';

/** One text for the logs of a block, to see later whether rows were made of the same ones. Times are the block's. */
export function logsDigest(logs: readonly Log[]): string {
  const hash = createHash('sha256');
  for (const { address, topics, data, transaction, index } of logs)
    hash.update(`${index} ${transaction} ${address} ${topics.join()} ${data}\n`.toLowerCase());
  return hash.digest('hex');
}
