import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type pg from 'pg';
import { deferIndexes } from '../../indexer/store/deferred-indexes.ts';
import { transaction } from '../../indexer/store/transaction.ts';
import { withoutIndexes } from '../../indexer/store/without-indexes.ts';
import { rebuildScores } from '../../indexer/trust/refresh-scores.ts';
import { seededRandom } from '../../scripts/economics/random.ts';
import { FakeChain } from './fixtures/fake-chain.ts';
import { caughtUp, dump, follow } from './fixtures/indexing.ts';
import { emptyStory, storyBeginning, tell } from './fixtures/market-story.ts';
import { TestStores } from './fixtures/stores.ts';

let stores: TestStores;
before(async () => {
  stores = await TestStores.start();
});
after(() => stores.stop());

async function definitions(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ indexdef: string }>(
    `select indexdef from pg_indexes where schemaname = 'public' order by indexname`,
  );
  return rows.map(({ indexdef }) => indexdef);
}

async function deferred(pool: pg.Pool): Promise<number> {
  return (await pool.query('select from deferred_indexes')).rowCount ?? 0;
}

test('indexes that a killed process left out are built when the database is opened again', async (t) => {
  const url = await stores.database();
  const store = await stores.store(t, url);
  const all = await definitions(store.pool);
  await deferIndexes(store.pool);
  const left = await definitions(store.pool);
  assert.ok(left.length < all.length - 15, `${left.length} of ${all.length}`);
  assert.equal(await deferred(store.pool), all.length - left.length);
  assert.ok(left.some((definition) => definition.includes('UNIQUE INDEX orders_pkey')));
  const again = await stores.store(t, url);
  assert.deepEqual(await definitions(again.pool), all);
  assert.equal(await deferred(again.pool), 0);
});

test('a long chain is read without them, and has them when it is read', async (t) => {
  const chain = await FakeChain.start(t);
  chain.mine(storyBeginning());
  const random = seededRandom(61);
  let story = emptyStory;
  for (let block = 0; block < 20; block += 1) {
    const turn = tell(story, random);
    story = turn.story;
    chain.mine(turn.events);
  }
  for (let block = 0; block < 280; block += 1) chain.mine();
  const reference = await stores.store(t);
  const all = await definitions(reference.pool);
  const byBlocks = await follow(reference, chain, { finalityBlocks: 1_000 });
  const store = await stores.store(t);
  let dropped = 0;
  store.pool.on('acquire', (client) => {
    const query = client.query;
    if ('isWatched' in client) return;
    Object.assign(client, {
      isWatched: true,
      query: (...parameters: unknown[]) => {
        if (String(parameters[0]).startsWith('drop index')) dropped += 1;
        return Reflect.apply(query, client, parameters);
      },
    });
  });
  const indexer = await follow(store, chain, { finalityBlocks: 5 });
  await caughtUp(indexer, chain);
  await caughtUp(byBlocks, chain);
  await Promise.all([indexer.stop(), byBlocks.stop()]);
  assert.ok(dropped > 15, `${dropped} indexes were dropped`);
  assert.deepEqual(await definitions(store.pool), all);
  assert.equal(await deferred(store.pool), 0);
  assert.deepEqual(await dump(store), await dump(reference));
});

test('scores that are computed anew leave every index in its place, in one transaction', async (t) => {
  const store = await stores.store(t, await stores.database());
  const all = await definitions(store.pool);
  await transaction(store.pool, (client) => rebuildScores(client, 1_790_000_000));
  assert.deepEqual(await definitions(store.pool), all);
  const broken = transaction(store.pool, (client) =>
    withoutIndexes(client, ['review_parts', 'shop_reviewers'], async () => {
      const { rowCount } = await client.query(
        `select from pg_indexes where tablename in ('review_parts', 'shop_reviewers')`,
      );
      assert.equal(rowCount, 2, 'their keys');
      throw new RangeError('stopped while filling');
    }),
  );
  await assert.rejects(broken, RangeError);
  assert.deepEqual(await definitions(store.pool), all);
});
