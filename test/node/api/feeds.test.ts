import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { ChainAccount } from '../../../node/chain/chain-account.ts';
import type { ListingDetail } from '../../../protocol/api/listing.ts';
import { assertProblem, getJson } from '../../support/http.ts';
import { startMarket, type TestMarket } from '../../support/market.ts';
import { draft, openShop, publish, WHOLE } from '../../support/shop.ts';
import { buy, orderAfter } from '../../support/trade.ts';
import { until } from '../../support/until.ts';

const LISTINGS = 250;
const HOSTILE = `<script>alert("1")</script> & ]]> 'cup'`;
let market: TestMarket;
let shop: ChainAccount;
const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '@', parseTagValue: false });

interface Feed {
  response: Response;
  // Safety: tests look at the members that they name.
  // biome-ignore lint/suspicious/noExplicitAny: a parsed document has no type.
  document: any;
}
async function read(path: string, headers: Record<string, string> = {}): Promise<Feed> {
  const response = await fetch(`${market.node.url}/shop/${shop.address}/${path}`, { headers });
  const text = await response.text();
  if (response.status !== 200) return { response, document: undefined };
  assert.equal(XMLValidator.validate(text), true);
  return { response, document: parser.parse(text) };
}

before(async () => {
  market = await startMarket();
  shop = await openShop(market, { name: 'Salt & Clay', stakeUnits: 1_000n * WHOLE });
  const drafts = Array.from({ length: LISTINGS }, (_, index) =>
    draft(market, {
      shop: shop.address,
      handle: `cup-${String(index).padStart(3, '0')}`,
      title: index === 7 ? HOSTILE : `Tea cup ${index}`,
      priceUnits: 12_500_000n,
      stock: index === 8 ? 1 : 50,
    }),
  );
  await publish(market, shop.account, drafts);
});
after(() => market.stop());

test('the Atom feed tells the newest listings in the language asked for, and hostile titles stay text', async () => {
  const { response, document } = await read('feed.atom?lang=zh-CN');
  assert.match(response.headers.get('content-type') ?? '', /^application\/atom\+xml/);
  const { feed } = document;
  assert.equal(feed.title, 'Salt & Clay 小店');
  assert.equal(feed['@xml:lang'], 'zh-CN');
  assert.equal(feed.entry.length, 50);
  const all = (await read('products.xml')).document.rss.channel.item;
  assert.equal(all.length, LISTINGS);
  assert.equal(all[7].title, HOSTILE);
  assert.equal(all[7]['g:price'], '12.5 USD');
  assert.deepEqual([...new Set(all.map((item: Record<string, string>) => item['g:id']))].length, LISTINGS);
  const page = await fetch(String(all[7].link).replace(/^https?:\/\/[^/]+/, market.node.url));
  assert.equal(page.status, 200);
});

test('a reader who has the feed gets no body, and a sale changes it', async () => {
  const first = await read('products.xml');
  const etag = first.response.headers.get('etag') ?? '';
  assert.equal((await read('products.xml', { 'if-none-match': etag })).response.status, 304);
  const cid = /listing\/([a-z0-9]+)/.exec(first.document.rss.channel.item[8].link)?.[1];
  const account = market.account('buyer');
  const { block } = await buy(
    market,
    account,
    await getJson<ListingDetail>(`${market.node.url}/api/v1/listings/${cid}`),
    {},
  );
  await orderAfter(market.node.url, account.address, block);
  const { response, document } = await read('products.xml', { 'if-none-match': etag });
  assert.equal(response.status, 200);
  assert.equal(document.rss.channel.item[8]['g:availability'], 'out_of_stock');
  assert.equal(document.rss.channel.item[9]['g:availability'], 'in_stock');
  const before = (await read('feed.atom')).response.headers.get('etag') ?? '';
  await publish(market, shop.account, [
    draft(market, { shop: shop.address, handle: 'cup-000', title: 'One cup', priceUnits: WHOLE, stock: 1 }),
  ]);
  await until('the new catalogue in the feed', async () => {
    const again = await read('feed.atom', { 'if-none-match': before });
    return [again.document?.feed.entry].flat()[0]?.title === 'One cup';
  });
});

test('a shop that nobody knows has no feed', async () => {
  const response = await fetch(`${market.node.url}/shop/0x${'9'.repeat(40)}/feed.atom`, {
    headers: { accept: 'application/json' },
  });
  assert.equal(response.status, 404);
  await response.body?.cancel();
  await assertProblem(await fetch(`${market.node.url}/api/v1/shops/0x${'9'.repeat(40)}`), {
    status: 404,
    code: 'shop.not_found',
  });
});
