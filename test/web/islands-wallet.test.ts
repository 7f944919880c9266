import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { until } from '../support/until.ts';
import { seriousFaults } from './axe.ts';
import { checkoutBench, openCheckout, pay, payNow } from './support/checkout-bench.ts';
import { buyer, chainId, token } from './support/signed-shop.ts';

const bench = checkoutBench();
before(bench.start);
after(bench.stop);

/** What the wallet was asked, by method. */
const asked = (page: Page): Map<string, number> => {
  const counts = new Map<string, number>();
  page.on('request', (request) => {
    if (!request.url().endsWith('/rpc')) return;
    const { method } = request.postDataJSON() as { method: string };
    counts.set(method, (counts.get(method) ?? 0) + 1);
  });
  return counts;
};

/** A second wallet, which says no to everything. */
const announceRefuser = (): void => {
  const provider = {
    request: async () => {
      throw Object.assign(new Error('User rejected the request.'), { code: 4001 });
    },
  };
  const detail = { info: { uuid: 'other', name: 'Other purse', icon: '', rdns: 'org.other' }, provider };
  const announce = () => window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }));
  window.addEventListener('eip6963:requestProvider', announce);
  announce();
};

/** Waits until the page keeps the test's own wallet for its next visit. */
const chosen = (page: Page): Promise<unknown> =>
  until('the wallet', async () => (await page.evaluate("localStorage.getItem('vouch.wallet')")) === 'org.test');

test('a wallet that runs batches approves and buys with one question, without a permit', async (context) => {
  const { market, page, faults } = await bench.openMarket(context);
  market.chain.state.batching = 'supported';
  const counts = asked(page);
  await pay(page, market);
  assert.deepEqual(
    market.chain.sent.map(({ functionName }) => functionName),
    ['approve', 'buy'],
  );
  assert.deepEqual(market.chain.sent[0]?.args[1], 53_000_000n);
  assert.deepEqual([counts.get('wallet_sendCalls'), counts.get('eth_sendTransaction')], [1, undefined]);
  assert.equal(await page.locator('.checkout-done a[href^="/order/0x"]').count(), 1);
  assert.deepEqual(
    faults.filter((fault) => !fault.includes('404')),
    [],
  );
});

test('a wallet that would have to change the account first is asked for a permit instead', async (context) => {
  const { market, page } = await bench.openMarket(context);
  market.chain.state.batching = 'ready';
  const counts = asked(page);
  await pay(page, market);
  assert.deepEqual(
    market.chain.sent.map(({ functionName }) => functionName),
    ['buy'],
  );
  assert.equal(counts.get('wallet_sendCalls'), undefined);
});

test('of two wallets the chosen one is used; one that declines leaves the other to be chosen', async (context) => {
  const { market, page } = await bench.openMarket(context);
  await page.addInitScript(announceRefuser);
  await page.goto(`${market.origin}/listing`);
  await page.locator('header .wallet-button, header [data-island=wallet] button').first().click();
  const dialog = page.locator('dialog[open]');
  const choices = dialog.locator('.wallet-choice');
  await choices.nth(1).waitFor();
  assert.deepEqual((await choices.allTextContents()).toSorted(), ['Other purse', 'Test purse']);
  await dialog.getByRole('button', { name: 'Other purse' }).click();
  await choices.first().waitFor();
  assert.equal(await dialog.locator('[role=alert]').count(), 0);
  assert.deepEqual(await seriousFaults(page), []);
  await dialog.getByRole('button', { name: 'Test purse' }).click();
  await chosen(page);
  await openCheckout(page, market);
  await payNow(page);
  assert.equal(market.chain.sent.at(-1)?.functionName, 'buy');
});

test('an account shows a code by which a phone sends it money, and a page one that opens it there', async (context) => {
  const { market, page } = await bench.openMarket(context);
  await page.goto(`${market.origin}/listing?lang=zh-CN`);
  await page.locator('header .wallet-button, header [data-island=wallet] button').first().click();
  const dialog = page.locator('dialog[open]');
  await dialog.getByText('改用手机继续').click();
  await dialog.getByRole('img', { name: '在手机上打开本页的二维码' }).waitFor();
  await dialog.getByRole('button', { name: 'Test purse' }).click();
  await chosen(page);
  await page.reload();
  await page.locator('header .wallet-button, header [data-island=wallet] button').first().click();
  await dialog.getByText('收款').click();
  await dialog.locator('.receive svg').waitFor();
  assert.equal(
    await dialog.locator('.receive a').getAttribute('href'),
    `ethereum:${token.address}@${chainId}/transfer?address=${buyer.address.toLowerCase()}`,
  );
  assert.deepEqual(await seriousFaults(page), []);
});
