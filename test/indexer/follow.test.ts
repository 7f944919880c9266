import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startIndexer } from '../../indexer/start-indexer.ts';
import { seededRandom } from '../../scripts/economics/random.ts';
import { FakeChain, fakeDeployment } from './fixtures/fake-chain.ts';
import { caughtUp, dump, follow, until } from './fixtures/indexing.ts';
import { emptyStory, storyBeginning, tell } from './fixtures/market-story.ts';
import { quietLog, TestStores } from './fixtures/stores.ts';

let stores: TestStores;
before(async () => {
  stores = await TestStores.start();
});
after(() => stores.stop());

/** Adds blocks of a random story to a chain. */
function narrate(chain: FakeChain, seed: number, blocks: number): void {
  const random = seededRandom(seed);
  chain.mine(storyBeginning());
  let story = emptyStory;
  for (let block = 0; block < blocks; block += 1) {
    const turn = tell(story, random);
    story = turn.story;
    chain.mine(turn.events);
  }
}

test('however the node hands out its logs, the tables are the same', async (t) => {
  const chain = await FakeChain.start(t);
  narrate(chain, 21, 40);
  const read = async (finalityBlocks: number): Promise<Record<string, unknown[]>> => {
    const store = await stores.store(t);
    const indexer = await follow(store, chain, { finalityBlocks });
    await caughtUp(indexer, chain);
    await indexer.stop();
    return await dump(store);
  };
  const expected = await read(100);
  assert.deepEqual(await read(5), expected, 'in ranges');
  chain.mostRange = 7;
  assert.deepEqual(await read(5), expected, 'in small ranges');
  chain.repeatsLogs = true;
  assert.deepEqual(await read(5), expected, 'with every log twice');
  chain.withTimes = false;
  assert.deepEqual(await read(5), expected, 'without times in the logs');
});

test('a node that fails is asked again, and the status says so meanwhile', async (t) => {
  const chain = await FakeChain.start(t);
  narrate(chain, 22, 5);
  chain.failing = true;
  const store = await stores.store(t);
  const indexer = await follow(store, chain);
  await until(() => indexer.status().lastError !== null);
  assert.deepEqual([indexer.status().synced, indexer.status().lastError?.code], [false, 'indexer.interrupted']);
  chain.failing = false;
  await caughtUp(indexer, chain);
  assert.equal(indexer.status().lastError, null);
});

test('listeners hear of every new head once its rows are there', async (t) => {
  const chain = await FakeChain.start(t);
  narrate(chain, 23, 3);
  const store = await stores.store(t);
  const indexer = await follow(store, chain);
  await caughtUp(indexer, chain);
  const heard: number[] = [];
  const unsubscribe = indexer.onBlock(({ number }) => heard.push(number));
  chain.mine();
  await until(() => heard.includes(chain.head.number));
  unsubscribe();
  chain.mine();
  await caughtUp(indexer, chain);
  assert.deepEqual(heard, [chain.head.number - 1]);
});

test('a second writer on the same database is refused', async (t) => {
  const chain = await FakeChain.start(t);
  narrate(chain, 24, 2);
  const store = await stores.store(t);
  await follow(store, chain);
  const second = startIndexer({ store, rpcUrls: [chain.url], deployment: fakeDeployment, log: quietLog });
  await assert.rejects(second, { code: 'indexer.second_writer' });
});

test('a node of another chain is refused', async (t) => {
  const chain = await FakeChain.start(t);
  chain.mine();
  const store = await stores.store(t);
  const deployment = { ...fakeDeployment, chainId: 1 };
  const indexer = await startIndexer({ store, rpcUrls: [chain.url], deployment, log: quietLog });
  store.endings.push(() => indexer.stop());
  await until(() => indexer.status().lastError?.code === 'indexer.wrong_chain');
});
