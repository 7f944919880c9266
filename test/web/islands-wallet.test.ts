import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { until } from '../support/until.ts';
import { seriousFaults } from './axe.ts';
import { checkoutBench, openCheckout, pay, payNow } from './support/checkout-bench.ts';
import type { MarketServer } from './support/market-server.ts';
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

/** Lets the market's chain, which is also the wallet's, answer some questions otherwise. */
const answering = (
  { chain }: MarketServer,
  answers: Record<string, (params: readonly unknown[]) => unknown>,
): { restore: () => void } => {
  const { request } = chain;
  chain.request = (call) => (answers[call.method] ?? (() => request(call)))(call.params ?? []);
  return {
    restore: () => {
      chain.request = request;
    },
  };
};
const refuse = (code: number) => () => {
  throw Object.assign(new Error('refused'), { code });
};
const spoken = (page: Page) => page.locator('.transaction [role=status]');
const payButton = (page: Page) => page.locator('.checkout-form button[type=submit]');

test('declining says that nothing was sent, and the same button tries again', async (context) => {
  const { market, page } = await bench.openMarket(context);
  const { restore } = answering(market, { eth_sendTransaction: refuse(4_001) });
  await openCheckout(page, market);
  await payButton(page).click();
  await spoken(page).getByText('You declined in the wallet. Nothing was sent, and you can try again.').waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  restore();
  await payNow(page);
  assert.equal(market.chain.sent.at(-1)?.functionName, 'buy');
});

for (const { lang, named, retry } of [
  { lang: 'en', named: 'This market is on chain {chain}. Choose that network in your wallet', retry: 'Try again' },
  { lang: 'zh-CN', named: '本市场在链 {chain} 上。请在钱包中选择该网络', retry: '重试' },
])
  test(`a wallet that stays on another network is told which one it needs (${lang})`, async (context) => {
    const { market, page } = await bench.openMarket(context);
    await openCheckout(page, market, { locale: lang });
    const { restore } = answering(market, {
      eth_chainId: () => '0x1',
      wallet_switchEthereumChain: refuse(4_200),
    });
    await payNow(page);
    await page.getByText('wallet.chain_mismatch').waitFor();
    await page.getByText(named.replace('{chain}', String(chainId))).waitFor();
    assert.equal(market.chain.sent.length, 0);
    restore();
    await page.getByRole('button', { name: retry }).click();
    await payNow(page);
    assert.equal(market.chain.sent.at(-1)?.functionName, 'buy');
  });

test('a batch that the wallet let go, and one that the contract refused, say so, and can be tried again', async (context) => {
  const { market, page } = await bench.openMarket(context);
  market.chain.state.batching = 'supported';
  market.chain.state.batchStatus = 400;
  await openCheckout(page, market);
  await payButton(page).click();
  await spoken(page).getByText('Nothing changed: try again.').waitFor();
  market.chain.state.batchStatus = 500;
  await payNow(page);
  await page.getByText('contract.reverted').waitFor();
  await page.getByText('Something changed in between').waitFor();
  market.chain.state.batchStatus = 200;
  await page.getByRole('button', { name: 'Try again' }).click();
  await payNow(page);
  assert.equal(await page.locator('.checkout-done').count(), 1);
});

for (const { lang, words } of [
  { lang: 'en', words: 'Your wallet put another transaction in its place. Nothing changed here' },
  { lang: 'zh-CN', words: '您的钱包用另一笔交易取代了它。这里没有任何变化' },
])
  test(`a transaction that its owner replaced in the wallet says so, and the button is there again (${lang})`, async (context) => {
    const { market, page } = await bench.openMarket(context);
    const { chain } = market;
    await openCheckout(page, market, { locale: lang });
    const hash = `0x${'ab'.repeat(32)}`;
    const from = buyer.address.toLowerCase();
    const waiting = {
      ...{ hash, from, to: token.address, nonce: '0x5', value: '0x0', input: '0x01', gas: '0x1', gasPrice: '0x1' },
      ...{ type: '0x0', blockNumber: null, blockHash: null, transactionIndex: null },
    };
    // Something else of the same account with the same number comes into the block.
    const { restore } = answering(market, {
      eth_sendTransaction: ([call]) => {
        restore();
        chain.request({ method: 'eth_sendTransaction', params: [call] });
        const other = { ...waiting, hash: chain.lastHash(), input: '0x02', value: '0x1' };
        const block = chain.request({ method: 'eth_getBlockByNumber' });
        answering(market, {
          eth_getTransactionByHash: () => waiting,
          eth_getBlockByNumber: () => ({ ...(block as object), transactions: [other] }),
        });
        return hash;
      },
    });
    await payButton(page).click();
    await spoken(page).getByText(words).waitFor();
    assert.equal(await payButton(page).isEnabled(), true);
  });

/** A transaction of an earlier visit that is not known to be done. */
const recordOf = (id: string, of: 'batch' | 'transaction', now: number) => ({
  ...{ id, of, kind: 'buy', account: buyer.address.toLowerCase(), chainId, path: '/orders', sentAt: now },
});

test('what an earlier page sent says on the next one how it ended, and never that it failed where nobody knows', async (context) => {
  const { market, page } = await bench.openMarket(context);
  await pay(page, market);
  const batch = `batch of ${market.chain.lastHash()}`;
  const toast = page.locator('.toast');
  const visit = async (status: () => unknown, lang = 'en'): Promise<string> => {
    const { restore } = answering(market, { wallet_getCallsStatus: status });
    const records = JSON.stringify([recordOf(batch, 'batch', market.now)]);
    await page.evaluate(`localStorage.setItem('vouch.transactions', ${JSON.stringify(records)})`);
    await page.goto(`${market.origin}/listing?lang=${lang}`);
    await toast.filter({ hasNotText: /waiting for the chain|正在等待/ }).waitFor();
    restore();
    return toast.innerText();
  };
  const told = (status: number) => () => ({ version: '2.0.0', id: batch, atomic: true, status, receipts: [] });
  assert.match(await visit(told(400)), /Purchase: the chain let it go.*Nothing changed.*try again/s);
  assert.match(await visit(told(500)), /Purchase: the contract refused it\. Nothing changed.*try again/s);
  assert.match(await visit(told(400), 'zh-CN'), /链上丢弃了它.*没有任何变化/s);
  const unknown = await visit(refuse(-32_000));
  assert.match(unknown, /Purchase: it cannot be followed now\. It may be done, or still on its way/);
  assert.doesNotMatch(await toast.getAttribute('class').then(String), /toast-bad/);
  assert.equal(await toast.getByRole('link').getAttribute('href'), '/orders');
});
