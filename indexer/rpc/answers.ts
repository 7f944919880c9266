import { z } from 'zod';
import type { Address, Hex } from '../../protocol/primitives.ts';
import { parseLogs, type RawLog } from './parse-logs.ts';

/** A block as the follower needs it. */
export interface Block {
  number: number;
  hash: Hex;
  parent: Hex;
  /** Unix seconds. */
  time: number;
}

/** A block as the node gave it. */
export interface Header extends Block {
  /** Filter over the block's logs; undefined where the node gives none. */
  bloom: Hex | undefined;
  /** The whole answer: its hash and the root of its receipts can be checked. */
  answer: object;
}

/** A log with its place in the chain. Addresses are lower case. */
export interface Log {
  address: Address;
  topics: Hex[];
  data: Hex;
  block: number;
  blockHash: Hex;
  transaction: Hex;
  index: number;
  /** Unix seconds; undefined where the node does not give it with the log. */
  time: number | undefined;
}

export const quantity = z
  .string()
  .regex(/^0x[0-9a-fA-F]{1,13}$/)
  .transform((text) => Number.parseInt(text.slice(2), 16));
const hash = z
  .string()
  .length(66)
  .transform((text) => text.toLowerCase() as Hex);

export const headerSchema = z
  .looseObject({
    number: quantity,
    hash,
    parentHash: hash,
    timestamp: quantity,
    logsBloom: z
      .string()
      .regex(/^0x[0-9a-fA-F]{512}$/)
      .nullish(),
  })
  .transform(
    ({ number, hash: own, parentHash, timestamp, logsBloom }): Omit<Header, 'answer'> => ({
      number,
      hash: own,
      parent: parentHash,
      time: timestamp,
      // Safety: the expression above allows nothing else.
      bloom: (logsBloom ?? undefined) as Hex | undefined,
    }),
  );

/** An answer to `eth_getLogs`. */
export const logsSchema = z.unknown().transform((answer, context): RawLog[] => {
  const logs = parseLogs(answer);
  if (typeof logs !== 'string') return logs;
  context.addIssue({ code: 'custom', message: logs });
  return z.NEVER;
});
