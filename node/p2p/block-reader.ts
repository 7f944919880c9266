import type { CID } from 'multiformats/cid';
import type { Block } from '../../protocol/block.ts';
import { VouchError } from '../../protocol/errors.ts';
import type { BlockStore } from '../store/block-store.ts';
import type { BlockSource } from './block-fetcher.ts';

/** Reads blocks from the store, and what is not there from a source. */
export interface BlockReader {
  /** @throws VouchError `catalogue.block_missing` and those of the source */
  get(cids: CID[]): Promise<Uint8Array[]>;
  /** What came from the source since the last call; the caller checks and stores it. */
  take(): Block[];
}

/** Makes a reader. @param source null reads from the store alone */
export function createBlockReader(store: Pick<BlockStore, 'getMany'>, source: BlockSource | null): BlockReader {
  let taken: Block[] = [];
  return {
    get: async (cids) => {
      const found = await store.getMany(cids);
      const absent = cids.filter((_, index) => found[index] === undefined);
      const fetched = new Map<string, Uint8Array>();
      if (absent.length > 0 && source !== null) {
        for await (const blocks of source.fetch(absent)) {
          for (const block of blocks) {
            fetched.set(block.cid.toString(), block.bytes);
            taken.push(block);
          }
        }
      }
      return cids.map((cid, index) => {
        const bytes = found[index] ?? fetched.get(cid.toString());
        if (bytes === undefined) throw missingBlock(cid);
        return bytes;
      });
    },
    take: () => {
      const blocks = taken;
      taken = [];
      return blocks;
    },
  };
}

/** A block that is nowhere to be found now. */
export const missingBlock = (cid: CID): VouchError =>
  new VouchError({
    code: 'catalogue.block_missing',
    message: `The block ${cid.toString()} is missing.`,
    hint: 'Upload it, or wait until a peer serves it.',
    retryable: true,
    details: { field: 'cid', cid: cid.toString() },
  });
