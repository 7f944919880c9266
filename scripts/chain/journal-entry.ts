import { z } from 'zod';
import { bytes32Schema, type Hex } from '../../protocol/primitives.ts';

const hexSchema = z
  .string()
  .regex(/^0x[0-9a-f]*$/)
  .transform((text) => text as Hex);

/** All that decides a block, and the hash it must come out with. */
export const blockRecordSchema = z.object({
  number: z.int().min(0),
  hash: bytes32Schema,
  timestampSeconds: z.int().min(0),
  baseFeePerGas: hexSchema,
  /** Hashes of the transactions, in the order of the block. */
  transactions: z.array(bytes32Schema),
});
export type BlockRecord = z.infer<typeof blockRecordSchema>;

/**
 * One thing that happened to the chain.
 * - `base`: the state the journal starts from; `present` once the chain's past can no longer be written.
 * - `transaction`: accepted for the pool, written before the engine sees it.
 * - `block`: mined. A number not above the head means that the blocks from there on were removed.
 * - `drop`: these transactions left the pool without being mined.
 * - `present`: the head reached the present.
 */
export const journalEntrySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('base'), number: z.int().min(0), hash: bytes32Schema, present: z.boolean() }),
  z.object({ kind: z.literal('transaction'), raw: hexSchema }),
  z.object({ kind: z.literal('block'), block: blockRecordSchema }),
  z.object({ kind: z.literal('drop'), hashes: z.array(bytes32Schema) }),
  z.object({ kind: z.literal('present') }),
]);
export type JournalEntry = z.infer<typeof journalEntrySchema>;
