import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { seededRandom } from '../../scripts/economics/random.ts';
import { runCli } from '../support/cli.ts';
import { FakeChain, fakeDeployment } from './fixtures/fake-chain.ts';
import { caughtUp, dump, follow, until } from './fixtures/indexing.ts';
import { emptyStory, storyBeginning, tell } from './fixtures/market-story.ts';
import { TestStores } from './fixtures/stores.ts';

let stores: TestStores;
before(async () => {
  stores = await TestStores.start();
});
after(() => stores.stop());

function narrate(chain: FakeChain, seed: number, blocks: number): void {
  const random = seededRandom(seed);
  let story = emptyStory;
  for (let block = 0; block < blocks; block += 1) {
    const turn = tell(story, random);
    story = turn.story;
    chain.mine(turn.events);
  }
}

test('after a reorganisation below the final block, a command makes the index anew and keeps the rest', async (t) => {
  const chain = await FakeChain.start(t);
  chain.mine(storyBeginning());
  narrate(chain, 51, 16);
  const databaseUrl = await stores.database();
  const store = await stores.store(t, databaseUrl);
  const indexer = await follow(store, chain, { finalityBlocks: 3 });
  await caughtUp(indexer, chain);
  await store.pool.query("insert into denied_blocks values ('0x02')");
  chain.rewind(16);
  narrate(chain, 52, 18);
  await until(() => indexer.status().lastError?.code === 'indexer.reorg_too_deep');
  assert.equal(indexer.status().halted, true);

  const deployment = path.join(stores.folder, 'deployment.json');
  await writeFile(deployment, JSON.stringify(fakeDeployment));
  const env = { DATABASE_URL: databaseUrl, RPC_URL: chain.url, DEPLOYMENT: deployment, FINALITY_BLOCKS: '3' };
  const running = await runCli(['index', 'rebuild', '--data-dir', stores.folder], env);
  assert.deepEqual([running.code, running.err.split(':')[0]], [1, 'indexer.second_writer'], running.err);
  await indexer.stop();

  const rebuilt = await runCli(['index', 'rebuild', '--data-dir', stores.folder], env);
  assert.equal(rebuilt.code, 0, rebuilt.err);
  assert.ok(rebuilt.err.includes(`up to block ${chain.head.number}.`), rebuilt.err);
  const { rows } = await store.pool.query('select digest from denied_blocks');
  assert.deepEqual(rows, [{ digest: '0x02' }]);

  const clean = await stores.store(t);
  const reference = await follow(clean, chain, { finalityBlocks: 3 });
  await caughtUp(reference, chain);
  await reference.stop();
  assert.deepEqual(await dump(store), await dump(clean));

  const gone = await runCli(['index', 'rebuild', '--data-dir', stores.folder], { ...env, DEPLOYMENT: '/nowhere.json' });
  assert.equal(gone.code, 1, gone.err);
});
