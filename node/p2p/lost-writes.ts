import type { LevelDatastore } from 'datastore-level';

/**
 * Lets what libp2p remembers of peers be lost when the disk takes no more. It writes a row for each stream that a peer
 * opens and refuses the stream when that fails, so a full disk would end all serving, although nothing of it has to be kept:
 * peers that are connected stay known in memory, and others are found again.
 */
export function forgiveLostWrites(store: LevelDatastore): void {
  const put = store.put.bind(store);
  const remove = store.delete.bind(store);
  store.put = async (key, value, options) => {
    try {
      return await put(key, value, options);
    } catch (error) {
      if (!isDiskFull(error)) throw error;
      return key;
    }
  };
  store.delete = async (key, options) => {
    try {
      await remove(key, options);
    } catch (error) {
      if (!isDiskFull(error)) throw error;
    }
  };
}

/** LevelDB says it in words, and after the first time says it of every write until it is opened again. */
const isDiskFull = (error: unknown): boolean =>
  error instanceof Error && /IO error/i.test(`${error.message} ${error.cause}`);
