import assert from 'node:assert/strict';
import { after, before, type TestContext, test } from 'node:test';
import { journaledTables } from '../../indexer/store/migrations/journaled-tables.ts';
import type { Store } from '../../indexer/store/open-store.ts';
import { seededRandom } from '../../scripts/economics/random.ts';
import { FakeChain } from './fixtures/fake-chain.ts';
import { caughtUp, dump, follow, until } from './fixtures/indexing.ts';
import { emptyStory, type Story, storyBeginning, tell } from './fixtures/market-story.ts';
import { TestStores } from './fixtures/stores.ts';

let stores: TestStores;
before(async () => {
  stores = await TestStores.start();
});
after(() => stores.stop());

/** A chain whose story is told block by block, and may be told otherwise from any block. */
class ToldChain {
  readonly chain: FakeChain;
  readonly random: () => number;
  #stories: Story[] = [emptyStory, emptyStory];

  constructor(chain: FakeChain, seed: number) {
    this.chain = chain;
    this.random = seededRandom(seed);
    chain.mine(storyBeginning());
  }

  tell(blocks: number): void {
    for (let block = 0; block < blocks; block += 1) {
      const { events, story } = tell(this.#stories.at(-1)!, this.random);
      this.chain.mine(events);
      this.#stories.push(story);
    }
  }

  retell(depth: number, blocks: number): void {
    this.chain.rewind(depth);
    this.#stories.length -= depth;
    this.tell(blocks);
  }
}

/** The tables of an indexer that reads the chain once, from the first block to the last. */
async function cleanRun(t: TestContext, chain: FakeChain): Promise<Record<string, unknown[]>> {
  const store = await stores.store(t);
  const indexer = await follow(store, chain, { finalityBlocks: 8 });
  await caughtUp(indexer, chain);
  await indexer.stop();
  return await dump(store);
}

const rowsOf = async (store: Store, table: string) => (await store.pool.query(`select * from ${table}`)).rows;

for (const seed of [1, 2, 3]) {
  test(`I12: after a storm of reorganisations the tables equal those of a clean run (seed ${seed})`, async (t) => {
    const chain = await FakeChain.start(t);
    const told = new ToldChain(chain, seed);
    told.tell(30);
    const store = await stores.store(t);
    let indexer = await follow(store, chain, { finalityBlocks: 24 });
    for (let round = 0; round < 12; round += 1) {
      if (told.random() < 0.7) await caughtUp(indexer, chain);
      told.retell(1 + Math.floor(told.random() * 7), 1 + Math.floor(told.random() * 8));
      // Some rounds restart the indexer in the middle of whatever it is doing.
      if (told.random() < 0.3) {
        await indexer.stop();
        indexer = await follow(store, chain, { finalityBlocks: 24 });
      }
    }
    told.tell(7);
    await caughtUp(indexer, chain);
    await indexer.stop();
    const tables = await dump(store);
    assert.ok(tables.orders!.length > 20 && tables.reviews!.length > 3, 'the story is worth telling');
    const untold = Object.keys(journaledTables).filter((table) => table !== 'anchors' && tables[table]?.length === 0);
    assert.deepEqual(untold, [], 'every table has rows');
    assert.deepEqual(tables, await cleanRun(t, chain));
  });
}

test('undo rows and unfinal blocks go once blocks are final', async (t) => {
  const chain = await FakeChain.start(t);
  const told = new ToldChain(chain, 9);
  told.tell(20);
  const store = await stores.store(t);
  const indexer = await follow(store, chain, { finalityBlocks: 5 });
  await caughtUp(indexer, chain);
  told.tell(10);
  await caughtUp(indexer, chain);
  const { finalized } = indexer.status();
  assert.equal(finalized, chain.head.number - 5);
  const blocks = (await rowsOf(store, 'blocks')).map(({ number }) => number).sort((a, b) => a - b);
  assert.deepEqual(
    blocks,
    Array.from({ length: 6 }, (_, index) => finalized + index),
  );
  assert.ok((await rowsOf(store, 'journal')).every(({ block }) => block > finalized));
  await indexer.stop();
});

test('a reorganisation below the final block stops indexing and changes nothing', async (t) => {
  const chain = await FakeChain.start(t);
  const told = new ToldChain(chain, 10);
  told.tell(20);
  const store = await stores.store(t);
  const indexer = await follow(store, chain, { finalityBlocks: 3 });
  await caughtUp(indexer, chain);
  const before = await dump(store);
  told.retell(8, 10);
  await until(
    () => indexer.status().lastError?.code === 'indexer.reorg_too_deep',
    () => String(indexer.status().lastError),
  );
  assert.equal(indexer.status().synced, false);
  assert.deepEqual(await dump(store), before);
  await indexer.stop();

  const rebuilt = await follow(store, chain, { finalityBlocks: 3, rebuild: true });
  await caughtUp(rebuilt, chain);
  await rebuilt.stop();
  assert.deepEqual(await dump(store), await cleanRun(t, chain));
});

test('a chain that is only behind changes nothing until it has caught up', async (t) => {
  const chain = await FakeChain.start(t);
  const told = new ToldChain(chain, 11);
  told.tell(10);
  const store = await stores.store(t);
  const indexer = await follow(store, chain);
  await caughtUp(indexer, chain);
  const before = await dump(store);
  const hidden = chain.blocks.splice(-4);
  await until(() => indexer.status().lastError?.code === 'indexer.head_behind');
  assert.deepEqual(await dump(store), before);
  chain.blocks.push(...hidden);
  told.tell(2);
  await caughtUp(indexer, chain);
  assert.equal(indexer.status().lastError, null);
  await indexer.stop();
  assert.deepEqual(await dump(store), await cleanRun(t, chain));
});

test('a chain that was started anew is indexed from its first block', async (t) => {
  const chain = await FakeChain.start(t);
  new ToldChain(chain, 12).tell(10);
  const store = await stores.store(t);
  const indexer = await follow(store, chain);
  await caughtUp(indexer, chain);
  chain.rewind(chain.blocks.length - 1);
  const anew = new ToldChain(chain, 13);
  anew.tell(4);
  await caughtUp(indexer, chain);
  await indexer.stop();
  assert.deepEqual(await dump(store), await cleanRun(t, chain));
});
