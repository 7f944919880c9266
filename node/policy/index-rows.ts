import { carry } from '../../indexer/catalogue/carry.ts';
import type { Store } from '../../indexer/store/open-store.ts';
import type { Log } from '../p2p/ports.ts';
import { type Repeated, repeat } from '../p2p/repeat.ts';
import type { NodePolicy } from './policy.ts';

const EVERY_SECONDS = 3_600;

/** Keeps the index's rows of what is carried as the policy says: now, and after every change. */
export async function followPolicy(parts: {
  store: Store;
  policy: Pick<NodePolicy, 'rules' | 'onChange'>;
  log: Log;
  /** Hears that the rows are as the policy says. */
  written?: () => void;
}): Promise<Pick<Repeated, 'stop'>> {
  const { store, policy, log, written } = parts;
  const write = async (): Promise<void> => {
    const { onlyFollowed, followed, deniedShops, deniedBlocks } = policy.rules();
    await carry(store, { onlyFollowed, followed, deniedShops: deniedShops.keys(), deniedBlocks: deniedBlocks.keys() });
    written?.();
  };
  // Nothing is shown before the lists leave out what they must.
  await write();
  const writing = repeat({ seconds: EVERY_SECONDS, name: 'Taking over the policy', log }, write);
  const unsubscribe = policy.onChange(writing.now);
  return {
    stop: async () => {
      unsubscribe();
      await writing.stop();
    },
  };
}
