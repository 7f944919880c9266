import assert from 'node:assert/strict';
import { after, before, type TestContext, test } from 'node:test';
import { ensureState } from '../../indexer/state/keep-state.ts';
import { readStatePart, readStates } from '../../indexer/state/read-state.ts';
import { stateSchemaOf } from '../../indexer/state/state-schema.ts';
import { tableDigest } from '../../indexer/state/state-sums.ts';
import type { Store } from '../../indexer/store/open-store.ts';
import { readTableShapes } from '../../indexer/store/table-shapes.ts';
import { seededRandom } from '../../scripts/economics/random.ts';
import { FakeChain } from './fixtures/fake-chain.ts';
import { caughtUp, follow } from './fixtures/indexing.ts';
import { emptyStory, type Story, storyBeginning, tell } from './fixtures/market-story.ts';
import { TestStores } from './fixtures/stores.ts';

const FINALITY = { finalityBlocks: 20 };
let stores: TestStores;
before(async () => {
  stores = await TestStores.start();
});
after(() => stores.stop());

/** A chain that goes on, and may be told otherwise from any of its last blocks. */
async function startStory(t: TestContext, seed: number) {
  const chain = await FakeChain.start(t);
  const random = seededRandom(seed);
  const stories: Story[] = [emptyStory, emptyStory];
  chain.mine(storyBeginning());
  const go = (blocks: number) => {
    for (let block = 0; block < blocks; block += 1) {
      const { events, story } = tell(stories.at(-1)!, random);
      chain.mine(events);
      stories.push(story);
    }
  };
  return {
    chain,
    random,
    go,
    retell: (depth: number, blocks: number) => {
      chain.rewind(depth);
      stories.length -= depth;
      go(blocks);
    },
  };
}

const newest = async (store: Store) => (await readStates(store.db, { limit: 1 }))[0];
const schemaOf = async (store: Store) => stateSchemaOf(await readTableShapes(store.pool));
/** The digest as one reading of all rows gives it. */
async function taken(store: Store) {
  await store.pool.query('delete from state_digest');
  assert.equal(await ensureState(store.pool, await schemaOf(store)), true);
  return await newest(store);
}

for (const seed of [1, 2]) {
  test(`the digest kept block by block, through reorganisations, equals one over all rows (seed ${seed})`, async (t) => {
    const story = await startStory(t, seed);
    story.go(30);
    const store = await stores.store(t);
    const indexer = await follow(store, story.chain, FINALITY);
    for (let round = 0; round < 8; round += 1) {
      await caughtUp(indexer, story.chain);
      story.retell(1 + Math.floor(story.random() * 6), 3 + Math.floor(story.random() * 6));
    }
    for (let step = 0; step < 4; step += 1) {
      story.go(5);
      await caughtUp(indexer, story.chain);
    }
    await indexer.stop();
    const kept = await newest(store);
    const history = await readStates(store.db, { limit: 256 });
    assert.ok(history.length > 10, `${history.length} digests`);
    const first = history[0]?.block ?? 0;
    const blocks = history.map(({ block }) => block);
    assert.deepEqual(
      blocks,
      history.map((_, index) => first - index),
      'every final block has its digest',
    );
    assert.deepEqual(await taken(store), kept);
    assert.ok(kept !== undefined && (kept.tables.orders?.rows ?? 0) > 5);

    const other = await stores.store(t);
    const clean = await follow(other, story.chain, FINALITY);
    await caughtUp(clean, story.chain);
    await clean.stop();
    assert.deepEqual(await newest(other), kept, 'a node that read the chain once has the same');
  });
}

test('a changed row is found by its parts, and a digest of other columns is taken anew', async (t) => {
  const story = await startStory(t, 3);
  story.go(40);
  const [left, right] = [await stores.store(t), await stores.store(t)];
  for (const store of [left, right]) {
    const indexer = await follow(store, story.chain, FINALITY);
    await caughtUp(indexer, story.chain);
    await indexer.stop();
  }
  const { rows } = await right.pool.query<{ id: string }>(
    // One that no block above the final one touched.
    `update orders set quantity = quantity + 1 where id =
       (select min(id) from orders where not exists (select from journal where key ->> 'id' = orders.id)) returning id`,
  );
  const [a, b] = [await taken(left), await taken(right)];
  assert.ok(a && b);
  assert.notEqual(a.digest, b.digest);
  const different = Object.keys(a.tables).filter(
    (name) => tableDigest(a.tables[name]!) !== tableDigest(b.tables[name]!),
  );
  assert.deepEqual(different, ['orders']);
  const parts = await Promise.all(
    [left, right].map((store) => readStatePart(store.db, { table: 'orders', prefix: '' })),
  );
  const [leftRows, rightRows] = parts.map((part) => part?.rows);
  const changed = leftRows!.filter(({ key, hash }) => rightRows!.find((row) => row.key === key)?.hash !== hash);
  assert.deepEqual(
    changed.map(({ key }) => JSON.parse(key)),
    [{ id: rows[0]?.id }],
  );
  assert.equal(await ensureState(left.pool, 'other columns'), true);
  assert.equal(await ensureState(left.pool, 'other columns'), false);
});

test('a table with many rows is told in parts that lead to each row', async (t) => {
  const story = await startStory(t, 4);
  story.go(30);
  const store = await stores.store(t);
  const indexer = await follow(store, story.chain, FINALITY);
  await caughtUp(indexer, story.chain);
  await indexer.stop();
  await store.pool.query(
    `insert into credits select 'x' || n, 'token', n, 0 from generate_series(1, 2000) n on conflict do nothing`,
  );
  const whole = await readStatePart(store.db, { table: 'credits', prefix: '' });
  assert.ok(whole);
  assert.equal(whole.rows, null);
  let rows = 0;
  for (const { byte, rows: count } of whole.parts) {
    const prefix = byte.toString(16).padStart(2, '0');
    const part = await readStatePart(store.db, { table: 'credits', prefix });
    assert.equal(part?.rows?.length, count);
    rows += count;
  }
  assert.ok(rows > 2000);
  assert.equal(await readStatePart(store.db, { table: 'pg_class', prefix: '' }), undefined);
});
