import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Blockstore } from 'interface-blockstore';
import type { CID } from 'multiformats/cid';
import type { Block } from '../../protocol/block.ts';
import { createBlockSpace } from './block-space.ts';
import { type CatalogueBlocks, createCatalogueBlocks } from './catalogue-blocks.ts';
import { type ContentBlocks, createContentBlocks } from './content-blocks.ts';
import { type DatabasePorts, openDatabase } from './database.ts';
import { heliaView } from './helia-view.ts';
import { createImageBlocks, type ImageBlocks } from './image-blocks.ts';
import { row } from './keys.ts';
import { createShopDrops, type ShopDrops } from './shop-drops.ts';
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

/** Rewriting the files is worth it from so many deleted bytes, and from this part of what is held. */
const reclaimLeastBytes = 16 * 2 ** 20;
const reclaimShare = 0.2;

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
   * Takes in blocks of this node's own, all or none, until a catalogue or the chain names them; `staging.put` takes in those
   * of others.
   * @throws VouchError as `staging.put`
   */
  stage(...blocks: Block[]): Promise<void>;
  /** Gives the disk the space of deleted blocks again, once there are enough of them to be worth it. @returns true when it did */
  reclaim(): Promise<boolean>;
  size(): Promise<StoreSize>;
  staging: Staging;
  catalogues: CatalogueBlocks;
  images: ImageBlocks;
  contents: ContentBlocks;
  sweeper: Sweeper;
  drops: ShopDrops;
  /** The served blocks as Helia reads them. */
  blockstore: Blockstore;
  stop(): Promise<void>;
}

/**
 * Opens the block store under a node's data folder.
 * @param dataDir the node's data folder; the store takes `blocks/` in it
 * @param options `clock` gives Unix seconds; `stagedMostBytes` (128 MB), `stagedMostBytesEach` (half of that) and
 * `stagedKeepSeconds` (one hour) bound uploads that nothing names yet; with less free space on the disk than `reserveBytes`
 * (none) nothing new is stored; `ports` stands in for the disk in tests
 * @throws VouchError `store.locked`, `store.unreadable`
 */
export async function startBlockStore(
  dataDir: string,
  options: {
    clock: () => number;
    stagedMostBytes?: number;
    stagedMostBytesEach?: number;
    stagedKeepSeconds?: number;
    reserveBytes?: number;
    ports?: DatabasePorts;
  },
): Promise<BlockStore> {
  const folder = join(dataDir, 'blocks');
  await mkdir(folder, { recursive: true });
  const { reserveBytes, ports, stagedMostBytes = 128 * 2 ** 20 } = options;
  const database = await openDatabase(folder, {
    ...(reserveBytes === undefined ? {} : { reserveBytes }),
    ...(ports === undefined ? {} : { ports }),
  });
  const blocks = createBlockSpace(database, row.block);
  const contents = createBlockSpace(database, row.content);
  const staged = createBlockSpace(database, row.staged);
  const staging = await openStaging({
    database,
    space: staged,
    clock: options.clock,
    mostBytes: stagedMostBytes,
    mostBytesEach: options.stagedMostBytesEach ?? stagedMostBytes / 2,
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
    stage: (...uploaded) => staging.put(uploaded, ''),
    reclaim: async () => {
      const spaces = [blocks, contents, staged];
      const deleted = spaces.reduce((sum, space) => sum + space.deletedBytes(), 0);
      const held = (await blocks.size()).bytes + (await contents.size()).bytes;
      if (deleted < Math.max(reclaimLeastBytes, held * reclaimShare)) return false;
      for (const space of spaces) space.forgetDeleted();
      await database.compact();
      return true;
    },
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
    drops: createShopDrops(database),
    blockstore: heliaView({ get, has }),
    stop: () => database.close(),
  };
}
