import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampleShop } from '../../../scripts/bench/replicate/sample-shop.ts';
import { until } from './support/node-parts.ts';
import { holding, testNodes } from './support/processes.ts';

const key = `0x${'21'.repeat(32)}` as const;
const { shop } = await sampleShop(key);

test('a shop of 1,000 listings reaches every node, survives its first node, and an edit moves little', async (context) => {
  const nodes = await testNodes(context);
  const a = await nodes.start('a', 18_901, []);
  const b = await nodes.start('b', 18_902, a.addresses);
  const c = await nodes.start('c', 18_903, b.addresses);
  await a.node.ask({ do: 'publish', key, count: 1_000, version: 1, edited: [] });
  const onB = await holding(b.node, shop, 1);
  const onC = await holding(c.node, shop, 1);
  assert.deepEqual([onB.faults, onC.faults], [[], []]);
  assert.equal(onB.shops?.[shop]?.listings, 1_000);
  assert.deepEqual(onB.shops, onC.shops);

  await a.node.ask({ do: 'publish', key, count: 1_000, version: 2, edited: [417] });
  const edited = await holding(b.node, shop, 2);
  assert.deepEqual(edited.faults, []);
  const moved = (edited.received ?? 0) - (onB.received ?? 0);
  assert.ok(moved > 1_000 && moved <= 15_000, `the edit moved ${moved} bytes`);

  await holding(c.node, shop, 2);
  await a.node.kill();
  const d = await nodes.start('d', 18_904, b.addresses);
  const onD = await holding(d.node, shop, 2);
  assert.deepEqual(onD.faults, []);
  assert.deepEqual(onD.shops, edited.shops);
});

test('a node that was off catches up after its restart, also with what left the catalogue', async (context) => {
  const nodes = await testNodes(context);
  const a = await nodes.start('a', 18_906, []);
  const b = await nodes.start('b', 18_907, a.addresses);
  await a.node.ask({ do: 'publish', key, count: 120, version: 1, edited: [] });
  await holding(b.node, shop, 1);
  await b.node.kill();
  await a.node.ask({ do: 'publish', key, count: 100, version: 2, edited: [3, 50] });
  await a.node.ask({ do: 'publish', key, count: 105, version: 3, edited: [3, 51] });
  const again = await nodes.start('b', 18_908, a.addresses);
  assert.deepEqual(again.faults, []);
  const caughtUp = await holding(again.node, shop, 3);
  assert.deepEqual(caughtUp.faults, []);
  assert.equal(caughtUp.shops?.[shop]?.listings, 105);
});

test('a node whose blocks are gone, but not its records, fetches them again', async (context) => {
  const nodes = await testNodes(context);
  const a = await nodes.start('a', 18_909, []);
  const b = await nodes.start('b', 18_910, a.addresses);
  await a.node.ask({ do: 'publish', key, count: 80, version: 1, edited: [] });
  await holding(b.node, shop, 1);
  await b.node.kill();
  await nodes.remove('b', 'blocks');
  // Alone it cannot mend anything, however quick it is; it may remember the peer, so that is off too.
  await a.node.kill();
  const alone = await nodes.start('b', 18_921, []);
  assert.equal(alone.faults.length, 1);
  await alone.node.kill();
  const back = await nodes.start('a', 18_909, []);
  const again = await nodes.start('b', 18_921, back.addresses);
  await until('the blocks', async () => (await again.node.ask({ do: 'check' })).faults?.length === 0);
});
