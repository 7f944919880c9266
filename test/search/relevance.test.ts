import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openStore } from '../../indexer/store/open-store.ts';
import { evaluate, meanQuality, OURS, plainRankers } from '../../scripts/bench/relevance/evaluate.ts';
import { hasProductLists } from '../../scripts/bench/relevance/goods.ts';
import { quietLog, TestStores } from '../indexer/fixtures/stores.ts';

/** What was reached when this was written, rounded down: a change of the search must not fall below it. */
const FLOOR = { ndcg: 0.92, recall: 0.93 };
/** How much better than the best of plain full text. */
const MARGIN = { ndcg: 0.2, recall: 0.15 };

test('judged queries find what shoppers want, far better than plain full text', {
  skip: hasProductLists() ? false : 'the public product lists are not there',
}, async (t) => {
  const stores = await TestStores.start();
  t.after(() => stores.stop());
  const store = await openStore({ dataDir: stores.folder, databaseUrl: await stores.database(), log: quietLog });
  t.after(() => store.stop());
  const evaluated = await evaluate(store);
  assert.ok(evaluated.length >= 200);
  const ours = meanQuality(evaluated, OURS);
  const plain = plainRankers.map((name) => meanQuality(evaluated, name));
  for (const measure of ['ndcg', 'recall'] as const) {
    const best = Math.max(...plain.map((quality) => quality[measure]));
    assert.ok(ours[measure] >= FLOOR[measure], `${measure} is ${ours[measure]}`);
    assert.ok(ours[measure] >= best + MARGIN[measure], `${measure} is ${ours[measure]}, plain full text ${best}`);
  }
});
