import type { Block } from '../../protocol/block.ts';
import { VouchError } from '../../protocol/errors.ts';
import type { BlockStore } from '../store/block-store.ts';
import { digestHex } from '../store/keys.ts';
import type { BlockFetcher } from './block-fetcher.ts';
import { networkLimits } from './network-limits.ts';
import type { Log } from './ports.ts';

const mostAtOnce = 4_096;

/**
 * Fetches images that stored documents show and that are not here yet, from the staging area or from peers. One that is
 * larger than its document states is given up, because quotas count what documents state.
 */
export async function fetchImages(options: { store: BlockStore; fetcher: BlockFetcher; log: Log }): Promise<void> {
  const { store, fetcher, log } = options;
  const wanted = await store.images.wanted(mostAtOnce);
  if (wanted.length === 0) return;
  const stated = new Map(wanted.map((image) => [digestHex(image.cid), image.bytes]));
  const keep = async (blocks: readonly Block[]) => {
    const fits = (block: Block) => block.bytes.length <= (stated.get(digestHex(block.cid)) ?? 0);
    const oversized = blocks.filter((block) => !fits(block));
    await store.images.add(blocks.filter(fits));
    if (oversized.length === 0) return;
    log.warn(
      { images: oversized.map((block) => block.cid.toString()) },
      'Images are larger than their documents state.',
    );
    await store.images.giveUp(oversized.map((block) => block.cid));
  };

  const cids = wanted.map((image) => image.cid);
  const absent = [];
  for (let start = 0; start < cids.length; start += networkLimits.imagesPerBatch) {
    const batch = cids.slice(start, start + networkLimits.imagesPerBatch);
    const staged = await store.staging.getMany(batch);
    const blocks = batch.flatMap((cid, index) => {
      const bytes = staged[index];
      return bytes === undefined ? [] : [{ cid, bytes }];
    });
    if (blocks.length > 0) {
      await keep(blocks);
      await store.staging.drop(blocks.map((block) => block.cid));
    }
    absent.push(...batch.filter((_, index) => staged[index] === undefined));
  }
  const source = fetcher.open([]);
  try {
    for await (const blocks of source.fetch(absent, networkLimits.imagesPerBatch)) await keep(blocks);
  } catch (error) {
    if (!(error instanceof VouchError) || error.code !== 'catalogue.block_missing') throw error;
    log.debug({ err: error }, 'Some images are with no peer yet.');
  } finally {
    await source.close();
  }
}
