import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from '../../../protocol/api/common.ts';
import type { ListingDetail, ListingSummary } from '../../../protocol/api/listing.ts';
import type { ReviewView } from '../../../protocol/api/review.ts';
import type { ShopDetail } from '../../../protocol/api/shop.ts';
import { getJson } from '../../support/http.ts';
import { startMarket, type TestMarket } from '../../support/market.ts';
import { draft, indexed, openShop, publish, WHOLE } from '../../support/shop.ts';
import { buy, confirm, listingOf, orderAfter, ship, termsOf, writeReview } from '../../support/trade.ts';
import { until } from '../../support/until.ts';

let market: TestMarket;
before(async () => {
  market = await startMarket();
});
after(() => market.stop());

/** Asks so often that the answer is kept whenever it may be. */
async function askOften<T>(path: string): Promise<T> {
  for (let times = 0; times < 5; times += 1) await getJson(`${market.node.url}${path}`);
  return await getJson<T>(`${market.node.url}${path}`);
}
const page = async (path: string) => (await fetch(`${market.node.url}${path}`)).text();

test('kept answers show a new price, sale and review once the node has it', async () => {
  const { client } = market;
  const seller = await openShop(market);
  const shop = seller.address;
  const offer = (priceUnits: bigint) => draft(market, { shop, handle: 'cup', title: 'Tea cup', priceUnits });
  await publish(market, seller.account, [offer(20n * WHOLE)]);
  const listings = `/api/v1/listings?shop=${shop}`;
  const first = await until('the listing', async () => (await askOften<Page<ListingSummary>>(listings)).items[0]);
  assert.equal(first.priceFromUnits, (20n * WHOLE).toString());
  for (let times = 0; times < 5; times += 1) assert.match(await page(`/shop/${shop}`), /Tea cup/);

  await publish(market, seller.account, [offer(31n * WHOLE)]);
  const after = (await askOften<Page<ListingSummary>>(listings)).items[0];
  assert.equal(after?.priceFromUnits, (31n * WHOLE).toString(), 'the price of the catalogue that was just taken');

  const buyer = market.account('buyer');
  const detail = await listingOf(market.node.url, shop, 'cup');
  await askOften<ListingDetail>(`/api/v1/listings/${detail.cid}`);
  await askOften<ShopDetail>(`/api/v1/shops/${shop}`);
  const { block } = await buy(market, buyer, detail);
  await indexed(client, block);
  const sold = (await getJson<ListingDetail>(`${market.node.url}/api/v1/listings/${detail.cid}`)).variants[0];
  assert.equal(sold?.soldUnits, 1, 'the sale of the block that was just read');

  const paid = await orderAfter(market.node.url, buyer.address, block);
  await ship(market, seller, termsOf(paid));
  await confirm(market, buyer, termsOf(paid));
  await askOften<Page<ReviewView>>(`/api/v1/reviews?shop=${shop}`);
  const review = await writeReview(market, buyer, paid, 5, 'Keeps the tea warm.').post();
  await indexed(client, review.block);
  const { items } = await getJson<Page<ReviewView>>(`${market.node.url}/api/v1/reviews?shop=${shop}`);
  assert.equal(items[0]?.stars, 5, 'the review of the block that was just read');
});
