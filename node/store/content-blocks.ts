import type { CID } from 'multiformats/cid';
import type { Block } from '../../protocol/block.ts';
import type { BlockSpace } from './block-space.ts';
import type { Database } from './database.ts';
import { imagesOfContent } from './document-images.ts';
import type { ImageBlocks } from './image-blocks.ts';
import { digestBytes } from './keys.ts';

/** Blocks that the chain names: reviews, replies, profiles, order details. */
export interface ContentBlocks {
  /** Stores checked blocks, on the disk when the promise resolves; the images that they show are wanted from then on. */
  put(blocks: readonly Block[]): Promise<void>;
  /** Deletes blocks, such as order details whose time is over, and images that nothing else shows. */
  delete(cids: readonly CID[]): Promise<void>;
}

/** A profile may also be part of a catalogue: each of the two keeps the images for itself. */
const ownerOf = (document: CID): Uint8Array => Buffer.concat([digestBytes(document), Buffer.of(1)]);

/** Opens the bookkeeping of what the chain names; images lie in the space of catalogue blocks, which share them. */
export function createContentBlocks(
  database: Database,
  { contents, images, imageSpace }: { contents: BlockSpace; images: ImageBlocks; imageSpace: BlockSpace },
): ContentBlocks {
  return {
    put: (blocks) =>
      database.change(
        async (operations) => {
          await contents.put(operations, blocks);
          await images.show(
            operations,
            blocks.map((block) => ({ document: ownerOf(block.cid), images: imagesOfContent(block) })),
          );
        },
        { sync: true },
      ),
    delete: (cids) =>
      database.change(async (operations) => {
        const found = await contents.getMany(cids);
        const shown = cids.flatMap((cid, index) => {
          const bytes = found[index];
          return bytes === undefined
            ? []
            : [{ document: ownerOf(cid), images: imagesOfContent({ cid, bytes }).map((image) => image.cid) }];
        });
        await imageSpace.delete(operations, await images.release(operations, shown));
        await contents.delete(operations, cids.map(digestBytes));
      }),
  };
}
