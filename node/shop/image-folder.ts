import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Block } from '../../protocol/block.ts';
import { VouchError } from '../../protocol/errors.ts';
import type { Image } from '../../protocol/image.ts';
import { type ImageFolder, imageKey } from '../../protocol/products/picture-names.ts';
import { reencodeImage } from '../store/image-encoder.ts';

/**
 * Indexes a folder of pictures, with its sub-folders. Nothing is ever fetched from an address.
 * @param directory the folder, or undefined for none
 * @param keep takes the blocks of each picture as it is encoded
 * @throws VouchError `images.not_found`
 */
export async function openImageFolder(
  directory: string | undefined,
  keep: (blocks: Block[]) => Promise<void>,
): Promise<ImageFolder> {
  if (directory === undefined) return { count: 0, find: async () => undefined };
  const files = new Map<string, string>();
  for (const entry of await list(directory)) files.set(imageKey(entry), path.join(directory, entry));
  const encoded = new Map<string, Image>();
  return {
    count: files.size,
    async find(src) {
      const file = files.get(imageKey(src));
      if (file === undefined) return undefined;
      const bytes = await readFile(file);
      const digest = createHash('sha256').update(bytes).digest('hex');
      const known = encoded.get(digest);
      if (known) return known;
      const { image, blocks } = await reencodeImage(bytes);
      await keep(blocks);
      encoded.set(digest, image);
      return image;
    },
  };
}

async function list(directory: string): Promise<string[]> {
  try {
    const entries = await readdir(directory, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(directory, path.join(entry.parentPath, entry.name)))
      .sort();
  } catch (cause) {
    throw new VouchError({
      code: 'images.not_found',
      message: `The folder ${directory} cannot be read.`,
      hint: 'Check the path after --images.',
      cause,
      details: { field: 'images' },
    });
  }
}
