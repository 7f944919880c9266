import type { BlockStore } from '../store/block-store.ts';
import type { BlockFetcher } from './block-fetcher.ts';
import { createContentFetch } from './fetch-contents.ts';
import { createImageFetch } from './fetch-images.ts';
import { networkLimits } from './network-limits.ts';
import type { Clock, Log, Sink } from './ports.ts';
import { repeat } from './repeat.ts';
import type { ShopQueues } from './shop-queues.ts';

/** Work on the store that comes again and again: images and contents to bring here, dropped blocks to delete. */
export interface StoreRounds {
  /** Looks for images at once. */
  images(): void;
  /** Looks at once also for images that no peer had lately. */
  allImages(): void;
  /** Looks for wanted contents at once. */
  contents(): void;
  stop(): Promise<void>;
}

/** Starts the rounds. */
export function startStoreRounds(options: {
  store: BlockStore;
  fetcher: BlockFetcher;
  sink: Sink;
  queues: ShopQueues;
  clock: Clock;
  log: Log;
}): StoreRounds {
  const { store, fetcher, sink, queues, clock, log } = options;
  const imageFetch = createImageFetch({ store, fetcher, clock, log });
  const images = repeat({ seconds: networkLimits.imagesEverySeconds, name: 'Fetching images', log }, () =>
    imageFetch.round(),
  );
  const contentFetch = createContentFetch({
    store,
    fetcher,
    sink,
    log,
    async imagesWanted() {
      await imageFetch.takeUploaded();
      images.now();
    },
  });
  const contents = repeat({ seconds: networkLimits.contentsEverySeconds, name: 'Fetching contents', log }, () =>
    contentFetch.round(),
  );
  const sweeps = repeat(
    { seconds: networkLimits.sweepEverySeconds, name: 'Deleting dropped blocks', log },
    async () => {
      await store.staging.expire();
      for (const shop of await store.sweeper.shops(clock())) {
        await queues.run(shop, () => store.sweeper.sweep(shop, clock(), (listing) => sink.isReferenced(listing)));
      }
      await store.reclaim();
    },
  );
  return {
    images: images.now,
    allImages: () => {
      imageFetch.forgetMisses();
      images.now();
    },
    contents: contents.now,
    stop: async () => {
      await Promise.all([images.stop(), contents.stop(), sweeps.stop()]);
    },
  };
}
