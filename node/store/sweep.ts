import type { CID } from 'multiformats/cid';
import { cidFromDigest, DAG_CBOR } from '../../protocol/block.ts';
import type { Address } from '../../protocol/primitives.ts';
import type { BlockSpace } from './block-space.ts';
import type { Database } from './database.ts';
import { imagesOfBlock } from './document-images.ts';
import type { ImageBlocks } from './image-blocks.ts';
import { hexOf, keyOf, numberFrom, row, SHOP_BYTES, shopBytes, shopFrom } from './keys.ts';

// Bounds what one batch reads into memory.
const batchBlocks = 500;

/** Deletes what catalogues dropped. */
export interface Sweeper {
  /** Shops with blocks whose time has come, or with listings kept for orders. */
  shops(now: number): Promise<Address[]>;
  /**
   * Deletes a shop's dropped blocks whose time has come, and listings once kept that no order needs any more. It must not
   * run during a replication of the same shop.
   * @param isReferenced tells that an order or review still needs a listing
   * @returns the number of blocks that went, images included
   */
  sweep(shop: Address, now: number, isReferenced: (listing: CID) => Promise<boolean>): Promise<number>;
}

/** Opens the sweeper over the space of catalogue blocks. */
export function createSweeper(options: { database: Database; space: BlockSpace; images: ImageBlocks }): Sweeper {
  const { database, space, images } = options;

  const dueOf = async (shop: Address, now: number): Promise<{ key: Uint8Array; digest: Uint8Array }[]> => {
    const due: { key: Uint8Array; digest: Uint8Array }[] = [];
    for (const kind of [row.dropped, row.kept]) {
      for await (const [key, value] of database.rows(keyOf(kind, shopBytes(shop)))) {
        if (kind === row.dropped && numberFrom(value) > now) continue;
        due.push({ key: Uint8Array.from(key), digest: Uint8Array.from(key.subarray(1 + SHOP_BYTES)) });
      }
    }
    return due;
  };

  return {
    shops: async (now) => {
      const found = new Set<string>();
      for (const kind of [row.dropped, row.kept]) {
        for await (const [key, value] of database.rows(keyOf(kind))) {
          if (kind === row.kept || numberFrom(value) <= now) found.add(hexOf(key.subarray(1, 1 + SHOP_BYTES)));
        }
      }
      return [...found].map((hex) => shopFrom(Buffer.from(hex, 'hex')));
    },
    sweep: async (shop, now, isReferenced) => {
      const due = await dueOf(shop, now);
      let gone = 0;
      for (let start = 0; start < due.length; start += batchBlocks) {
        gone += await database.change(async (operations) => {
          const rows = due.slice(start, start + batchBlocks);
          const cids = rows.map(({ digest }) => cidFromDigest(`0x${hexOf(digest)}`, DAG_CBOR));
          const blocks = await space.getMany(cids);
          const released: { document: Uint8Array; images: CID[] }[] = [];
          for (const [index, { key, digest }] of rows.entries()) {
            const bytes = blocks[index];
            const cid = cids[index];
            operations.push({ type: 'del', key });
            if (bytes === undefined || cid === undefined) continue;
            const { isListing, images: shown } = imagesOfBlock(bytes);
            if (isListing && (await isReferenced(cid))) {
              operations.push({ type: 'put', key: keyOf(row.kept, shopBytes(shop), digest), value: new Uint8Array() });
            } else {
              released.push({ document: digest, images: shown.map((image) => image.cid) });
            }
          }
          const orphans = await images.release(operations, released);
          await space.delete(operations, [...released.map(({ document }) => document), ...orphans]);
          return released.length + orphans.length;
        });
      }
      return gone;
    },
  };
}
