import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startVisitCounter, type VisitCount, visitLimits } from '../../../node/visits/visit-counter.ts';
import { addVisits, deleteOldVisits } from '../../../node/visits/visit-rows.ts';
import { cidOf, RAW } from '../../../protocol/block.ts';
import { account } from '../../indexer/fixtures/catalogues.ts';
import { quietLog, type TestStore, TestStores } from '../../indexer/fixtures/stores.ts';

const DAY = 20_000;
const shop = account(0xa1);
let stores: TestStores;
let store: TestStore;
const cids = ['mug', 'bowl', 'mug before'].map((name) => cidOf(new TextEncoder().encode(name), RAW).toString());

before(async () => {
  stores = await TestStores.start();
});
after(() => stores.stop());

async function stocked(t: Parameters<TestStores['store']>[0]): Promise<void> {
  store = await stores.store(t);
  await store.db
    .insertInto('shops')
    .values({ address: shop, profile: '0x00', encryption_key: '0x00', lowest_version: '0', opened_at: 1 })
    .execute();
  const handles = ['mug', 'bowl', 'mug'];
  for (const [index, cid] of cids.entries())
    await store.pool.query(
      `insert into listing_documents values ($1, $2, $3, $4, 'shipped', '{}', null, '{}', '{}', null)`,
      [cid, `0x${index}`, shop, handles[index]],
    );
}
const rows = async () => {
  const found = await store.db.selectFrom('visits').selectAll().orderBy('handle').orderBy('source').execute();
  return found.map(({ handle, source, views, day }) => [handle, source, views, day]);
};
const visit = (parts: Partial<VisitCount>): VisitCount => ({
  day: DAY,
  kind: 'listing',
  name: cids[0] ?? '',
  source: 'direct',
  views: 1,
  ...parts,
});

test('adds views by day, listing and source; versions of a listing count as one, and unknown names not at all', async (t) => {
  await stocked(t);
  const counts = [
    visit({ views: 2 }),
    visit({ name: cids[2] ?? '', views: 3 }),
    visit({ name: cids[1] ?? '', source: 'search' }),
    visit({ kind: 'shop', name: shop }),
    visit({ kind: 'shop', name: account(0xdd) }),
    visit({ name: cidOf(new Uint8Array([9]), RAW).toString() }),
  ];
  await addVisits(store.db, counts);
  await addVisits(store.db, [visit({ views: 4 }), visit({ day: DAY + 1 })]);
  assert.deepEqual(await rows(), [
    ['', 'direct', 1, DAY],
    ['bowl', 'search', 1, DAY],
    ...[
      ['mug', 'direct', 9, DAY],
      ['mug', 'direct', 1, DAY + 1],
    ],
  ]);
});

test('a shop has so many rows a day at most: further listings count for the shop, and known ones on for themselves', async (t) => {
  await stocked(t);
  await addVisits(store.db, [visit({})]);
  await store.pool.query(
    `insert into visits select $1, $2, 'filler ' || n, 'direct', 1 from generate_series(1, $3::int) n`,
    [shop, DAY, visitLimits.rowsPerShopAndDay],
  );
  await addVisits(store.db, [visit({ views: 5 }), visit({ name: cids[1] ?? '', views: 7 })]);
  const { rows: found } = await store.pool.query<{ handle: string; views: number }>(
    `select handle, views from visits where handle not like 'filler%' order by handle`,
  );
  assert.deepEqual(
    found.map(({ handle, views }) => [handle, Number(views)]),
    [
      ['', 7],
      ['mug', 6],
    ],
  );
});

test('goes after a year', async (t) => {
  await stocked(t);
  await addVisits(store.db, [visit({ day: DAY - 366 }), visit({ day: DAY - 365 })]);
  assert.equal(await deleteOldVisits(store.db, DAY * 86_400 + 5), 1);
  assert.deepEqual(await rows(), [['mug', 'direct', 1, DAY - 365]]);
});

test('counts in memory, writes in batches, and tries a batch again that could not be written', async () => {
  const written: VisitCount[][] = [];
  let broken = true;
  const counter = startVisitCounter({
    write: async (counts) => {
      if (broken) throw new Error('no database');
      written.push([...counts]);
    },
    clock: () => DAY * 86_400 + 10,
    log: quietLog,
  });
  const page = { kind: 'shop', name: shop, source: 'direct' } as const;
  counter.count(page);
  counter.count(page);
  await assert.rejects(counter.flush());
  counter.count(page);
  counter.count({ ...page, source: 'search' });
  broken = false;
  await counter.stop();
  assert.deepEqual(written, [
    [
      { ...page, day: DAY, views: 3 },
      { ...page, source: 'search', day: DAY, views: 1 },
    ],
  ]);
});

test('keeps so many counters at most', async () => {
  let batch: readonly VisitCount[] = [];
  const warnings: unknown[] = [];
  const counter = startVisitCounter({
    write: async (counts) => {
      batch = counts;
    },
    clock: () => DAY * 86_400,
    log: { ...quietLog, warn: (values: unknown) => warnings.push(values) },
  });
  for (let index = 0; index < visitLimits.counters + 3; index += 1)
    counter.count({ kind: 'listing', name: String(index), source: 'direct' });
  await counter.stop();
  assert.equal(batch.length, visitLimits.counters);
  assert.deepEqual(warnings, [{ views: 3 }]);
});
