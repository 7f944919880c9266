import type { CID } from 'multiformats/cid';
import type { Block } from '../../protocol/block.ts';
import { VouchError } from '../../protocol/errors.ts';
import type { BlockStore } from '../store/block-store.ts';
import type { WantedImage } from '../store/image-blocks.ts';
import { digestHex } from '../store/keys.ts';
import type { BlockFetcher } from './block-fetcher.ts';
import { networkLimits } from './network-limits.ts';
import type { Clock, Log } from './ports.ts';

const mostAtOnce = 4_096;

/** Fetches images that stored documents show and that are not here yet. */
export interface ImageFetch {
  round(): Promise<void>;
  /** Takes only what was uploaded here, so that a document and its images appear together. */
  takeUploaded(): Promise<void>;
  /** Asks in the next round also for images that no peer had lately, because a peer came. */
  forgetMisses(): void;
}

/**
 * Makes the fetch, from the staging area or from peers. An image that is larger than its document states is given up, because
 * quotas count what documents state; one that no peer has is asked for less and less often.
 */
export function createImageFetch(options: {
  store: BlockStore;
  fetcher: BlockFetcher;
  clock: Clock;
  log: Log;
}): ImageFetch {
  const { store, fetcher, clock, log } = options;
  const misses = new Map<string, { times: number; notBefore: number }>();

  const keep = async (wanted: readonly WantedImage[], blocks: readonly Block[]): Promise<void> => {
    const stated = new Map(wanted.map((image) => [digestHex(image.cid), image.bytes]));
    const fits = (block: Block) => block.bytes.length <= (stated.get(digestHex(block.cid)) ?? 0);
    const oversized = blocks.filter((block) => !fits(block)).map(({ cid }) => cid);
    await store.images.add(blocks.filter(fits));
    for (const { cid } of blocks) misses.delete(digestHex(cid));
    if (oversized.length === 0) return;
    log.warn({ images: oversized.map(String) }, 'Images are larger than their documents state.');
    await store.images.giveUp(oversized);
  };

  /** Moves images over that were uploaded here; returns the others. */
  const takeStaged = async (wanted: readonly WantedImage[]): Promise<WantedImage[]> => {
    const staged = wanted.filter(({ cid }) => store.staging.sizeOf(cid) !== undefined);
    for (let start = 0; start < staged.length; start += networkLimits.imagesPerBatch) {
      const cids = staged.slice(start, start + networkLimits.imagesPerBatch).map(({ cid }) => cid);
      const found = await store.staging.getMany(cids);
      await keep(
        wanted,
        cids.flatMap((cid, index) => (found[index] === undefined ? [] : [{ cid, bytes: found[index] }])),
      );
      await store.staging.drop(cids);
    }
    return wanted.filter((image) => !staged.includes(image));
  };

  const miss = (cid: CID): void => {
    const times = (misses.get(digestHex(cid))?.times ?? 0) + 1;
    const pause = Math.min(networkLimits.imagesEverySeconds * 2 ** times, networkLimits.missedMostSeconds);
    misses.set(digestHex(cid), { times, notBefore: clock() + pause });
  };

  return {
    forgetMisses: () => misses.clear(),
    takeUploaded: async () => {
      await takeStaged(await store.images.wanted(mostAtOnce));
    },
    round: async () => {
      const wanted = await takeStaged(await store.images.wanted(mostAtOnce));
      const due = wanted.filter(({ cid }) => (misses.get(digestHex(cid))?.notBefore ?? 0) <= clock());
      if (due.length === 0) return;
      for (const { cid } of due) miss(cid);
      const source = fetcher.open([]);
      try {
        const cids = due.map(({ cid }) => cid);
        for await (const blocks of source.fetch(cids, networkLimits.imagesPerBatch)) await keep(due, blocks);
      } catch (error) {
        if (!(error instanceof VouchError) || error.code !== 'catalogue.block_missing') throw error;
        log.debug({ err: error }, 'Some images are with no peer yet.');
      } finally {
        await source.close();
      }
    },
  };
}
