import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { DeliveryZoneView, ListingDetail } from '../../protocol/api/listing.ts';
import { deliveryUnits, zoneId } from '../../protocol/delivery.ts';
import { type CartLine, lineKey } from '../../web/islands/cart/cart-store.ts';
import { noDiscount } from '../../web/islands/checkout/line-price.ts';
import { compareLine, type FreshLine } from '../../web/islands/checkout/read-lines.ts';
import { totalsByToken, totalsOf, zonesReaching } from '../../web/islands/checkout/totals.ts';
import { addressOf, digestOf, listing, now } from './fixtures.ts';
import { groups } from './group-fixtures.ts';

const zone = (name: string, countries: string[], first: number, further: number): DeliveryZoneView => ({
  zone: name,
  zoneId: zoneId(name),
  names: { en: name },
  countries,
  firstUnits: String(first),
  furtherUnits: String(further),
  minDays: 1,
  maxDays: 2,
});
const zones = [zone('home', ['DE'], 500, 100), zone('fast', ['DE'], 900, 50), zone('world', ['*'], 2_000, 800)];

interface Wanted {
  shop?: string;
  token?: string;
  sku?: string;
  price?: number;
  quantity?: number;
  delivery?: DeliveryZoneView[];
  chosen?: string | null;
  group?: CartLine['group'];
}
const freshLine = (wanted: Wanted = {}): FreshLine => {
  const { shop = addressOf('c7'), token = addressOf('d0'), sku = digestOf('7a'), price = 1_000, quantity = 1 } = wanted;
  const base = listing.variants[0]!;
  const variant = { ...base, sku, left: 9, offer: { ...base.offer, shop, sku, token, priceUnits: String(price) } };
  const head = { ...listing.head, signature: `0x${shop.slice(2)}` };
  const detail: ListingDetail = {
    ...listing,
    shop,
    head,
    token: { ...listing.token, address: token },
    variants: [variant],
    delivery: wanted.delivery ?? zones,
  };
  const line: CartLine = {
    listing: detail,
    code: variant.code,
    sku,
    values: {},
    quantity,
    priceUnits: String(price),
    zone: wanted.chosen ?? null,
    promoter: null,
    group: wanted.group ?? null,
  };
  return { line, detail, variant, changes: [], groups: [], wanted: quantity };
};

test('zones that reach a country are cheapest first, and everywhere means everywhere', () => {
  assert.deepEqual(
    zonesReaching(zones, 'DE', 1).map(({ zone: name }) => name),
    ['home', 'fast', 'world'],
  );
  assert.deepEqual(
    zonesReaching(zones, 'DE', 20).map(({ zone: name }) => name),
    ['fast', 'home', 'world'],
  );
  assert.deepEqual(
    zonesReaching(zones, 'FR', 1).map(({ zone: name }) => name),
    ['world'],
  );
  assert.deepEqual(zonesReaching([zone('home', ['DE'], 1, 1)], 'FR', 1), []);
});

test('lines of one shop travel together: only the first pays for a first unit', () => {
  const lines = [freshLine({ quantity: 2 }), freshLine({ sku: digestOf('7b'), quantity: 3 })];
  const { groups } = totalsOf(lines, 'DE');
  assert.equal(groups.length, 1);
  assert.deepEqual(
    groups[0]!.lines.map(({ deliveryUnits: units }) => units),
    [600n, 300n],
  );
  assert.equal(groups[0]!.totalUnits, 5_000n + 900n);
});

test('another zone, another shop and another token start anew', () => {
  const lines = [
    freshLine({}),
    freshLine({ sku: digestOf('7b'), chosen: 'fast' }),
    freshLine({ shop: addressOf('31') }),
    freshLine({ token: addressOf('e0') }),
  ];
  const { groups } = totalsOf(lines, 'DE');
  assert.deepEqual(
    groups.map(({ deliveryUnits: units }) => units),
    [500n + 900n, 500n, 500n],
  );
  assert.deepEqual(totalsByToken(groups), [
    { token: addressOf('d0'), totalUnits: 3_000n + 1_900n },
    { token: addressOf('e0'), totalUnits: 1_000n + 500n },
  ]);
});

test('a line that reaches nobody is set apart, and one without delivery needs no country', () => {
  const local = freshLine({ delivery: [zone('home', ['DE'], 1, 1)] });
  const digital = freshLine({ sku: digestOf('7c'), delivery: [] });
  const { groups, undeliverable } = totalsOf([local, digital], 'FR');
  assert.deepEqual(undeliverable, [local]);
  assert.deepEqual(
    groups.map(({ totalUnits }) => totalUnits),
    [1_000n],
  );
  assert.equal(totalsOf([digital], null).groups[0]?.lines[0]?.zone, null);
});

test('totals equal those of the contract, for any cart', () => {
  const line = fc.record({
    shop: fc.constantFrom(addressOf('c7'), addressOf('31')),
    sku: fc.constantFrom(digestOf('7a'), digestOf('7b'), digestOf('7c')),
    price: fc.nat({ max: 1_000_000 }),
    quantity: fc.integer({ min: 1, max: 50 }),
    chosen: fc.constantFrom('home', 'fast', 'world'),
  });
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), (wanted) => {
      const { groups } = totalsOf(wanted.map(freshLine), 'DE');
      // The plain rule: within a shop, a zone's first line pays the first-unit price.
      const seen = new Set<string>();
      const expected = wanted.reduce((sum, { shop, price, quantity, chosen }) => {
        const { firstUnits, furtherUnits, zoneId: id } = zones.find((each) => each.zone === chosen)!;
        const delivery = {
          zone: id as `0x${string}`,
          firstUnits: BigInt(firstUnits),
          furtherUnits: BigInt(furtherUnits),
        };
        const first = !seen.has(`${shop} ${chosen}`);
        seen.add(`${shop} ${chosen}`);
        return sum + BigInt(price) * BigInt(quantity) + deliveryUnits(delivery, BigInt(quantity), first);
      }, 0n);
      assert.equal(
        groups.reduce((sum, { totalUnits }) => sum + totalUnits, 0n),
        expected,
      );
    }),
  );
});

test('what became different since the cart was filled is found', () => {
  const { line, detail } = freshLine({ price: 1_000, quantity: 12 });
  const changed = compareLine({ ...line, priceUnits: '900' }, detail, now);
  assert.ok(changed.problem === null);
  assert.deepEqual([changed.changes, changed.line.quantity, changed.wanted], [['price', 'quantity'], 9, 12]);
  const sold = { ...detail, variants: detail.variants.map((variant) => ({ ...variant, left: 0 })) };
  assert.equal(compareLine(line, sold, now).problem, 'sold_out');
  assert.equal(compareLine(line, { ...detail, variants: [] }, now).problem, 'gone');
  assert.equal(compareLine(line, { ...detail, shop: addressOf('99') }, now).problem, 'gone');
  assert.equal(compareLine(line, detail, detail.head.catalogue.validUntil).problem, 'expired');
});

test('a group’s price counts for its line, and coupon and points come off the goods, never the delivery', () => {
  const plain = freshLine({ price: 24_000_000, quantity: 2 });
  const alone = totalsOf([plain], 'DE').groups[0]!;
  assert.deepEqual([alone.goodsUnits, alone.savedUnits], [48_000_000n, 0n]);
  const grouped = freshLine({ price: 24_000_000, quantity: 2, group: 'open' });
  const together = totalsOf([grouped], 'DE').groups[0]!;
  assert.deepEqual([together.goodsUnits, together.savedUnits], [38_000_000n, 10_000_000n]);
  assert.equal(alone.totalUnits - together.totalUnits, 10_000_000n);
  const discounts = new Map([[lineKey(grouped.line), { ...noDiscount, couponUnits: 3_000_000n, pointsUnits: 1n }]]);
  const cheaper = totalsOf([grouped], 'DE', discounts).groups[0]!;
  assert.equal(together.totalUnits - cheaper.totalUnits, 3_000_001n);
  assert.deepEqual([cheaper.couponUnits, cheaper.pointsUnits], [3_000_000n, 1n]);
  assert.equal(cheaper.deliveryUnits, together.deliveryUnits);
});

test('a group that can no longer be joined, or has other terms now, is given up and told', () => {
  const { line, detail, variant } = freshLine({});
  const [open] = groups;
  const chosen = { ...line, group: { leader: addressOf('3b'), deadline: open!.deadline } };
  const found = compareLine(chosen, detail, now, groups);
  assert.ok(found.problem === null);
  assert.deepEqual([found.changes, found.line.group, found.groups.length], [[], chosen.group, 2]);
  const gone = compareLine(chosen, detail, now, groups.slice(1));
  assert.ok(gone.problem === null);
  assert.deepEqual([gone.changes, gone.line.group], [['group'], null]);
  const repriced = {
    ...detail,
    variants: [{ ...variant, group: { ...variant.group!, priceUnits: '18000000' } }],
  };
  const other = compareLine(chosen, repriced, now, groups);
  assert.ok(other.problem === null);
  assert.deepEqual([other.changes, other.line.group, other.groups.length], [['group'], null, 0]);
});
