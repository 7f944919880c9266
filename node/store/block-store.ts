import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Blockstore } from 'interface-blockstore';
import type { CID } from 'multiformats/cid';
import type { Block } from '../../protocol/block.ts';
import { createBlockSpace } from './block-space.ts';
import { type CatalogueBlocks, createCatalogueBlocks } from './catalogue-blocks.ts';
import { type ContentBlocks, createContentBlocks } from './content-blocks.ts';
import { openDatabase } from './database.ts';
import { heliaView } from './helia-view.ts';
import { createImageBlocks, type ImageBlocks } from './image-blocks.ts';
import { row } from './keys.ts';
import { openStaging, type Staging } from './staging.ts';
import { createSweeper, type Sweeper } from './sweep.ts';

/** What the store holds, in blocks and bytes. */
export interface StoreSize {
  catalogues: { blocks: number; bytes: number };
  contents: { blocks: number; bytes: number };
  staged: { blocks: number; bytes: number };
  /** Bytes of the files on the disk, bookkeeping included. */
  diskBytes: number;
}

/** All blocks of a node. */
export interface BlockStore {
  /** @returns the bytes of a block that this node serves, or undefined */
  get(cid: CID): Promise<Uint8Array | undefined>;
  /** @returns bytes in the order asked, undefined where this node does not serve the block */
  getMany(cids: readonly CID[]): Promise<(Uint8Array | undefined)[]>;
  has(cid: CID): Promise<boolean>;
  /** Number of blocks served. */
  count(): Promise<number>;
  /** Which of the blocks are neither served nor staged. */
  missing(cids: readonly CID[]): Promise<CID[]>;
  /**
   * Takes in uploaded blocks, all or none, until a catalogue or the chain names them.
   * @throws VouchError `block.hash_mismatch`, `block.cid_unsupported`, `block.too_large`, `block.quota_exceeded`
   */
  stage(...blocks: Block[]): Promise<void>;
  size(): Promise<StoreSize>;
  staging: Staging;
  catalogues: CatalogueBlocks;
  images: ImageBlocks;
  contents: ContentBlocks;
  sweeper: Sweeper;
  /** The served blocks as Helia reads them. */
  blockstore: Blockstore;
  stop(): Promise<void>;
}

/**
 * Opens the block store under a node's data folder.
 * @param dataDir the node's data folder; the store takes `blocks/` in it
 * @param options `clock` gives Unix seconds; `stagedMostBytes` (256 MB) and `stagedKeepSeconds` (one hour) bound uploads
 * that nothing names yet
 * @throws VouchError `store.locked`, `store.unreadable`
 */
export async function startBlockStore(
  dataDir: string,
  options: { clock: () => number; stagedMostBytes?: number; stagedKeepSeconds?: number },
): Promise<BlockStore> {
  const folder = join(dataDir, 'blocks');
  await mkdir(folder, { recursive: true });
  const database = await openDatabase(folder);
  const blocks = createBlockSpace(database, row.block);
  const contents = createBlockSpace(database, row.content);
  const staging = await openStaging({
    database,
    space: createBlockSpace(database, row.staged),
    clock: options.clock,
    mostBytes: options.stagedMostBytes ?? 256 * 2 ** 20,
    keepSeconds: options.stagedKeepSeconds ?? 3_600,
  });
  const images = createImageBlocks(database, blocks);

  const get = async (cid: CID) => (await blocks.get(cid)) ?? (await contents.get(cid));
  const getMany = async (cids: readonly CID[]) => {
    const found = await blocks.getMany(cids);
    const rest = cids.filter((_, index) => found[index] === undefined);
    if (rest.length === 0) return found;
    const others = (await contents.getMany(rest)).values();
    return found.map((bytes) => bytes ?? others.next().value);
  };
  const has = async (cid: CID) =>
    (await blocks.hasMany([cid]))[0] === true || (await contents.hasMany([cid]))[0] === true;

  return {
    get,
    getMany,
    has,
    count: async () => (await blocks.size()).blocks + (await contents.size()).blocks,
    missing: async (cids) => {
      const served = await Promise.all([blocks.hasMany(cids), contents.hasMany(cids)]);
      return cids.filter((cid, index) => !served.some((here) => here[index]) && staging.sizeOf(cid) === undefined);
    },
    stage: (...uploaded) => staging.put(uploaded),
    size: async () => ({
      catalogues: await blocks.size(),
      contents: await contents.size(),
      staged: staging.size(),
      diskBytes: await database.diskBytes(),
    }),
    staging,
    catalogues: createCatalogueBlocks(database, blocks, images),
    images,
    contents: createContentBlocks(database, { contents, images, imageSpace: blocks }),
    sweeper: createSweeper({ database, space: blocks, images }),
    blockstore: heliaView({ get, has }),
    stop: () => database.close(),
  };
}
