import type { CID } from 'multiformats/cid';
import type { Block } from '../../protocol/block.ts';
import { VouchError } from '../../protocol/errors.ts';
import type { BlockStore } from '../store/block-store.ts';
import type { BlockSource } from './block-fetcher.ts';
import type { IncomingBlocks } from './incoming-blocks.ts';

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

/** Reads blocks for a walk, and keeps what passed its checks for when the walk is interrupted. */
export interface KeepingReader {
  /**
   * Whoever reads on has checked all that it got but the last answer; that may be under check while the next one is fetched.
   * @throws as `BlockReader.get`
   */
  get(cids: CID[]): Promise<Uint8Array[]>;
  /** Stores the rest, all of which is checked now. */
  finish(): Promise<void>;
}

/** Blocks that are stored together. */
const keptAtOnce = 256;

/** Makes a keeping reader. @param options `incoming` takes what passed its checks */
export function createKeepingReader(options: {
  store: Pick<BlockStore, 'getMany'>;
  source: BlockSource;
  incoming: Pick<IncomingBlocks, 'add'>;
}): KeepingReader {
  const { store, source, incoming } = options;
  const reader = createBlockReader(store, source);
  let last: Block[] = [];
  let underCheck: Block[] = [];
  let checked: Block[] = [];
  let writing: Promise<unknown> = Promise.resolve();
  const write = () => {
    if (checked.length === 0) return;
    writing = Promise.all([writing, incoming.add(checked)]);
    // Thrown by `finish`; until then a failure must not count as unhandled.
    writing.catch(() => undefined);
    checked = [];
  };
  return {
    get: async (cids) => {
      checked.push(...underCheck);
      underCheck = last;
      last = [];
      if (checked.length >= keptAtOnce) write();
      const bytes = await reader.get(cids);
      last = reader.take();
      return bytes;
    },
    finish: async () => {
      checked.push(...underCheck, ...last);
      underCheck = [];
      last = [];
      write();
      await writing;
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
