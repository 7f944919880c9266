import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { startBlockStore } from '../../../node/store/block-store.ts';

/** Opens a store that ends with the test, over a clock that the test moves. */
export async function openStore(
  context: TestContext,
  options: Omit<Parameters<typeof startBlockStore>[1], 'clock'> = {},
) {
  const folder = await mkdtemp(join(tmpdir(), 'vouch-store-'));
  const time = { now: 1_000 };
  let store = await startBlockStore(folder, { ...options, clock: () => time.now });
  context.after(async () => {
    await store.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  return {
    time,
    folder,
    get store() {
      return store;
    },
    restart: async () => {
      await store.stop();
      store = await startBlockStore(folder, { ...options, clock: () => time.now });
    },
  };
}
