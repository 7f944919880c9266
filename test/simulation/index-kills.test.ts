import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { seededRandom } from '../../scripts/economics/random.ts';
import { FakeChain } from '../indexer/fixtures/fake-chain.ts';
import { caughtUp, dump, follow } from '../indexer/fixtures/indexing.ts';
import { emptyStory, type Story, storyBeginning, tell } from '../indexer/fixtures/market-story.ts';
import { TestStores } from '../indexer/fixtures/stores.ts';

/** `KILLS=200 SEED=7` kills two hundred times. */
const KILLS = Number(process.env.KILLS ?? 20);
const SEED = Number(process.env.SEED ?? 25);
const FINALITY = { finalityBlocks: 5 };
const script = new URL('../indexer/fixtures/indexer-process.ts', import.meta.url);

let stores: TestStores;
before(async () => {
  stores = await TestStores.start();
});
after(() => stores.stop());

test(`killed ${KILLS} times at random points, the indexer goes on where it was and loses nothing`, async (t) => {
  const chain = await FakeChain.start(t);
  const random = seededRandom(SEED);
  const below = (bound: number) => Math.floor(random() * bound);
  const stories: Story[] = [emptyStory, emptyStory];
  const go = (blocks: number) => {
    for (let block = 0; block < blocks; block += 1) {
      const { events, story } = tell(stories.at(-1)!, random);
      chain.mine(events);
      stories.push(story);
    }
  };
  chain.mine(storyBeginning());
  go(20);
  // Small ranges, so that there are many points at which it may die.
  chain.mostRange = 3;
  const databaseUrl = await stores.database();
  for (let kills = 0; kills < KILLS; kills += 1) {
    const child = fork(script, [databaseUrl, chain.url], { stdio: 'inherit' });
    const exited = once(child, 'exit');
    await once(child, 'message');
    // It has done so much when it dies; the chain goes on and changes meanwhile.
    const [middle, end] = [chain.requests + below(20), chain.requests + 20 + below(60)];
    while (chain.requests < middle && child.exitCode === null) await delay(1);
    const depth = below(5);
    chain.rewind(depth);
    stories.length -= depth;
    go(depth + below(12));
    while (chain.requests < end && child.exitCode === null) await delay(1);
    child.kill('SIGKILL');
    assert.deepEqual(await exited, [null, 'SIGKILL'], 'it had not ended by itself');
  }
  chain.mostRange = Number.POSITIVE_INFINITY;
  const store = await stores.store(t, databaseUrl);
  const indexer = await follow(store, chain, FINALITY);
  await caughtUp(indexer, chain);
  await indexer.stop();
  const clean = await stores.store(t);
  const reference = await follow(clean, chain, FINALITY);
  await caughtUp(reference, chain);
  await reference.stop();
  assert.deepEqual(await dump(store), await dump(clean));
});
