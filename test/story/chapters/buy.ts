import assert from 'node:assert/strict';
import { addToCart, choose, type Destination, fillAddress, pay } from '../support/purchase.ts';
import { cast, readerOn, type Story, saleOf, tokenOf } from '../support/story.ts';
import { findListing } from './browse.ts';
import { getPlayMoney } from './open-shop.ts';

/** Where Maya lives. */
export const lisbon: Destination = {
  country: 'PT',
  recipient: 'Maya Okafor',
  line1: 'Rua das Flores 12, 3.º Esq.',
  postalCode: '1200-195',
  city: 'Lisboa',
  notes: 'Ring twice, the bell is shy.',
};

/** Where she has things sent in China. */
export const hangzhou: Destination = {
  country: 'CN',
  recipient: '玛雅·奥卡福',
  line1: '文三路 88 号 2 幢 301 室',
  postalCode: '310012',
  city: '杭州市西湖区',
  region: '浙江省',
  phone: '138 0000 0000',
  notes: '请放快递柜。',
};

/** A cart of two listings, the first through a promoter's link, which the shop's second remembers; paid in one transaction. */
export async function buyCart(story: Story, link: string): Promise<void> {
  const { first, second } = story.products;
  const reader = await readerOn(story, 2);
  const { page, words } = reader;
  const token = await tokenOf(story);
  await reader.visit(link);
  await reader.become(cast.buyer);
  await getPlayMoney(story, reader);
  await page.getByText(words.t('listing.promoter')).waitFor();
  await choose(reader, first);
  await addToCart(reader, 2);
  await reader.visit(`/listing/${await findListing(story, second.title)}`);
  await choose(reader, second);
  await addToCart(reader, 1);
  await reader.inspect();

  await page.getByRole('link', { name: words.t('cart.open') }).click();
  await page.getByRole('heading', { level: 1, name: words.t('cart.title') }).waitFor();
  await page.getByRole('combobox', { name: words.t('cart.country') }).selectOption(lisbon.country);
  const totals = { first: 2n * first.priceUnits, second: second.priceUnits };
  const sum = words.money(totals.first + totals.second, token);
  await page.getByRole('definition').filter({ hasText: sum }).first().waitFor();
  await reader.inspect();
  await page.getByRole('link', { name: words.t('cart.checkout') }).click();
  await page.getByRole('heading', { level: 1, name: words.t('checkout.title') }).waitFor();
  await fillAddress(reader, lisbon);
  const orders = await pay(reader, totals.first + totals.second, token);
  assert.equal(orders.length, 2, 'one order for each line');
  const [one, two] = orders;
  if (one === undefined || two === undefined) throw new RangeError('no orders');
  story.sales.set('first', { order: one, totalUnits: totals.first });
  story.sales.set('second', { order: two, totalUnits: totals.second });

  await reader.visit('/orders');
  for (const { title } of [first, second]) await page.getByRole('link', { name: title }).waitFor();
  await reader.visit('/cart');
  await page.getByText(words.t('cart.empty')).waitFor();
}

/** "Buy now" through the link, in Chinese. */
export async function buyInChinese(story: Story, link: string): Promise<void> {
  const { first } = story.products;
  const reader = await readerOn(story, 2, 'zh-CN');
  const { page, words } = reader;
  await reader.visit(link);
  await reader.become(cast.buyer);
  await page.getByText(words.t('listing.promoter')).waitFor();
  await choose(reader, first);
  await page.getByRole('button', { name: words.t('listing.buy') }).click();
  await page.getByRole('heading', { level: 1, name: words.t('checkout.title') }).waitFor();
  await fillAddress(reader, hangzhou);
  const [order] = await pay(reader, first.priceUnits, await tokenOf(story));
  if (order === undefined) throw new RangeError('no order');
  story.sales.set('third', { order, totalUnits: first.priceUnits });
  await reader.visit('/orders');
  assert.equal(await page.locator(`a[href="/order/${saleOf(story, 'third').order}"]`).count(), 1);
}
