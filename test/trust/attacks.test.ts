import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { zeroAddress } from '../../protocol/primitives.ts';
import { seededRandom } from '../../scripts/economics/random.ts';
import { NOW } from '../indexer/fixtures/catalogues.ts';
import { TestStores } from '../indexer/fixtures/stores.ts';
import { drawMarket } from './fixtures/attacks.ts';
import { TradeBook } from './fixtures/trades.ts';

let stores: TestStores;
before(async () => {
  stores = await TestStores.start();
});
after(() => stores.stop());

/** More seeds by hand: `ATTACK_SEEDS=40 node --test test/trust/attacks.test.ts`. */
const seeds = Number(process.env.ATTACK_SEEDS ?? 2);
/** A reader must be able to believe a warning, and an attacker must not count on being overlooked. */
const [LEAST_PRECISION, LEAST_RECALL] = [0.95, 0.95];

for (let seed = 1; seed <= seeds; seed += 1) {
  test(`warnings name the attackers of a market and nobody else (seed ${seed})`, async (t) => {
    const store = await stores.store(t);
    const market = drawMarket(seededRandom(seed));
    const book = await TradeBook.open(store, market.shops);
    await market.fill(book);
    await store.pool.query(
      `insert into funders select account, funder, '', '', $3 from unnest($1::text[], $2::text[]) as f (account, funder)`,
      [market.funders.map(([account]) => account), market.funders.map(([, funder]) => funder), NOW],
    );
    await store.pool.query(
      `insert into promoters select distinct promoter, $1, 0, 0, 0 from orders where promoter <> $1`,
      [zeroAddress],
    );
    await store.pool.query(`insert into stale_trust values ('all', '') on conflict do nothing`);
    await book.settle();

    const name = (flag: { kind: string; account: string }) => `${flag.kind} ${flag.account}`;
    const { rows } = await store.pool.query<{ kind: string; account: string; evidence: unknown[] }>(
      `select kind, account, evidence from flags where severity = 'warning'`,
    );
    assert.ok(rows.every(({ evidence }) => evidence.length > 0 && evidence.length <= 20));
    const notes = await store.pool.query<{ kind: string; account: string }>(
      `select kind, account from flags where severity = 'note'`,
    );
    const noted = new Set(notes.rows.map(name));
    assert.deepEqual(
      market.noted.map(name).filter((each) => !noted.has(each)),
      [],
    );
    const warned = new Set(rows.map(name));
    const planted = new Set(market.planted.map(name));
    const found = [...planted].filter((each) => warned.has(each));
    const precision = found.length / warned.size;
    const recall = found.length / planted.size;
    t.diagnostic(
      `${planted.size} attacks among ${market.shops.length} shops: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}`,
    );
    assert.ok(
      precision >= LEAST_PRECISION,
      `warned of honest people: ${[...warned].filter((each) => !planted.has(each))}`,
    );
    assert.ok(recall >= LEAST_RECALL, `overlooked: ${[...planted].filter((each) => !warned.has(each))}`);
  });
}
