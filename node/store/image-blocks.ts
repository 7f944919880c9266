import type { CID } from 'multiformats/cid';
import { type Block, cidFromDigest, DAG_CBOR, digestOf, RAW } from '../../protocol/block.ts';
import type { BlockSpace } from './block-space.ts';
import type { Database, Operation } from './database.ts';
import { shopOfBlock } from './document-images.ts';
import { DIGEST_BYTES, digestBytes, hexOf, keyOf, numberBytes, numberFrom, row, shopBytes } from './keys.ts';

/** An image that a stored document shows and that is not here yet. */
export interface WantedImage {
  cid: CID;
  /** The size that the document states. */
  bytes: number;
}

/** Images of documents: fetched after the documents, shared between documents and shops. */
export interface ImageBlocks {
  /** Images still to fetch, at most so many. */
  wanted(most: number): Promise<WantedImage[]>;
  /** Stores images that some document still shows; others are ignored. */
  add(blocks: readonly Block[]): Promise<void>;
  /** Deletes images although documents show them; they are wanted again. Blocks that nothing shows as an image stay. */
  remove(cids: readonly CID[]): Promise<void>;
  /** Asks no longer for images that are not what documents state. */
  giveUp(cids: readonly CID[]): Promise<void>;
  /** Within a change: notes that a document shows images, and wants those that are not here, which it returns. */
  show(operations: Operation[], shown: readonly { document: Uint8Array; images: WantedImage[] }[]): Promise<CID[]>;
  /** Which of the images are still to be fetched. */
  stillWanted(cids: readonly CID[]): Promise<CID[]>;
  /** Within a change: forgets that documents show images, and deletes images that none shows any more. */
  release(operations: Operation[], shown: { document: Uint8Array; images: CID[] }[]): Promise<Uint8Array[]>;
}

/** Opens the bookkeeping of images over the space of catalogue blocks. */
export function createImageBlocks(database: Database, space: BlockSpace): ImageBlocks {
  const isShown = async (image: Uint8Array, except: Set<string>): Promise<boolean> => {
    for await (const [key] of database.rows(keyOf(row.image, image))) {
      if (!except.has(hexOf(key))) return true;
    }
    return false;
  };
  /** Shops whose catalogues show the image, or null when nothing shows it. */
  const shopsShowing = async (image: Uint8Array): Promise<Uint8Array[] | null> => {
    let isShownAtAll = false;
    const shops: Uint8Array[] = [];
    for await (const [key] of database.rows(keyOf(row.image, image))) {
      isShownAtAll = true;
      const document = key.subarray(1 + DIGEST_BYTES);
      // Longer keys are of contents that the chain names.
      if (document.length !== DIGEST_BYTES) continue;
      const bytes = await space.get(cidFromDigest(`0x${hexOf(document)}`, DAG_CBOR));
      if (bytes !== undefined) shops.push(shopBytes(shopOfBlock(bytes)));
    }
    return isShownAtAll ? shops : null;
  };
  return {
    wanted: async (most) => {
      const found: WantedImage[] = [];
      for await (const [key, value] of database.rows(keyOf(row.wanted), { most })) {
        const digest = key.subarray(1, 1 + DIGEST_BYTES);
        found.push({ cid: cidFromDigest(`0x${hexOf(digest)}`, RAW), bytes: numberFrom(value) });
      }
      return found;
    },
    add: (blocks) =>
      database.change(async (operations) => {
        const wanted = await database.hasMany(blocks.map(({ cid }) => keyOf(row.wanted, digestBytes(cid))));
        const taken = blocks.filter((_, index) => wanted[index]);
        await space.put(operations, taken);
        for (const { cid } of taken) operations.push({ type: 'del', key: keyOf(row.wanted, digestBytes(cid)) });
      }),
    remove: (cids) =>
      database.change(async (operations) => {
        const found = await space.getMany(cids);
        const removed: CID[] = [];
        for (const [index, cid] of cids.entries()) {
          const bytes = found[index];
          if (bytes === undefined) continue;
          const shops = await shopsShowing(digestBytes(cid));
          if (shops === null) continue;
          removed.push(cid);
          operations.push({ type: 'put', key: keyOf(row.wanted, digestBytes(cid)), value: numberBytes(bytes.length) });
          for (const shop of shops) {
            operations.push({ type: 'put', key: keyOf(row.absent, shop, digestBytes(cid)), value: new Uint8Array() });
          }
        }
        await space.delete(operations, removed.map(digestBytes));
      }),
    giveUp: (cids) =>
      database.change(async (operations) => {
        for (const cid of cids) operations.push({ type: 'del', key: keyOf(row.wanted, digestBytes(cid)) });
      }),
    show: async (operations, shown) => {
      const all = shown.flatMap(({ document, images }) => images.map((image) => ({ document, ...image })));
      const here = await space.hasMany(all.map(({ cid }) => cid));
      const absent: CID[] = [];
      for (const [index, { document, cid, bytes }] of all.entries()) {
        const key = keyOf(row.image, digestBytes(cid), document);
        operations.push({ type: 'put', key, value: new Uint8Array() });
        if (here[index]) continue;
        operations.push({ type: 'put', key: keyOf(row.wanted, digestBytes(cid)), value: numberBytes(bytes) });
        absent.push(cid);
      }
      return absent;
    },
    stillWanted: async (cids) => {
      const wanted = await database.hasMany(cids.map((cid) => keyOf(row.wanted, digestBytes(cid))));
      return cids.filter((_, index) => wanted[index]);
    },
    release: async (operations, shown) => {
      const gone = new Set<string>();
      const images = new Map<string, CID>();
      for (const { document, images: cids } of shown) {
        for (const cid of cids) {
          const key = keyOf(row.image, digestBytes(cid), document);
          if (gone.has(hexOf(key))) continue;
          gone.add(hexOf(key));
          images.set(digestOf(cid), cid);
          operations.push({ type: 'del', key });
        }
      }
      const orphans: Uint8Array[] = [];
      for (const cid of images.values()) {
        if (await isShown(digestBytes(cid), gone)) continue;
        orphans.push(digestBytes(cid));
        operations.push({ type: 'del', key: keyOf(row.wanted, digestBytes(cid)) });
      }
      return orphans;
    },
  };
}
