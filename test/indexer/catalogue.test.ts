import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { applyCatalogue } from '../../indexer/catalogue/apply-catalogue.ts';
import { allHeads, equivocationsOf, headOf, recordEquivocation } from '../../indexer/catalogue/heads.ts';
import { offerProofs } from '../../indexer/catalogue/offer-proofs.ts';
import { getListing, getListingByHandle } from '../../indexer/queries/get-listing.ts';
import { listListings } from '../../indexer/queries/list-listings.ts';
import { getShop, listShops } from '../../indexer/queries/shops.ts';
import { listingDetail, listingSummary } from '../../protocol/api/listing.ts';
import { shopDetail, shopSummary } from '../../protocol/api/shop.ts';
import { encodeHead } from '../../protocol/head.ts';
import { headFromView } from '../../protocol/head-view.ts';
import { encodeListing } from '../../protocol/listing.ts';
import { verifyOfferProof } from '../../protocol/merkle-proof.ts';
import { offerLeaf } from '../../protocol/offer.ts';
import { account, catalogue, mug, NOW, openShops, profileOf, SHOP } from './fixtures/catalogues.ts';
import { TestStores } from './fixtures/stores.ts';

let stores: TestStores;
before(async () => {
  stores = await TestStores.start();
});
after(() => stores.stop());

const now = NOW;

test('a catalogue becomes a page of listings and a shop', async (t) => {
  const store = await stores.store(t);
  await openShops(store);
  const update = catalogue({
    sales: [{ listing: mug() }, { listing: mug({ handle: 'bowl' }), priceUnits: '800000' }],
    profile: profileOf(SHOP, 'Kiln & Co'),
  });
  await applyCatalogue(store, update, { now });

  const page = await listListings(store.db, { now, limit: 20 });
  assert.deepEqual(page.items.map((item) => listingSummary.parse(item).handle).sort(), ['blue-mug', 'bowl']);
  assert.equal(page.items.find(({ handle }) => handle === 'bowl')?.priceFromUnits, '800000');
  assert.equal(page.nextCursor, null);

  const shop = shopDetail.parse(await getShop(store.db, SHOP));
  assert.deepEqual(
    [shop.names, shop.city, shop.listings, shop.version],
    [{ en: 'Kiln & Co' }, { en: 'Jingdezhen' }, 2, 1],
  );
  const shops = await listShops(store.db, { q: 'kiln', limit: 20 });
  assert.deepEqual(
    shops.items.map((item) => shopSummary.parse(item).address),
    [SHOP],
  );
  assert.deepEqual((await listShops(store.db, { q: 'bakery', limit: 20 })).items, []);
});

test('a listing brings offers whose proofs lead to the signed root', async (t) => {
  const store = await stores.store(t);
  await openShops(store);
  const sales = Array.from({ length: 20 }, (_, index) => ({ listing: mug({ handle: `mug-${index}` }) }));
  await applyCatalogue(store, catalogue({ sales }), { now });

  const reader = { db: store.db, proofs: offerProofs(store.db) };
  const detail = listingDetail.parse(await getListingByHandle(reader, SHOP, 'mug-7'));
  assert.deepEqual(
    detail.variants.map(({ code, values, left }) => [code, values, left]),
    [
      ['I', [0], 10],
      ['A', [1], 10],
    ],
  );
  for (const { offer, proof } of detail.variants) {
    const leaf = offerLeaf({ ...offer, priceUnits: BigInt(offer.priceUnits), maxSold: BigInt(offer.maxSold) } as never);
    assert.ok(verifyOfferProof({ root: detail.head.catalogue.offers as never, leaf, proof: proof as never }));
  }
});

test('a newer version changes, removes and keeps listings; old CIDs lead to the current one', async (t) => {
  const store = await stores.store(t);
  await openShops(store);
  const before = mug();
  const changed = mug({ texts: { en: { title: 'Taller Mug', description: '' } } });
  const bowl = { listing: mug({ handle: 'bowl' }) };
  const plate = { listing: mug({ handle: 'plate' }) };
  await applyCatalogue(store, catalogue({ sales: [{ listing: before }, bowl, plate] }), { now });
  const second = catalogue({
    version: 2,
    sales: [{ listing: changed, updatedAt: now + 5 }],
    whole: [{ listing: changed, updatedAt: now + 5 }, bowl],
    removed: ['plate'],
    complete: false,
  });
  await applyCatalogue(store, second, { now: now + 5 });
  await applyCatalogue(store, second, { now: now + 6 });

  const page = await listListings(store.db, { now, limit: 20 });
  assert.deepEqual(
    page.items.map(({ handle }) => handle),
    ['blue-mug', 'bowl'],
  );
  const reader = { db: store.db, proofs: offerProofs(store.db) };
  const detail = await getListing(reader, encodeListing(before).cid.toString());
  assert.equal(detail?.cid, encodeListing(changed).cid.toString());
  assert.equal(detail?.titles.en, 'Taller Mug');
  assert.equal(await getListing(reader, encodeListing(plate.listing).cid.toString()), undefined);
  await assert.rejects(applyCatalogue(store, catalogue({ version: 1, sales: [bowl] }), { now }), {
    code: 'catalogue.outdated',
  });
  assert.equal((await headOf(store.db, SHOP))?.head.catalogue.version, 2);
});

test('cancelled and expired catalogues are not listed', async (t) => {
  const store = await stores.store(t);
  await openShops(store);
  await applyCatalogue(store, catalogue({ version: 3, sales: [{ listing: mug() }], validUntil: now + 100 }), { now });
  assert.equal((await listListings(store.db, { now, limit: 20 })).items.length, 1);
  assert.equal((await listListings(store.db, { now: now + 100, limit: 20 })).items.length, 0);
  await store.db.updateTable('shops').set({ lowest_version: '4' }).execute();
  assert.equal((await listListings(store.db, { now, limit: 20 })).items.length, 0);
});

test('heads are listed by shop, and equivocation is kept and shown', async (t) => {
  const store = await stores.store(t);
  const shops = Array.from({ length: 7 }, (_, index) => account(index + 1));
  await openShops(store, shops);
  for (const shop of shops)
    await applyCatalogue(store, catalogue({ shop, sales: [{ listing: mug({ shop }) }] }), { now });
  const heads = await Array.fromAsync(allHeads(store.db));
  assert.deepEqual(
    heads.map(({ head }) => head.catalogue.shop),
    shops,
  );
  const [first, second] = heads.map(({ bytes }) => bytes) as [Uint8Array, Uint8Array];
  assert.deepEqual(first, encodeHead(heads[0]!.head).bytes, 'bytes are kept as they came');
  await recordEquivocation(store.db, { shop: shops[0]!, version: 1, first, second, seenAt: now });
  await recordEquivocation(store.db, { shop: shops[0]!, version: 1, first: second, second: first, seenAt: now });
  assert.deepEqual(
    (await equivocationsOf(store.db, shops[0]!)).map(({ version, seenAt, heads: [one, other] }) => [
      version,
      seenAt,
      encodeHead(headFromView(one)).bytes,
      encodeHead(headFromView(other)).bytes,
    ]),
    [[1, now, first, second]],
  );
  assert.equal((await getShop(store.db, shops[0]!))?.equivocated, true);
  assert.equal((await getShop(store.db, shops[1]!))?.equivocated, false);
});
