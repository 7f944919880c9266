import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { TestStores } from '../indexer/fixtures/stores.ts';
import kept from './index-seeds.json' with { type: 'json' };
import { simulateIndex } from './index-simulation.ts';

/** Seeds that once failed, with the reason, come first. `SEED=7 SEEDS=100` plays a hundred from the seventh. */
const first = Number(process.env.SEED ?? 1);
const seeds = [
  ...kept.map(({ seed }: { seed: number }) => seed),
  ...Array.from({ length: Number(process.env.SEEDS ?? 2) }, (_, index) => first + index),
];

let stores: TestStores;
before(async () => {
  stores = await TestStores.start();
});
after(() => stores.stop());

for (const seed of seeds) {
  test(`I12: whatever chain, endpoints and database do, the tables equal a clean run's (seed ${seed})`, async (t) => {
    const outcome = await simulateIndex(t, stores, { seed, steps: 25 });
    t.diagnostic(JSON.stringify(outcome.events));
    assert.deepEqual(outcome.differing, [], `seed ${seed}`);
  });
}
