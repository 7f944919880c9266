import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { VouchError } from '../../protocol/errors.ts';
import { writeDurably } from './durable-file.ts';

const metaSchema = z.object({ version: z.literal(1), genesisTimestampSeconds: z.int().positive() });
/** What a chain was born with. */
export type ChainMeta = z.infer<typeof metaSchema>;

/**
 * Reads what the chain in a data folder was born with, or writes it at the first start.
 * @param path of the meta file
 * @param genesisTimestampSeconds the time of the first block, used at the first start only
 * @throws VouchError `chain.meta_invalid` when the file is not one of ours
 */
export async function openMeta(path: string, genesisTimestampSeconds: number): Promise<ChainMeta> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) {
    const meta: ChainMeta = { version: 1, genesisTimestampSeconds };
    await writeDurably(path, JSON.stringify(meta));
    return meta;
  }
  try {
    return metaSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new VouchError({
      code: 'chain.meta_invalid',
      message: `${path} does not describe a chain that this version knows.`,
      hint: 'Choose an empty data folder to start a new chain.',
      cause,
    });
  }
}
