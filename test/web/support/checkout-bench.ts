import type { Browser, Page } from 'playwright-core';
import { startBrowser } from '../../../scripts/docs/browser.ts';
import { loadRenderer } from '../renderer.ts';
import { type MarketServer, startMarketServer } from './market-server.ts';

/** Announces a wallet by EIP-6963 whose chain and keys are the server's. */
export const injectWallet = (): void => {
  const provider = {
    request: async ({ method, params }: { method: string; params?: unknown[] }) => {
      const response = await fetch('/rpc', {
        method: 'POST',
        body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
      });
      const { result, error } = await response.json();
      if (error !== undefined) throw Object.assign(new Error(error.message), error);
      return result;
    },
  };
  const detail = { info: { uuid: 'test', name: 'Test purse', icon: '', rdns: 'org.test' }, provider };
  const announce = () => window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }));
  window.addEventListener('eip6963:requestProvider', announce);
  announce();
};

/** Opens markets for the tests of one file, in one browser. */
export function checkoutBench() {
  let browser: Browser;
  let renderer: Awaited<ReturnType<typeof loadRenderer>>;
  return {
    start: async (): Promise<void> => {
      // A build that fails leaves no browser behind.
      renderer = await loadRenderer();
      browser = await startBrowser();
    },
    stop: async (): Promise<void> => browser.close(),
    /** A page of a market, and what went wrong in it. */
    openMarket: async (
      context: { after: (work: () => unknown) => void },
      kind: 'shipped' | 'pickup' = 'shipped',
    ): Promise<{ market: MarketServer; page: Page; faults: string[] }> => {
      const market = await startMarketServer(renderer, kind);
      // What the worker keeps for later must not stand between a test and what its market says now.
      const page = await browser.newPage({ serviceWorkers: 'block' });
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(String(error)));
      page.on('console', (message) => {
        if (message.type() === 'error') faults.push(message.text());
      });
      await page.addInitScript(injectWallet);
      context.after(async () => {
        await page.close();
        market.stop();
      });
      return { market, page, faults };
    },
  };
}

/** Fills the checkout in and pays. */
export const pay = async (
  page: Page,
  market: MarketServer,
  { locale = 'en', query = 'quantity=2' }: { locale?: string; query?: string } = {},
): Promise<void> => {
  await openCheckout(page, market, { locale, query });
  await payNow(page);
};

/** Opens the checkout of the market's listing and fills it in. */
export const openCheckout = async (
  page: Page,
  market: MarketServer,
  { locale = 'en', query = 'quantity=2' }: { locale?: string; query?: string } = {},
): Promise<void> => {
  const { cid } = market.signed.detail;
  await page.goto(`${market.origin}/checkout?listing=${cid}&lang=${locale}&${query}`);
  const country = page.locator('select[name=country]');
  await country.or(page.locator('[name=contact]')).first().waitFor();
  if (await country.isVisible()) await country.selectOption('DE');
  const [purse, submit] = [
    page.getByRole('button', { name: 'Test purse' }),
    page.locator('.checkout-form button[type=submit]'),
  ];
  await purse.or(submit).first().waitFor();
  // A wallet of an earlier visit is taken up again by itself.
  if (await purse.isVisible()) await purse.click();
  if (await page.locator('[name=contact]').isVisible()) await page.locator('[name=contact]').fill('maya@example.org');
  if (!(await page.locator('[name=line1]').isVisible())) return;
  await page.locator('[name=recipient]').fill('Maya Okafor');
  await page.locator('[name=line1]').fill('Lindenstr. 4');
  await page.locator('[name=postalCode]').fill('10969');
  await page.locator('[name=city]').fill('Berlin');
};

/** Presses the button and waits for what comes of it. */
export const payNow = async (page: Page): Promise<void> => {
  await page.locator('.checkout-form button[type=submit]').click();
  await page.locator('.checkout-done, .transaction [role=alert]').first().waitFor();
};

/** Outcome of each check, by its name. */
export const outcomes = (page: Page): Promise<Record<string, string>> =>
  page
    .locator('[data-check]')
    .evaluateAll((rows) =>
      Object.fromEntries(
        rows.map((row) => [row.getAttribute('data-check'), row.className.replace('check check-', '')]),
      ),
    );
