import { createReadStream } from 'node:fs';
import { CarBlockIterator } from '@ipld/car';
import * as dagCbor from '@ipld/dag-cbor';
import { type Block, cidOf, DAG_CBOR } from '../../protocol/block.ts';
import { VouchError } from '../../protocol/errors.ts';
import { type BackupHeader, type BackupPart, backupHeader, backupPart, createTally, invalidBackup } from './format.ts';

/** A backup that is being read. */
export interface Backup {
  header: BackupHeader;
  /** Every part but the end, each verified. @throws VouchError (while reading) `backup.invalid` for a damaged or cut file */
  parts: AsyncGenerator<Exclude<BackupPart, { type: 'end' }>>;
}

/**
 * Opens a backup.
 * @throws VouchError `backup.unreadable`, `backup.invalid`
 */
export async function openBackup(file: string): Promise<Backup> {
  const blocks = verifiedBlocks(file);
  const tally = createTally();
  const first = await blocks.next();
  if (first.done) throw invalidBackup(file, 'it is empty.');
  tally.add(first.value);
  const header = backupHeader.safeParse(dagCbor.decode(first.value.bytes));
  if (!header.success)
    throw invalidBackup(file, 'it is no backup of a node, or of a form that this release does not know.');
  const parts = async function* (): Backup['parts'] {
    for await (const block of blocks) {
      const part = backupPart.safeParse(dagCbor.decode(block.bytes));
      if (!part.success) throw invalidBackup(file, 'it has a part that this release does not know.', part.error);
      if (part.data.type !== 'end') {
        tally.add(block);
        yield part.data;
        continue;
      }
      const expected = tally.end();
      if (part.data.parts !== expected.parts || !Buffer.from(part.data.digest).equals(expected.digest))
        throw invalidBackup(file, 'parts of it are missing.');
      if (!(await blocks.next()).done) throw invalidBackup(file, 'something follows its end.');
      return;
    }
    throw invalidBackup(file, 'it was cut short.');
  };
  return { header: header.data, parts: parts() };
}

/** Reads a backup through, so that a damaged one is found before anything of it is used. @returns its size in parts */
export async function checkBackup(file: string): Promise<number> {
  let parts = 0;
  for await (const _ of (await openBackup(file)).parts) parts += 1;
  return parts;
}

async function* verifiedBlocks(file: string): AsyncGenerator<Block> {
  try {
    for await (const block of await CarBlockIterator.fromIterable(createReadStream(file))) {
      const cid = cidOf(block.bytes, DAG_CBOR);
      if (!cid.equals(block.cid)) throw invalidBackup(file, 'bytes of it have changed.');
      yield { cid, bytes: block.bytes };
    }
  } catch (error) {
    if (error instanceof VouchError) throw error;
    if (typeof (error as NodeJS.ErrnoException).syscall === 'string')
      throw new VouchError({
        code: 'backup.unreadable',
        message: `${file} cannot be read.`,
        hint: 'Check its name and rights.',
        cause: error,
        details: { field: 'FILE' },
      });
    throw invalidBackup(file, 'it is no backup, or it was cut short.', error);
  }
}
