import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { OrderDetail } from '../../protocol/api/order.ts';
import { digestOf as blockDigest } from '../../protocol/block.ts';
import { encryptDetails } from '../../protocol/mailbox.ts';
import { mailboxKeyFromSignature, mailboxTypedData } from '../../protocol/mailbox-key.ts';
import type { OrderDetails } from '../../protocol/order-details.ts';
import type { Hex } from '../../protocol/primitives.ts';
import { boardOf, everything, isShown, pickLines } from '../../web/islands/desk/orders/board.ts';
import { noteDigest } from '../../web/islands/order/order-calls.ts';
import { seriousFaults } from './axe.ts';
import { day, listings, now } from './fixtures.ts';
import { order } from './order-fixtures.ts';
import { type DeskServer, deskBench, openDesk, owner } from './support/desk-bench.ts';
import { buyer, chainId, contracts } from './support/signed-shop.ts';

const bench = deskBench();
before(bench.start);
after(bench.stop);

const orderOf = (number: number, change: Partial<OrderDetail>): OrderDetail => ({
  ...order,
  id: `0x${String(number).padStart(64, '0')}`,
  shop: owner,
  image: null,
  terms: { ...order.terms, shop: owner },
  ...change,
});

test('what is due first stands first in its column, and what is closed the newest first', () => {
  const orders = [
    orderOf(1, { state: 'paid', deadline: now + 3 * day }),
    orderOf(2, { state: 'paid', deadline: now - day }),
    orderOf(3, { state: 'escalated', deadline: now }),
    orderOf(4, { state: 'completed', deadline: null, paidAt: now - 9 * day }),
    orderOf(5, { state: 'ruled', deadline: null, paidAt: now - day }),
    orderOf(6, { state: 'pooling', deadline: now + day }),
  ];
  const ids = Object.entries(boardOf(orders)).map(([column, each]) => [column, each.map(({ id }) => Number(id))]);
  assert.deepEqual(Object.fromEntries(ids), { ship: [2, 1], returns: [3], away: [], pooling: [6], done: [5, 4] });
  const shown = (filter: object) =>
    orders.filter((each) => isShown(each, { ...everything, ...filter }, now)).map(({ id }) => Number(id));
  assert.deepEqual(shown({ due: 'late' }), [2]);
  assert.deepEqual(shown({ due: 'soon' }), [2, 3, 6]);
  assert.deepEqual(shown({ text: 'OAT speckled' }), [1, 2, 3, 4, 5, 6]);
  assert.deepEqual(shown({ text: '燕麦' }).length, 6);
  assert.deepEqual(shown({ text: order.buyer.slice(0, 12) }).length, 6);
  assert.deepEqual(shown({ text: 'oat teapot' }), []);
});

test('a pick list names each variant once', () => {
  const lines = pickLines([
    orderOf(1, { quantity: 2 }),
    orderOf(2, { quantity: 3 }),
    orderOf(3, { variants: { en: 'Ash' }, quantity: 1 }),
    orderOf(4, { listing: 'bafyother', quantity: 9 }),
  ]);
  assert.deepEqual(
    lines.map(({ quantity, orders }) => [quantity, orders]),
    [
      [9, 1],
      [5, 2],
      [1, 1],
    ],
  );
});

/** Orders to ship, of which the first two carry an address. */
async function waiting(desk: DeskServer): Promise<void> {
  const request = mailboxTypedData({ chainId, market: contracts.market, shop: owner, number: 1 });
  const { publicKey } = mailboxKeyFromSignature(await buyer.signTypedData(request));
  const addressed = async (number: number, recipient: string): Promise<OrderDetail> => {
    const details: OrderDetails = {
      v: 1,
      type: 'address',
      recipient,
      lines: ['Lindenstr. 4'],
      postalCode: '10969',
      city: 'Berlin',
      country: 'DE',
    };
    const block = await encryptDetails(details, publicKey as Hex);
    desk.blocks.set(block.cid.toString(), block.bytes);
    const terms = { ...order.terms, shop: owner, details: blockDigest(block.cid) };
    return orderOf(number, { state: 'paid', deadline: desk.now + number * day, terms });
  };
  desk.orders = [
    await addressed(1, 'Maya Okafor'),
    await addressed(2, 'Ben Ito'),
    orderOf(3, { state: 'disputed', deadline: desk.now + day, buyerBps: 10_000 }),
    orderOf(4, { state: 'shipped', deadline: desk.now + day, titles: listings[1]?.titles ?? {} }),
  ];
}

test('a seller finds, picks, labels and ships several orders, and the board follows the chain', async (context) => {
  const { desk, page, faults } = await bench.open(context);
  await waiting(desk);
  await openDesk(page, desk, '/desk/orders');
  const ship = page.getByRole('region', { name: 'To ship' });
  await ship.getByRole('link').nth(1).waitFor();
  await page.getByText('Answer: say what you offer to pay back').waitFor();
  assert.deepEqual(await seriousFaults(page), []);

  await page.getByLabel('Find an order').fill('nothing like it');
  await page.getByText('Nothing waits to be shipped.').waitFor();
  await page.getByLabel('Find an order').fill('');
  await page.getByLabel('Choose all that are shown').check();
  await page.getByText('2 orders chosen').waitFor();

  await page.getByRole('button', { name: 'Pick list' }).click();
  await page.getByText('2 pieces for 2 orders').waitFor();
  assert.equal(await page.locator('.pick-list li').count(), 1);
  await page.getByRole('button', { name: 'Back to the board' }).click();

  desk.asked.length = 0;
  await page.getByRole('button', { name: 'Address labels' }).click();
  await page.getByRole('button', { name: 'Open 2 addresses' }).click();
  await page.getByText('Ben Ito').waitFor();
  await page.getByRole('button', { name: 'A6, one label each' }).click();
  await page.emulateMedia({ media: 'print' });
  const printed = await page.locator('main').innerText();
  assert.match(printed, /Maya Okafor\s+Lindenstr. 4\s+10969 Berlin\s+Germany/);
  assert.ok(
    !printed.includes('Address labels') && !(await page.locator('header').first().isVisible()),
    'the sheet alone',
  );
  await page.emulateMedia({ media: 'screen' });
  // Only what is encrypted, and what wallet and chain are asked, went over the network.
  assert.deepEqual(
    desk.asked.filter((path) => !/^\/(api\/v1\/(orders|live|status)|ipfs|rpc|assets)/.test(path)),
    [],
  );
  assert.deepEqual(await seriousFaults(page), []);
  await page.getByRole('button', { name: 'Back to the board' }).click();

  await page.getByRole('button', { name: 'Mark as shipped' }).click();
  await page
    .getByLabel(/^Tracking number of/)
    .first()
    .fill('DE-1234');
  // The second order was cancelled in the meantime.
  desk.orders[1] = { ...(desk.orders[1] as OrderDetail), state: 'refunded' };
  await page.getByRole('button', { name: 'Mark 2 orders as shipped' }).click();
  await page.getByText('All are marked as shipped.').waitFor();
  assert.deepEqual(
    desk.chain.sent.map(({ functionName }) => functionName),
    ['ship'],
  );
  assert.deepEqual(
    await page
      .locator('.ship-list li')
      .allInnerTexts()
      .then((rows) => rows.map((row) => row.split('\n').at(-1))),
    ['Shipped', 'Not waiting any more'],
  );
  // What the buyer wants to know waits to be sent.
  const [shipped] = desk.orders;
  const tell = page.getByRole('link', { name: /^Tell the buyer of/ });
  assert.deepEqual(await tell.evaluateAll((links) => links.map((link) => link.getAttribute('href'))), [
    `/order/${shipped?.id}#talk`,
  ]);
  const kept = `vouch.draft.${shipped?.id}.${owner}.message`;
  const draft = await page.evaluate((name) => sessionStorage.getItem(name), kept);
  assert.equal(draft, 'Your order is on its way: DE-1234');
  desk.orders = desk.orders.map((each, index) => (index === 0 ? { ...each, state: 'shipped' } : each));
  await page.getByRole('button', { name: 'Back to the board' }).click();
  await page.getByRole('region', { name: 'On the way' }).getByRole('link').nth(1).waitFor();

  desk.orders = desk.orders.map((each) => ({ ...each, state: 'completed', deadline: null }));
  desk.tell();
  await page.getByText('The board was brought up to date.').waitFor({ state: 'attached' });
  await page.getByText('Nothing is on the way.').waitFor();
  assert.deepEqual(faults, []);
});

test('a wallet that runs batches marks many orders at once, and one that is refused keeps no other waiting', async (context) => {
  const { desk, page, faults } = await bench.open(context);
  desk.orders = [1, 2, 3].map((number) => orderOf(number, { state: 'paid', deadline: desk.now + number * day }));
  const { chain } = desk;
  chain.state.refusedNote = noteDigest('wrong');
  await openDesk(page, desk, '/desk/orders');
  await page.getByLabel('Choose all that are shown').check();
  await page.getByRole('button', { name: 'Mark as shipped' }).click();
  const notes = page.getByLabel(/^Tracking number of/);
  await notes.nth(0).fill('wrong');
  await notes.nth(2).fill('DE-3');
  // Left and come back to, with what was written.
  await page.reload();
  await page.getByRole('button', { name: 'Go on' }).click();
  assert.equal(await notes.nth(2).inputValue(), 'DE-3');
  chain.state.batching = 'supported';
  await page.getByRole('button', { name: 'Mark 3 orders as shipped' }).click();
  await page.getByText('1 order could not be marked; the others are.').waitFor();
  assert.deepEqual(
    chain.sent.map(({ functionName, args }) => [functionName, args[1]]),
    [
      ['ship', noteDigest('')],
      ['ship', noteDigest('DE-3')],
    ],
  );
  const rows = page.locator('.ship-list li');
  await rows.nth(0).getByText('order.state_wrong').waitFor();
  await rows.nth(1).getByText('Shipped').waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  desk.orders = [];
  await page.getByRole('button', { name: 'Back to the board' }).click();
  await page.getByText('Nothing waits to be shipped.').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Go on' }).count(), 0);
  assert.deepEqual(faults, []);
});

test('staff see the board, and that addresses and shipping are not theirs', async (context) => {
  const { desk, page } = await bench.open(context);
  const shop = `0x${'ab'.repeat(20)}`;
  desk.answers[`/shops/${shop}`] = () => ({ ...desk.shop, address: shop, publishers: [owner] });
  await waiting(desk);
  await page.setViewportSize({ width: 390, height: 844 });
  await openDesk(page, desk, `/desk/orders?shop=${shop}&lang=zh-CN&theme=dark`);
  await page.getByLabel('全选所显示的订单').check();
  await page.getByText('打印标签和发货需要店铺本身的账户。').waitFor();
  assert.equal(await page.getByRole('button', { name: '标记为已发货' }).count(), 0);
  await page.getByRole('button', { name: /^退货与纠纷/ }).click();
  await page.getByText('请答复：说明您愿意退多少。').waitFor();
  assert.deepEqual(await seriousFaults(page), []);
});
