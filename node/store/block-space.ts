import type { CID } from 'multiformats/cid';
import type { Block } from '../../protocol/block.ts';
import type { Database, Operation } from './database.ts';
import { digestBytes, digestHexes, keyOf, numberBytes, numberFrom, type RowKind, row } from './keys.ts';

/** How many blocks a space holds, and their bytes. */
export interface SpaceSize {
  blocks: number;
  bytes: number;
}

/** Blocks of one kind, found by their digest, and counted. */
export interface BlockSpace {
  get(cid: CID): Promise<Uint8Array | undefined>;
  /** @returns the bytes in the order asked, undefined where the block is not here */
  getMany(cids: readonly CID[]): Promise<(Uint8Array | undefined)[]>;
  hasMany(cids: readonly CID[]): Promise<boolean[]>;
  size(): Promise<SpaceSize>;
  /**
   * Within a change: stores blocks; returns which of them were not here before.
   * @throws VouchError `store.disk_full`
   */
  put(operations: Operation[], blocks: readonly Block[]): Promise<Block[]>;
  /** Within a change: deletes blocks, also such as are not here. A change puts or deletes in one space once. */
  delete(operations: Operation[], digests: readonly Uint8Array[]): Promise<void>;
  /** Bytes of blocks deleted since the last call of `forgetDeleted`: the files may still have them. */
  deletedBytes(): number;
  forgetDeleted(): void;
}

/**
 * Makes a space over a kind of rows.
 *
 * INVARIANT: the count row is written in the same batch as the blocks it counts.
 */
export function createBlockSpace(database: Database, kind: RowKind): BlockSpace {
  const countKey = keyOf(row.count, Buffer.from(kind, 'latin1'));
  const blockKey = (digest: Uint8Array) => keyOf(kind, digest);
  let deleted = 0;
  const size = async (): Promise<SpaceSize> => {
    const found = await database.get(countKey);
    return found === undefined
      ? { blocks: 0, bytes: 0 }
      : { blocks: numberFrom(found), bytes: numberFrom(found.subarray(8)) };
  };
  const recount = async (operations: Operation[], blocks: number, bytes: number) => {
    const now = await size();
    const value = Buffer.concat([numberBytes(now.blocks + blocks), numberBytes(now.bytes + bytes)]);
    operations.push({ type: 'put', key: countKey, value });
  };
  const keys = (cids: readonly CID[]) => cids.map((cid) => blockKey(digestBytes(cid)));

  return {
    get: (cid) => database.get(blockKey(digestBytes(cid))),
    getMany: (cids) => database.getMany(keys(cids)),
    hasMany: (cids) => database.hasMany(keys(cids)),
    size,
    put: async (operations, blocks) => {
      const places = keys(blocks.map((block) => block.cid));
      const present = await database.hasMany(places);
      const names = digestHexes(blocks.map((block) => block.cid));
      const seen = new Set<string>();
      const fresh: Block[] = [];
      const puts: Operation[] = [];
      let stored = 0;
      for (const [index, block] of blocks.entries()) {
        // Safety: every block has its name.
        const name = names[index] as string;
        if (present[index] || seen.has(name)) continue;
        seen.add(name);
        fresh.push(block);
        stored += block.bytes.length;
        // Safety: every block has its key.
        puts.push({ type: 'put', key: places[index] as Uint8Array, value: block.bytes });
      }
      if (fresh.length === 0) return fresh;
      await database.room(stored);
      for (const put of puts) operations.push(put);
      await recount(operations, fresh.length, stored);
      return fresh;
    },
    delete: async (operations, digests) => {
      const found = await database.getMany(digests.map(blockKey));
      const gone = digests.filter((_, index) => found[index] !== undefined);
      if (gone.length === 0) return;
      for (const digest of gone) operations.push({ type: 'del', key: blockKey(digest) });
      const bytes = found.reduce((sum, block) => sum + (block?.length ?? 0), 0);
      await recount(operations, -gone.length, -bytes);
      deleted += bytes;
    },
    deletedBytes: () => deleted,
    forgetDeleted: () => {
      deleted = 0;
    },
  };
}
