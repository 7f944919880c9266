import { setTimeout as delay } from 'node:timers/promises';
import type { CID } from 'multiformats/cid';
import type { BlockStore } from '../store/block-store.ts';
import type { ImageBlocks } from '../store/image-blocks.ts';
import { networkLimits } from './network-limits.ts';

const LOOK_MILLISECONDS = 200;

/** Images for readers who come a moment before them: a document is here, and its images are still on their way from a peer. */
export interface AwaitedImages {
  /**
   * Reads an image, and waits for it where a document of this node shows it.
   * @param isOver says that nobody waits any more, because the reader left or the server stops
   * @returns its bytes; undefined when nothing shows it, when it did not come in time, or when too many wait already
   */
  get(cid: CID, isOver: () => boolean): Promise<Uint8Array | undefined>;
  /** Readers that wait now. */
  waiting(): number;
}

/** Makes the waiting. @param options how long one reader waits, and how many may at a time */
export function createAwaitedImages(options: {
  get: BlockStore['get'];
  stillWanted: ImageBlocks['stillWanted'];
  seconds?: number;
  most?: number;
}): AwaitedImages {
  const { get, stillWanted } = options;
  const { seconds = networkLimits.imageWaitSeconds, most = networkLimits.imageWaits } = options;
  let waiting = 0;

  /** Asks first whether the image is wanted: it stops being so in the same moment in which it is here. */
  const look = async (cid: CID) => {
    const [wanted] = await stillWanted([cid]);
    return { bytes: await get(cid), isWanted: wanted !== undefined };
  };
  return {
    waiting: () => waiting,
    get: async (cid, isOver) => {
      const held = await get(cid);
      if (held !== undefined) return held;
      let { bytes, isWanted } = await look(cid);
      if (bytes !== undefined || !isWanted || waiting >= most) return bytes;
      waiting += 1;
      try {
        for (let left = (seconds * 1_000) / LOOK_MILLISECONDS; left > 0 && !isOver(); left--) {
          await delay(LOOK_MILLISECONDS);
          ({ bytes, isWanted } = await look(cid));
          if (bytes !== undefined || !isWanted) break;
        }
        return bytes;
      } finally {
        waiting -= 1;
      }
    },
  };
}
