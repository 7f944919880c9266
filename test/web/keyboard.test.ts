import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { checkoutBench } from './support/checkout-bench.ts';

const bench = checkoutBench();
before(bench.start);
after(bench.stop);

/** More stops than any page has. */
const MOST_STOPS = 120;

/** Whether what has the focus matches; whoever looks must see where it is. */
const isAt = (page: Page, selector: string): Promise<boolean> =>
  page.evaluate((wanted) => {
    const here = document.activeElement;
    if (here === null || here === document.body) return false;
    const outlined = (element: Element): boolean => {
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return outlineStyle !== 'none' && outlineWidth !== '0px';
    };
    // Fields in a frame of their own light that up instead.
    const frame = here.parentElement?.closest('.search, .star, label');
    if (!outlined(here) && !(frame && outlined(frame)))
      throw new Error(`nothing shows the focus on ${here.outerHTML.slice(0, 200)}`);
    return here.matches(wanted);
  }, selector);

/** Goes on by the tabulator key until something has the focus. */
async function tabTo(page: Page, selector: string): Promise<void> {
  await page.locator(selector).first().waitFor();
  for (let stops = 0; stops < MOST_STOPS; stops++) {
    if (await isAt(page, selector)) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`${selector} is not reached by the keyboard`);
}

const fill = async (page: Page, selector: string, text: string): Promise<void> => {
  await tabTo(page, selector);
  await page.keyboard.type(text);
};

test('a purchase is made with the keyboard alone, and the focus is always seen', async (context) => {
  const { market, page } = await bench.openMarket(context);
  await page.goto(`${market.origin}/listing`);
  await page.keyboard.press('Tab');
  assert.ok(await isAt(page, '.skip, [href="#main"]'), 'the first stop leads past the header');
  await tabTo(page, 'main a[href^="/checkout"], main form[action="/checkout"] button');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/checkout?**');
  await tabTo(page, 'select[name=country]');
  await page.keyboard.type('Germ');
  await tabTo(page, 'button.wallet-choice');
  await page.keyboard.press('Enter');
  await page.locator('.checkout-form button[type=submit]').waitFor();
  // From the top again: whoever connects in between has not lost what was written.
  await page
    .locator('h1')
    .first()
    .evaluate((heading) => {
      heading.tabIndex = -1;
      heading.focus();
      heading.blur();
    });
  await fill(page, '[name=recipient]', 'Maya Okafor');
  await fill(page, '[name=line1]', 'Lindenstr. 4');
  await fill(page, '[name=postalCode]', '10969');
  await fill(page, '[name=city]', 'Berlin');
  await tabTo(page, '.checkout-form button[type=submit]');
  await page.keyboard.press('Enter');
  await page.locator('.checkout-done').waitFor();
  assert.equal(market.chain.sent.at(-1)?.functionName, 'buy');
});
