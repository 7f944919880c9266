import assert from 'node:assert/strict';
import type { Hex } from '../../../protocol/primitives.ts';
import type { Choice } from './products.ts';
import type { Reader } from './reader.ts';

/** Where a buyer wants the goods. */
export interface Destination {
  country: string;
  recipient: string;
  line1: string;
  postalCode: string;
  city: string;
  region?: string;
  phone?: string;
  notes: string;
}

/** Chooses every option of the open listing by its links, and looks at each page on the way. */
export async function choose({ page, inspect }: Reader, { values, title }: Choice): Promise<void> {
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  for (const value of values) {
    const link = page.locator('.option').getByRole('link', { name: value, exact: true });
    const target = new URL((await link.getAttribute('href')) ?? '', page.url());
    await link.click();
    // In place where the page keeps itself fresh already, else as a page of its own that opens at the options.
    await page.waitForURL(({ pathname, search }) => pathname === target.pathname && search === target.search);
    await page
      .locator('.option')
      .getByRole('link', { name: value, exact: true })
      .and(page.locator('[aria-current]'))
      .waitFor();
    await page.locator('[data-waits][inert]').first().waitFor({ state: 'detached' });
  }
  await inspect();
}

/** Puts units of the chosen variant into the cart. */
export async function addToCart({ page, words }: Reader, quantity: number): Promise<void> {
  await page.getByRole('spinbutton', { name: words.t('listing.quantity') }).fill(String(quantity));
  await page.getByRole('button', { name: words.t('cart.add') }).click();
  await page
    .getByRole('status')
    .filter({ hasText: words.t('cart.added') })
    .waitFor();
}

/** Fills in the address of the checkout, as its country writes addresses. */
export async function fillAddress({ page, words }: Reader, to: Destination): Promise<void> {
  const field = (word: Parameters<typeof words.t>[0]) => page.getByRole('textbox', { name: words.t(word) });
  await page.getByRole('combobox', { name: words.t('cart.country') }).selectOption(to.country);
  await field('details.recipient').fill(to.recipient);
  await field('details.line1').fill(to.line1);
  await field('details.postalCode').fill(to.postalCode);
  await field('details.city').fill(to.city);
  if (to.region !== undefined) await field('details.region').fill(to.region);
  if (to.phone !== undefined) await field('details.phone').fill(to.phone);
  await field('details.notes').fill(to.notes);
}

/** The ticks stand only until the payment is through, so they are counted from within the page. */
const mostTicks = `new Promise((resolve) => {
  let most = 0;
  new MutationObserver(() => {
    most = Math.max(most, document.querySelectorAll('[data-check].check-passed').length);
    if (document.querySelector('.checkout-done')) resolve(most);
  }).observe(document.body, { childList: true, subtree: true, attributes: true });
})`;

/**
 * Pays at the checkout and sees every check pass.
 * @param totalUnits what the button must say
 * @returns IDs of the orders, in the order of the lines
 */
export async function pay(reader: Reader, totalUnits: bigint, token: TokenLike): Promise<Hex[]> {
  const { page, words, inspect } = reader;
  const button = page.getByRole('button', {
    name: words.t('checkout.pay', { amount: words.money(totalUnits, token) }),
  });
  await button.waitFor();
  await inspect();
  const checks = await page.locator('[data-check]').count();
  const ticked = page.evaluate(mostTicks) as Promise<number>;
  await button.click();
  const failure = page.getByRole('alert');
  const done = page.getByRole('heading', { name: words.t('checkout.done') });
  await done.or(failure).first().waitFor();
  if (await failure.isVisible()) assert.fail(await failure.innerText());
  assert.ok(checks >= 7, `${checks} checks`);
  assert.equal(await ticked, checks, 'every check was ticked');
  await inspect();
  const links = await page.locator('.checkout-done').getByRole('link').all();
  return Promise.all(
    links.map(async (link) => ((await link.getAttribute('href')) ?? '').replace('/order/', '') as Hex),
  );
}

type TokenLike = Parameters<Reader['words']['money']>[1];
