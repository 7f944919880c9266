import type { CID } from 'multiformats/cid';
import type { Block } from '../../protocol/block.ts';
import { VouchError } from '../../protocol/errors.ts';
import type { BlockStore } from '../store/block-store.ts';
import type { BlockFetcher } from './block-fetcher.ts';
import { networkLimits } from './network-limits.ts';
import type { Log, Sink } from './ports.ts';

/** Brings here what the chain names and the sink wants. */
export interface ContentFetch {
  /** One round over what is wanted now and what was wanted lately and not found. */
  round(): Promise<void>;
}

/** Makes the fetch: from the store, the staging area, or peers. */
export function createContentFetch(options: {
  store: BlockStore;
  fetcher: BlockFetcher;
  sink: Sink;
  log: Log;
  /** Called between storing and telling of contents: the images that they show are wanted now. */
  imagesWanted(): Promise<void>;
}): ContentFetch {
  const { store, fetcher, sink, log } = options;
  // The chain may be faster than the node that took the upload, so what was not found is soon looked for again.
  const missed = new Map<string, { cid: CID; rounds: number }>();

  const keep = async (blocks: readonly Block[]): Promise<void> => {
    await store.contents.put(blocks);
    await options.imagesWanted();
    for (const block of blocks) {
      missed.delete(block.cid.toString());
      const outcome = await sink.content(block);
      if (outcome !== 'stored') await store.contents.delete([block.cid]);
      if (outcome === 'refused') log.warn({ cid: block.cid.toString() }, 'A content is not what its place asks for.');
    }
    await store.staging.drop(blocks.map(({ cid }) => cid));
  };

  const fromPeers = async (cids: CID[]): Promise<void> => {
    if (cids.length === 0) return;
    const source = fetcher.open([]);
    try {
      for await (const blocks of source.fetch(cids, networkLimits.imagesPerBatch)) await keep(blocks);
    } catch (error) {
      if (!(error instanceof VouchError) || error.code !== 'catalogue.block_missing') throw error;
      log.debug({ err: error }, 'Some contents are with no peer yet.');
    } finally {
      await source.close();
    }
  };

  return {
    round: async () => {
      for (const { cid } of await sink.wanted()) missed.set(cid.toString(), { cid, rounds: 0 });
      const absent: CID[] = [];
      for (const content of [...missed.values()]) {
        const { cid } = content;
        const bytes = (await store.get(cid)) ?? (await store.staging.getMany([cid]))[0];
        if (bytes === undefined) absent.push(cid);
        else await keep([{ cid, bytes }]);
        content.rounds++;
        if (content.rounds >= networkLimits.contentRounds) missed.delete(cid.toString());
      }
      await fromPeers(absent);
    },
  };
}
