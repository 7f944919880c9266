import { createHash } from 'node:crypto';
import * as dagCbor from '@ipld/dag-cbor';
import { z } from 'zod';
import { type Block, cidOf, DAG_CBOR } from '../../protocol/block.ts';
import { VouchError } from '../../protocol/errors.ts';

/** Bytes of rows that one part holds, about. */
export const PART_BYTES = 1_048_576;

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

/** What a backup is of. It is the CAR's root and its first block. */
export const backupHeader = z.strictObject({
  type: z.literal('vouch-backup'),
  v: z.literal(1),
  release: z.string(),
  /** Unix seconds. */
  createdAt: z.int().min(0),
  /** Changes of the schema that the rows of the database have seen. */
  migrations: z.array(z.string()),
  /** True when the node's own keys are in it. */
  keys: z.boolean(),
});
export type BackupHeader = z.infer<typeof backupHeader>;

/** One part: rows of a table as JSON text, rows of the block store, a file, or the end. */
export const backupPart = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('rows'), table: z.string(), rows: z.array(z.string()) }),
  z.strictObject({ type: z.literal('blocks'), rows: z.array(z.tuple([bytes, bytes])) }),
  z.strictObject({
    type: z.literal('file'),
    /** Path in the data folder, without anything that leads out of it. */
    name: z.string().regex(/^[a-z0-9][\w.-]*(\/[a-z0-9][\w.-]*)?$/i),
    bytes,
  }),
  /** The last part: a file that was cut short has none. `digest` is over the identifiers of all before it. */
  z.strictObject({ type: z.literal('end'), parts: z.int().min(0), digest: bytes }),
]);
export type BackupPart = z.infer<typeof backupPart>;

/** Encodes the header or a part. */
export function encodePart(part: BackupHeader | BackupPart): Block {
  const encoded = dagCbor.encode(part);
  return { cid: cidOf(encoded, DAG_CBOR), bytes: encoded };
}

/** Follows which parts there were, for the end. */
export function createTally(): { add(block: Block): void; end(): Extract<BackupPart, { type: 'end' }> } {
  const hash = createHash('sha256');
  let parts = 0;
  return {
    add: ({ cid }) => {
      hash.update(cid.bytes);
      parts += 1;
    },
    end: () => ({ type: 'end', parts, digest: new Uint8Array(hash.copy().digest()) }),
  };
}

/** @param problem what is wrong with the file */
export const invalidBackup = (file: string, problem: string, cause?: unknown): VouchError =>
  new VouchError({
    code: 'backup.invalid',
    message: `${file}: ${problem}`,
    hint: 'Take another copy of the backup; nothing was restored from this one.',
    cause,
    details: { field: 'FILE' },
  });
