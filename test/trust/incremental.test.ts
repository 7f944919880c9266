import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { applyCatalogue } from '../../indexer/catalogue/apply-catalogue.ts';
import { digestOf } from '../../protocol/block.ts';
import { encodeListing } from '../../protocol/listing.ts';
import { type Address, zeroAddress } from '../../protocol/primitives.ts';
import { score1 } from '../../protocol/score.ts';
import { seededRandom } from '../../scripts/economics/random.ts';
import { account, catalogue, mug, NOW, SHOP } from '../indexer/fixtures/catalogues.ts';
import { TestStores } from '../indexer/fixtures/stores.ts';
import { computedRows, DAY, digest, type Trade, TradeBook } from './fixtures/trades.ts';

let stores: TestStores;
before(async () => {
  stores = await TestStores.start();
});
after(() => stores.stop());

const shops = [SHOP, account(0xa2), account(0xa3)];
/** One of the shops buys too, and promoters buy through each other. */
const buyers = [...Array.from({ length: 12 }, (_, index) => account(0xb00 + index)), shops[1]!];
const promoters: Address[] = [zeroAddress, zeroAddress, account(0xb01), account(0xb02)];
const documents = [mug(), mug({ tags: ['kitchen'] }), otherGoods()];

function otherGoods() {
  const handle = 'blue-mug';
  const title = 'Wireless Headphones';
  return mug({ handle, category: 543_626, texts: { en: { title, description: 'Forty hours of music.' } }, images: [] });
}

function randomTrade(random: () => number): Trade {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const ends = [
    'confirmed',
    'confirmed',
    'cancelled_by_seller',
    'not_shipped',
    'arbitrated',
    'not_escalated',
    'agreed',
  ] as const;
  const outcome = random() < 0.8 ? pick(ends) : undefined;
  return {
    shop: pick(shops),
    buyer: pick(buyers),
    promoter: pick(promoters),
    dollars: 1 + Math.floor(random() * 90),
    paidAt: NOW - Math.floor(random() * 800 * DAY),
    listing:
      random() < 0.7 ? digestOf(encodeListing(pick(documents)).cid) : digest(`goods ${Math.floor(random() * 4)}`),
    ...(random() < 0.7 ? { shippedAfter: Math.floor(random() * 3 * DAY) } : {}),
    ...(outcome === undefined ? {} : { outcome, refundBps: pick([0, 2_000, 10_000]) }),
    ...(outcome === undefined || random() < 0.3 ? {} : { stars: 1 + Math.floor(random() * 5) }),
  };
}

for (const seed of [1, 2]) {
  test(`I14: what is computed step by step equals what is computed at once (seed ${seed})`, async (t) => {
    const random = seededRandom(seed);
    const store = await stores.store(t);
    const { pool } = store;
    const book = await TradeBook.open(store, shops);
    await pool.query('insert into promoters select a, $2, 0, 0, 0 from unnest($1::text[]) a', [
      promoters.slice(2),
      zeroAddress,
    ]);
    let now = NOW;
    let version = 0;
    for (let step = 0; step < 30; step += 1) {
      const kind = random();
      if (kind < 0.5) await book.add(Array.from({ length: 1 + Math.floor(random() * 8) }, () => randomTrade(random)));
      // A reorganisation takes reviews and orders away; amendments change stars; orders close.
      else if (kind < 0.6)
        await pool.query(
          `delete from reviews where order_id in (select order_id from reviews order by order_id limit 2)`,
        );
      else if (kind < 0.65)
        await pool.query(`with gone as (delete from orders o where id in (
            select id from orders where not exists (select from reviews r where r.order_id = id) order by id limit 2) returning shop, buyer)
          update shop_buyers b set orders = b.orders - 1 from gone where (b.shop, b.buyer) = (gone.shop, gone.buyer)`);
      else if (kind < 0.75)
        await pool.query(
          `update reviews set stars = 1 + (stars % 5) where order_id in (select order_id from reviews order by order_id desc limit 3)`,
        );
      else if (kind < 0.8)
        await pool.query(
          `update orders set state = 'completed', outcome = 'confirmed' where id in (select id from orders where outcome = 'none' limit 3)`,
        );
      else if (kind < 0.9) {
        version += 1;
        const listing = documents[Math.floor(random() * documents.length)]!;
        await applyCatalogue(store, catalogue({ version, sales: [{ listing }] }), { now });
      } else if (kind < 0.95) now += Math.floor(random() * 200 * DAY);
      else await book.payOut(shops[Math.floor(random() * 3)]!, buyers[step % buyers.length]!, now);
      await book.settle(now);
    }
    const stepwise = await computedRows(store);
    assert.ok(stepwise.review_parts!.length > 20 && stepwise.shop_months!.length > 3, 'the story is worth telling');

    await pool.query(`insert into stale_trust values ('all', '')`);
    await book.settle(now);
    assert.deepEqual(stepwise, await computedRows(store));
    await scoresAreThoseOfTheProtocol(store, now);
  });
}

test('a ring of shops is flagged at each of them once it closes, and at none once a link is gone', async (t) => {
  const store = await stores.store(t);
  const { pool } = store;
  const ring = [SHOP, account(0xa2), account(0xa3), account(0xa4)];
  const book = await TradeBook.open(store, ring);
  const flagged = async () => {
    await book.settle();
    const { rows } = await pool.query<{ account: string }>(
      `select account from flags where kind = 'trade_loop' order by account`,
    );
    return rows.map((row) => row.account);
  };
  const buy = (buyer: Address, shop: Address) =>
    book.add(
      Array.from({ length: 3 }, (_, index) => ({
        shop,
        buyer,
        dollars: 40,
        paidAt: NOW - (index + 1) * DAY,
        outcome: 'confirmed' as const,
        stars: 5,
      })),
    );
  for (const [index, shop] of ring.entries()) {
    assert.deepEqual(await flagged(), [], `${index} links`);
    await buy(shop, ring[(index + 1) % ring.length]!);
  }
  assert.deepEqual(await flagged(), ring.toSorted());
  const atOnce = await computedRows(store);
  await pool.query(`insert into stale_trust values ('all', '')`);
  await book.settle();
  assert.deepEqual(await computedRows(store), atOnce);

  // A reorganisation takes one order of one link away.
  const { rows } = await pool.query<{ id: string }>('select id from orders where buyer = $1 limit 1', [ring[1]]);
  await pool.query('delete from reviews where order_id = $1', [rows[0]?.id]);
  await pool.query('delete from orders where id = $1', [rows[0]?.id]);
  await pool.query('update shop_buyers set orders = orders - 1 where buyer = $1', [ring[1]]);
  assert.deepEqual(await flagged(), []);
});

/** Every score equals that of the reviews which the tables hold, by the protocol's own function. */
async function scoresAreThoseOfTheProtocol(
  { pool }: Awaited<ReturnType<TestStores['store']>>,
  now: number,
): Promise<void> {
  const { rows } = await pool.query<{
    shop: string;
    fee: string;
    half: number;
    paid: number;
    handle: string | null;
    counts: boolean;
  }>(
    `select r.shop, r.weight_units::text as fee, r.first_stars + r.stars as half, o.paid_at as paid, v.handle, v.counts
     from reviews r join orders o on o.id = r.order_id join version_scores v on v.shop = r.shop and v.listing = o.listing`,
  );
  const scoreOf = (reviews: typeof rows) =>
    score1(
      reviews.map(({ fee, half, paid }) => ({ feeMicros: BigInt(fee), halfStars: half, paidAt: paid })),
      now,
    ).milliStars;
  const scored = await pool.query<{ shop: string; milli_stars: number }>('select shop, milli_stars from shop_scores');
  assert.equal(scored.rows.length, new Set(rows.map(({ shop }) => shop)).size);
  for (const { shop, milli_stars } of scored.rows)
    assert.equal(milli_stars, scoreOf(rows.filter((row) => row.shop === shop)));
  const listed = await pool.query<{ shop: string; handle: string; milli_stars: number }>(
    'select * from listing_scores',
  );
  for (const { shop, handle, milli_stars } of listed.rows)
    assert.equal(milli_stars, scoreOf(rows.filter((row) => row.shop === shop && row.handle === handle && row.counts)));
}
