import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CartLine, createCartStore } from '../../web/islands/cart/cart-store.ts';
import { createReferralMemory } from '../../web/islands/cart/referral-memory.ts';
import { earningsByDay } from '../../web/islands/promote/earnings.ts';
import { parentIn, promoterLink } from '../../web/islands/promote/link.ts';
import { addressOf, digestOf, listing, token } from './fixtures.ts';
import { createMemoryStorage } from './support/fake-provider.ts';

const line = (change: Partial<CartLine> = {}): CartLine => ({
  listing,
  code: 'MUG',
  sku: digestOf('7a'),
  values: {},
  quantity: 1,
  priceUnits: '24000000',
  zone: null,
  promoter: null,
  group: null,
  ...change,
});
const storeOf = (storage = createMemoryStorage(), host = new EventTarget()) => createCartStore({ storage, host });

test('the same variant is one line, and the cart is there on the next page', () => {
  const storage = createMemoryStorage();
  const store = storeOf(storage);
  store.add(line());
  store.add(line({ quantity: 2, promoter: addressOf('6d') }));
  store.add(line({ sku: digestOf('7b') }));
  store.setCountry('DE');
  const { lines, country } = storeOf(storage).cart.value;
  assert.deepEqual(
    lines.map(({ quantity, promoter }) => [quantity, promoter]),
    [
      [3, addressOf('6d')],
      [1, null],
    ],
  );
  assert.equal(country, 'DE');
});

test('a quantity is whole and bounded, and zero removes the line', () => {
  const store = storeOf();
  store.add(line({ quantity: 99_999 }));
  assert.equal(store.cart.value.lines[0]?.quantity, 10_000);
  store.change(digestOf('7a'), listing.shop, { quantity: 2.7 });
  assert.equal(store.cart.value.lines[0]?.quantity, 2);
  store.change(digestOf('7a'), addressOf('99'), { quantity: 0 });
  assert.equal(store.cart.value.lines.length, 1);
  store.change(digestOf('7a'), listing.shop, { quantity: 0 });
  assert.deepEqual(store.cart.value.lines, []);
});

test('other tabs are followed, and what is no cart is an empty cart', () => {
  const host = new EventTarget();
  const store = storeOf(createMemoryStorage(), host);
  const tell = (newValue: string): void =>
    void host.dispatchEvent(Object.assign(new Event('storage'), { key: 'vouch.cart', newValue }));
  tell(JSON.stringify({ lines: [line(), { sku: 1 }, null], country: 7 }));
  assert.deepEqual([store.cart.value.lines.length, store.cart.value.country], [1, null]);
  tell('{');
  assert.deepEqual(store.cart.value.lines, []);
});

test('lines that were paid leave, the others stay', () => {
  const store = storeOf();
  const [paid, kept] = [line(), line({ sku: digestOf('7b') })];
  store.add(paid);
  store.add(kept);
  store.removeAll([paid]);
  assert.deepEqual(
    store.cart.value.lines.map(({ sku }) => sku),
    [kept.sku],
  );
});

test('who brought the buyer is remembered by shop, and only if it is an account', () => {
  const storage = createMemoryStorage();
  const memory = createReferralMemory(storage);
  memory.remember(addressOf('c7'), addressOf('6d'));
  memory.remember(addressOf('31'), 'somebody');
  assert.equal(createReferralMemory(storage).recall(addressOf('c7')), addressOf('6d'));
  assert.equal(memory.recall(addressOf('31')), null);
  assert.equal(memory.recall(addressOf('99')), null);
});

test('a promoter’s link keeps the page and leads to this node only', () => {
  const [me, origin] = [addressOf('6d'), 'https://market.example'];
  assert.equal(promoterLink('', me, origin), `${origin}/?ref=${me}`);
  assert.equal(promoterLink('/listing/bafy?v=M&ref=0xold#x', me, origin), `${origin}/listing/bafy?v=M&ref=${me}`);
  assert.equal(promoterLink('https://evil.example/listing/bafy', me, origin), undefined);
  assert.equal(promoterLink('javascript:alert(1)', me, origin), undefined);
  assert.equal(promoterLink('http://[', me, origin), undefined);
  assert.equal(parentIn(`?parent=${me.toUpperCase().replace('0X', '0x')}`), me);
  assert.equal(parentIn('?parent=me'), null);
});

test('earnings fall on their day, in their token', () => {
  const sale = (at: number, units: string, address = token.address) => ({ at, units, token: { ...token, address } });
  const today = 1_795_000_000;
  const days = earningsByDay(
    [
      sale(today + 5, '3'),
      sale(today - 1, '4'),
      sale(today - 86_400, '5'),
      sale(today - 9 * 86_400, '6'),
      sale(today, '7', addressOf('e0')),
    ],
    token.address,
    { days: 3, today },
  );
  assert.deepEqual(
    days.map(({ units }) => units),
    [0n, 9n, 3n],
  );
});
