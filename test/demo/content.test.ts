import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import { limits } from '../../protocol/limits.ts';
import { themeSchema } from '../../protocol/theme.ts';
import { customerPhotos } from '../../scripts/demo/art/customer-photos.ts';
import { drawListing, drawLogo } from '../../scripts/demo/art/pictures.ts';
import { renderPixels } from '../../scripts/demo/art/render.ts';
import { disputeEvidence } from '../../scripts/demo/disputes.ts';
import { market } from '../../scripts/demo/market.ts';
import type { Listing, Localized, Shop } from '../../scripts/demo/shop-content.ts';
import { option } from '../../scripts/demo/shops/option-words.ts';

const { shops, orders, personas, reviews } = market;
const disputePhotos = new Set(
  Object.values(disputeEvidence)
    .flatMap(({ buyer, seller }) => [buyer.picture, seller?.picture])
    .flatMap((picture) => (typeof picture === 'object' ? picture.photo : [])),
);
const everything = shops.flatMap((shop) => shop.listings.map((listing) => ({ shop, listing })));

function find(shop: string, handle: string): Listing {
  const listing = shops.find(({ profile }) => profile.handle === shop)?.listings.find((one) => one.handle === handle);
  assert.ok(listing, `${shop}/${handle} does not exist`);
  return listing;
}

function assertWords(text: Localized, where: string): void {
  assert.ok(text.en.trim(), `${where} has no English`);
  assert.match(text['zh-CN'], /\p{Script=Han}|Cais/u, `${where} has no Chinese`);
}

function assertUnique(values: readonly string[], what: string): void {
  assert.deepEqual([...new Set(values)].length, values.length, `${what} repeat`);
}

test('has enough shops, listings, orders and reviews that no page is empty', () => {
  assert.ok(shops.length >= 5);
  assert.ok(everything.length >= 64);
  assert.ok(orders.length >= 60);
  assert.ok(reviews.length >= 45);
  for (const { profile, listings } of shops)
    assert.ok(listings.length >= 10 && listings.length <= 16, `${profile.handle} has ${listings.length} listings`);
  const soldOut = everything.filter(({ listing }) => listing.variants.every(({ stock }) => stock === 0));
  assert.equal(soldOut.length, 1, 'one listing shows what sold out looks like');
  const kinds = new Set(everything.map(({ listing }) => listing.kind));
  assert.deepEqual([...kinds].sort(), ['digital', 'pickup', 'service', 'shipped']);
});

test('names every shop, listing and SKU once', () => {
  assertUnique(
    shops.map(({ profile }) => profile.handle),
    'shop handles',
  );
  for (const { profile, listings } of shops) {
    for (const { handle } of listings) assert.match(handle, /^[a-z0-9]+(-[a-z0-9]+)*$/);
    assertUnique(
      listings.map(({ handle }) => handle),
      `handles of ${profile.handle}`,
    );
    assertUnique(
      listings.flatMap(({ variants }) => variants.map(({ sku }) => sku)),
      `SKUs of ${profile.handle}`,
    );
  }
});

test('writes every shop in both languages', () => {
  for (const { profile } of shops) {
    const { name, tagline, about, returns, shipping, city, zones } = profile;
    for (const text of [name, tagline, about, returns, shipping, city, ...zones.map((zone) => zone.name)])
      assertWords(text, profile.handle);
    assert.match(profile.country, /^[A-Z]{2}$/);
  }
});

test('writes every listing in both languages, within the limits of a listing', () => {
  for (const { listing } of everything) {
    const { en, 'zh-CN': zh } = listing.texts;
    assertWords({ en: en.title, 'zh-CN': zh.title }, listing.handle);
    assertWords({ en: en.description, 'zh-CN': zh.description }, listing.handle);
    for (const text of [en, zh]) {
      assert.ok(text.title.length <= 120);
      assert.match(text.description, /\n\n- /, `${listing.handle} has no list of facts`);
      assert.ok(text.tags.length >= 3);
    }
    const words = en.description.split(/\s+/).length;
    assert.ok(words >= 60 && words <= 200, `${listing.handle} has ${words} English words`);
    for (const { name, values } of listing.options)
      for (const text of [name, ...values.map((value) => value.name)]) assertWords(text, listing.handle);
  }
});

test('gives every variant a price, and exactly one value of every option', () => {
  for (const { listing } of everything) {
    assert.ok(listing.variants.length >= 1 && listing.variants.length <= 6, listing.handle);
    for (const { sku, values, priceUnits, stock, grams } of listing.variants) {
      assert.ok(priceUnits > 0n && stock >= 0 && grams >= 0, sku);
      assert.equal(grams > 0, ['shipped', 'pickup'].includes(listing.kind), `${sku} weighs ${grams} g`);
      assert.deepEqual(Object.keys(values).sort(), listing.options.map(({ id }) => id).sort(), sku);
      for (const one of listing.options)
        assert.ok(
          one.values.some(({ id }) => id === values[one.id]),
          `${sku} has an unknown ${one.id}`,
        );
    }
    assertUnique(
      listing.variants.map(({ values }) => JSON.stringify(values)),
      `variants of ${listing.handle}`,
    );
  }
});

test('keeps shares, coverage and windows within what an offer may say', () => {
  for (const { shop, listing } of everything) {
    const { commissionBps, hostShareBps, coverageBps, shipWithinDays, inspectWithinDays } = listing.terms;
    assert.ok(commissionBps >= 300 && commissionBps <= 1500, listing.handle);
    assert.ok(commissionBps + hostShareBps <= 3000);
    assert.ok(coverageBps >= 1000 && coverageBps <= 10_000);
    assert.ok(shipWithinDays >= 1 && shipWithinDays <= 30 && inspectWithinDays >= 1 && inspectWithinDays <= 14);
    assert.equal(listing.zones.length > 0, listing.kind === 'shipped', `${listing.handle} and its zones`);
    for (const id of listing.zones) assert.ok(shop.profile.zones.some((zone) => zone.id === id));
  }
});

test('lets every shop deliver to its own country and to the rest of the world', () => {
  for (const { profile } of shops) {
    assertUnique(
      profile.zones.flatMap(({ countries }) => [...countries]),
      `countries of ${profile.handle}`,
    );
    assert.ok(profile.zones[0]?.countries.includes(profile.country));
    assert.ok(profile.zones.some(({ countries }) => countries.includes('*')));
    for (const zone of profile.zones)
      assert.ok(zone.minDays <= zone.maxDays && zone.furtherItemUnits <= zone.firstItemUnits);
  }
});

test('has a seller for every shop and parents that came first', () => {
  assertUnique(
    personas.map(({ id }) => id),
    'personas',
  );
  for (const { profile } of shops)
    assert.equal(personas.filter(({ role, shop }) => role === 'seller' && shop === profile.handle).length, 1);
  for (const role of ['buyer', 'promoter', 'arbitrator'] as const) assert.ok(personas.some((one) => one.role === role));
  personas.forEach(({ parent }, index) => {
    if (!parent) return;
    const place = personas.findIndex(({ id }) => id === parent);
    assert.ok(place >= 0 && place < index, 'a parent registers first');
    assert.equal(personas[place]?.role, 'promoter');
  });
});

test('sells only what exists, to buyers, over eighty days and with every outcome', () => {
  for (const order of orders) {
    const listing = find(order.shop, order.listing);
    const variant = listing.variants.find(({ sku }) => sku === order.sku);
    assert.ok(variant, `${order.id} buys ${order.sku}, which ${order.listing} does not have`);
    assert.ok(order.quantity >= 1 && order.quantity <= variant.stock);
    assert.equal(personas.find(({ id }) => id === order.buyer)?.role, 'buyer', order.id);
    if (order.promoter) assert.equal(personas.find(({ id }) => id === order.promoter)?.role, 'promoter', order.id);
    assert.equal(order.refundBps !== undefined, ['settled', 'ruled'].includes(order.outcome));
    const { shipWithinDays, inspectWithinDays } = listing.terms;
    if (order.outcome === 'not-shipped') assert.ok(order.daysAgo > shipWithinDays, `${order.id} is still in time`);
    if (order.outcome === 'overdue') assert.ok(order.daysAgo > shipWithinDays, `${order.id} is not overdue`);
    if (order.outcome === 'paid') assert.ok(order.daysAgo <= shipWithinDays, `${order.id} would be late`);
    if (order.outcome === 'shipped' || order.outcome === 'disputed')
      assert.ok(order.daysAgo <= shipWithinDays + inspectWithinDays, `${order.id} would have completed by itself`);
  }
  assertUnique(
    orders.map(({ id }) => id),
    'orders',
  );
  const alone = orders
    .filter(({ group, outcome }) => group === undefined && outcome !== 'handed-over' && outcome !== 'in-court')
    .map(({ daysAgo }) => daysAgo);
  assert.deepEqual(
    alone,
    alone.toSorted((a, b) => b - a),
    'orders run from the oldest to the newest',
  );
  assert.deepEqual([...new Set(orders.map(({ outcome }) => outcome))].sort(), [
    'completed',
    'disputed',
    'escalated',
    'group-expired',
    'group-over',
    'handed-over',
    'in-court',
    'not-shipped',
    'overdue',
    'paid',
    'pooling',
    'refunded-by-seller',
    'ruled',
    'settled',
    'shipped',
  ]);
});

test('reviews final orders only, once each, with a believable mean', () => {
  assertUnique(
    reviews.map(({ order }) => order),
    'reviewed orders',
  );
  for (const review of reviews) {
    const order = orders.find(({ id }) => id === review.order);
    assert.ok(order, `${review.order} does not exist`);
    assert.ok(
      !['paid', 'overdue', 'shipped', 'disputed', 'escalated'].includes(order.outcome),
      `${order.id} is not final`,
    );
    if (review.photo)
      assert.ok(
        customerPhotos.some(({ name }) => name === review.photo),
        review.photo,
      );
  }
  const mean = reviews.reduce((sum, { stars }) => sum + stars, 0) / reviews.length;
  assert.ok(mean > 4.3 && mean < 4.75, `mean ${mean}`);
  assert.ok(reviews.some(({ stars }) => stars <= 2) && reviews.some(({ reply }) => reply));
  assert.ok(reviews.some(({ language }) => language === 'en') && reviews.some(({ language }) => language === 'zh-CN'));
});

test('refuses an option value that has no words', () => {
  assert.throws(() => option('colour', ['ultraviolet']), RangeError);
});

async function assertPainted(svg: string, name: string): Promise<void> {
  const { data, ...raw } = await renderPixels({ svg, width: 96 });
  const { channels } = await sharp(data, { raw }).stats();
  const spread = Math.max(...channels.map(({ stdev }) => stdev));
  assert.ok(spread > 6, `${name} is nearly blank: its pixels spread by ${spread}`);
}

function drawn(shop: Shop): { name: string; svg: string }[] {
  return shop.listings.flatMap((listing, turn) =>
    drawListing({ listing, profile: shop.profile, turn }).map(({ name, svg }) => ({
      name: `${listing.handle}/${name}`,
      svg,
    })),
  );
}

for (const shop of shops)
  test(`paints every picture of ${shop.profile.handle}`, async () => {
    for (const { name, svg } of drawn(shop)) await assertPainted(svg, name);
    await assertPainted(drawLogo(shop.profile), 'logo');
  });

test('draws three or four pictures of every listing, with a description in both languages', () => {
  for (const shop of shops)
    shop.listings.forEach((listing, turn) => {
      const pictures = drawListing({ listing, profile: shop.profile, turn });
      assert.ok(pictures.length >= 3 && pictures.length <= 4, listing.handle);
      assertUnique(
        pictures.map(({ name }) => name),
        `pictures of ${listing.handle}`,
      );
      for (const { alt } of pictures) assertWords(alt, listing.handle);
      for (const { value } of pictures)
        if (value)
          assert.ok(
            listing.options.some((one) => one.values.some(({ id }) => id === value)),
            value,
          );
    });
});

test('draws the same picture every time', () => {
  const shop = shops[0];
  assert.ok(shop);
  assert.deepEqual(drawn(shop), drawn(shop));
});

test('paints six photos by buyers, each in a review or a dispute', async () => {
  assert.ok(customerPhotos.length >= 6);
  for (const { name, svg } of customerPhotos) {
    await assertPainted(svg, name);
    assert.ok(reviews.some(({ photo }) => photo === name) || disputePhotos.has(name), `nobody shows ${name}`);
  }
});

test('renders squares of the width asked for, and names the limit otherwise', async () => {
  const svg = customerPhotos[0]?.svg ?? '';
  const { width, height, data } = await renderPixels({ svg, width: 320 });
  assert.deepEqual({ width, height, bytes: data.length }, { width: 320, height: 320, bytes: 320 * 320 * 3 });
  await assert.rejects(renderPixels({ svg, width: 9000 }), /width must be a whole number from 16 to 2400/);
});

test('one shop at least has a look of its own, which the protocol takes and which shows what it sells', () => {
  const looks = shops.flatMap(({ profile }) => (profile.look === undefined ? [] : [{ profile, look: profile.look }]));
  assert.ok(looks.length >= 1);
  for (const { profile, look } of looks) {
    const { header, ...rest } = look;
    assert.ok(themeSchema.safeParse(rest).success, profile.handle);
    for (const handle of [header, ...look.featured]) find(profile.handle, handle);
  }
});

test('evidence is about disputes that are open, with pictures that exist, and jurors have that of both sides', () => {
  const photos = new Set(customerPhotos.map(({ name }) => name));
  for (const photo of disputePhotos) assert.ok(photos.has(photo), photo);
  for (const [id, { buyer, seller }] of Object.entries(disputeEvidence)) {
    const order = orders.find((each) => each.id === id);
    assert.ok(order && ['disputed', 'escalated', 'in-court'].includes(order.outcome), id);
    // Nobody answered a dispute that waits for its answer.
    assert.equal(seller === undefined, order.outcome === 'disputed', id);
    for (const { text } of [buyer, ...(seller === undefined ? [] : [seller])])
      assert.ok(text.length > 40 && text.length <= limits.evidenceCharacters, id);
  }
  const cases = orders.filter(({ outcome }) => outcome === 'in-court');
  assert.ok(cases.length > 0);
  for (const { id } of cases) {
    const sides = disputeEvidence[id];
    assert.ok(sides?.buyer.picture !== undefined && sides.seller?.picture !== undefined, id);
  }
});
