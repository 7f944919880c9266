import type { CID } from 'multiformats/cid';
import type { Block } from '../../protocol/block.ts';
import { VouchError } from '../../protocol/errors.ts';
import type { BlockStore } from '../store/block-store.ts';
import type { BlockSource } from './block-fetcher.ts';
import { networkLimits } from './network-limits.ts';

/** Reads the blocks of a catalogue that is being published here from the staging area; `given` lists those it gave. */
export function stagedSource(store: Pick<BlockStore, 'staging'>): BlockSource & { given(): CID[] } {
  const given: CID[] = [];
  return {
    given: () => given,
    fetch: async function* (cids, blocksPerBatch = networkLimits.blocksPerRequest) {
      for (let start = 0; start < cids.length; start += blocksPerBatch) {
        const batch = cids.slice(start, start + blocksPerBatch);
        const found = await store.staging.getMany(batch);
        yield batch.map((cid, index): Block => {
          const bytes = found[index];
          if (bytes === undefined) throw notUploaded(cid);
          return { cid, bytes };
        });
        given.push(...batch);
      }
    },
    close: async () => undefined,
  };
}

/** A block that a published catalogue names and that was not uploaded. Not retryable: the same call cannot succeed later. */
export const notUploaded = (cid: CID): VouchError =>
  new VouchError({
    code: 'catalogue.block_missing',
    message: `The catalogue names the block ${cid.toString()}, which was not uploaded or has expired.`,
    hint: 'Upload all blocks of the catalogue, then publish it.',
    details: { field: 'cid', cid: cid.toString() },
  });
