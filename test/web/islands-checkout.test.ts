import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { digestOf, rawBlock } from '../../protocol/block.ts';
import { unwrap } from '../../protocol/errors.ts';
import { decryptDetails } from '../../protocol/mailbox.ts';
import { buyerMailboxTypedData, mailboxKeyFromSignature } from '../../protocol/mailbox-key.ts';
import { seriousFaults } from './axe.ts';
import { checkoutBench, openCheckout, outcomes, pay, payNow } from './support/checkout-bench.ts';
import { buyer, chainId, contracts, mailbox, type SignedListing } from './support/signed-shop.ts';

const bench = checkoutBench();
before(bench.start);
after(bench.stop);
const { openMarket } = bench;

test('a line is verified, its address encrypted, and paid with a permit in one transaction', async (context) => {
  const { market, page, faults } = await openMarket(context);
  await pay(page, market);
  assert.match((await page.locator('.checkout-done').textContent()) ?? '', /Paid/);
  assert.equal(await page.locator('.checkout-done a[href^="/order/0x"]').count(), 1);

  assert.deepEqual(
    market.chain.sent.map(({ functionName }) => functionName),
    ['buy'],
  );
  const [purchases, permits] = market.chain.sent[0]!.args as [
    { lines: { quantity: number; maxTotalUnits: bigint; details: string; host: string }[]; signature: string }[],
    { units: bigint; token: string }[],
  ];
  const line = purchases[0]!.lines[0]!;
  // Two mugs of 24, delivery of 4 and 1.
  assert.deepEqual([line.quantity, line.maxTotalUnits, permits[0]?.units], [2, 53_000_000n, 53_000_000n]);
  assert.equal(purchases[0]!.signature, market.signed.detail.head.signature);

  assert.equal(market.uploads.length, 1);
  assert.equal(line.details, digestOf(rawBlock(market.uploads[0]!).cid));
  const details = await decryptDetails(market.uploads[0]!, mailbox.identity);
  assert.ok(details.ok && details.value.type === 'address');
  assert.deepEqual(
    [details.value.recipient, details.value.city, details.value.country],
    ['Maya Okafor', 'Berlin', 'DE'],
  );
  assert.ok(!Buffer.from(market.uploads[0]!).includes('Okafor'));
  assert.deepEqual(faults, []);
});

test('a token without permits is approved first, for exactly the amount', async (context) => {
  const { market, page } = await openMarket(context);
  market.chain.state.permits = false;
  await pay(page, market);
  assert.deepEqual(
    market.chain.sent.map(({ functionName }) => functionName),
    ['approve', 'buy'],
  );
  assert.deepEqual(market.chain.sent[0]?.args[1], 53_000_000n);
});

const lies: { name: string; check: string; code: string; change: (listing: SignedListing) => void }[] = [
  {
    name: 'a lower price',
    check: 'proof',
    code: 'offer.not_in_catalogue',
    change: ({ detail }) => {
      detail.variants[0]!.offer.priceUnits = '1000000';
    },
  },
  {
    name: 'another proof',
    check: 'proof',
    code: 'offer.not_in_catalogue',
    change: ({ detail }) => {
      detail.variants[0]!.proof = [`0x${'11'.repeat(32)}`];
    },
  },
  {
    name: 'a signature of someone else',
    check: 'signature',
    code: 'head.signature_invalid',
    change: ({ detail }) => {
      detail.head.signature = detail.head.signature.replace(/^0x..../, '0x1234');
    },
  },
  {
    name: 'a catalogue that was signed for other offers',
    check: 'signature',
    code: 'head.signature_invalid',
    change: ({ detail }) => {
      detail.head.catalogue.offers = `0x${'22'.repeat(32)}`;
    },
  },
  {
    name: 'another listing under the same name',
    check: 'listing',
    code: 'listing.digest_mismatch',
    change: ({ block }) => {
      block.bytes[block.bytes.length - 1]! ^= 1;
    },
  },
  {
    name: 'another title',
    check: 'listing',
    code: 'listing.text_mismatch',
    change: ({ detail }) => {
      detail.titles.en = 'Golden mug';
    },
  },
  {
    name: 'cheaper delivery',
    check: 'price',
    code: 'delivery.invalid',
    change: ({ detail }) => {
      detail.delivery[0]!.firstUnits = '0';
    },
  },
  {
    name: 'a money that looks worth less',
    check: 'token',
    code: 'token.mismatch',
    change: ({ detail }) => {
      detail.token = { ...detail.token, decimals: 8 };
    },
  },
];

for (const { name, check, code, change } of lies) {
  test(`a node that shows ${name} is not paid`, async (context) => {
    const { market, page } = await openMarket(context);
    market.lie(change);
    await pay(page, market);
    const results = await outcomes(page);
    assert.equal(results[check], 'failed', JSON.stringify(results));
    assert.match((await page.locator('[role=alert]').last().textContent()) ?? '', new RegExp(code.replace('.', '\\.')));
    assert.ok(await page.getByText('Do not pay here').first().isVisible());
    assert.deepEqual([market.chain.sent.length, market.uploads.length], [0, 0]);
  });
}

test('a signer that the shop does not allow, a sold-out variant and a used-up deposit are refused by the chain', async (context) => {
  const { market, page } = await openMarket(context);
  const attempt = async (): Promise<Record<string, string>> => {
    await pay(page, market);
    return outcomes(page);
  };
  market.chain.state.mayPublish = false;
  assert.equal((await attempt()).signature, 'failed');
  market.chain.state.mayPublish = true;
  market.chain.state.sold = 8n;
  assert.equal((await attempt()).stock, 'failed');
  market.chain.state.sold = 2n;
  market.chain.state.freeUnits = 1n;
  assert.equal((await attempt()).coverage, 'failed');
  market.chain.state.freeUnits = 500_000_000n;
  market.chain.state.balance = 5n;
  await attempt();
  assert.match((await page.locator('[role=alert]').last().textContent()) ?? '', /token\.insufficient_balance/);
  await page.getByText('This account holds 0.000005 dUSD; 53.00 dUSD are needed.').waitFor();
  assert.equal(await page.locator('.short-of-money button').count(), 0, 'real money is not for the taking');
  assert.equal(market.chain.sent.length, 0);
});

test('on a demo market who has too little gets play money at the checkout, and pays', async (context) => {
  const { market, page } = await openMarket(context);
  market.beDemo();
  market.chain.state.balance = 5_000_000n;
  await pay(page, market);
  await page.getByText('This account holds 5.00 dUSD; 53.00 dUSD are needed.').waitFor();
  await page.getByRole('button', { name: 'Get 1,000.00 dUSD of play money' }).click();
  await page.locator('.transaction [role=status]').getByText('Done.').waitFor();
  await payNow(page);
  await page.getByRole('heading', { name: 'Paid. Thank you.' }).waitFor();
  assert.ok(await page.locator('.checkout-done h2').evaluate((title) => title === document.activeElement));
  assert.equal(await page.locator('.before').isVisible(), false, 'there is nothing to sign any more');
  assert.deepEqual(
    market.chain.sent.map(({ functionName }) => functionName),
    ['mint', 'buy'],
  );
});

test('a refusal of the contract is told in the language of the page', async (context) => {
  const { market, page } = await openMarket(context);
  market.chain.state.refusal = 'OfferSoldOut';
  await pay(page, market, { locale: 'zh-CN' });
  const text = (await page.locator('[role=alert]').last().textContent()) ?? '';
  assert.match(text, /offer\.sold_out/);
  assert.match(text, /\p{Script=Han}/u);
  assert.equal(market.chain.sent.length, 0);
});

test('by keyboard alone: from the listing to the cart, with price and stock of this moment', async (context) => {
  const { market, page, faults } = await openMarket(context);
  await page.goto(`${market.origin}/listing`);
  await page.getByRole('button', { name: 'Add to cart' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Go to the cart' }).waitFor();
  assert.equal(await page.locator('.cart-badge').textContent(), '1');
  market.lie(({ detail }) => {
    detail.variants[0]!.offer.priceUnits = '30000000';
  });
  await page.getByRole('link', { name: 'Go to the cart' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('The price changed from 24.00').waitFor();
  await page.getByLabel('Deliver to').selectOption('DE');
  await page.locator('.cart-total').getByText('34.00').waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  await page.getByRole('heading', { name: /^From \S/ }).waitFor();
  await page.getByRole('button', { name: /^Remove / }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('Your cart is empty').waitFor();
  await page.getByRole('link', { name: 'Look around the market' }).waitFor();
  assert.deepEqual(faults, []);
});

test('a line that cannot be bought any more is told beside the total that leaves it out', async (context) => {
  const { market, page } = await openMarket(context);
  await page.goto(`${market.origin}/listing`);
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await page.getByRole('link', { name: 'Go to the cart' }).waitFor();
  await page.evaluate(() => {
    const cart = JSON.parse(localStorage.getItem('vouch.cart') ?? '');
    const [line] = cart.lines;
    cart.lines.push({ ...line, code: 'GONE', sku: `0x${'ab'.repeat(32)}` });
    localStorage.setItem('vouch.cart', JSON.stringify({ ...cart, country: 'DE' }));
  });
  for (const path of ['/cart', '/checkout']) {
    await page.goto(`${market.origin}${path}`);
    await page.getByText('The shop no longer sells this').waitFor();
    await page.getByText('1 line is not in this total').waitFor();
  }
  await page
    .getByRole('button', { name: /^Remove / })
    .nth(1)
    .click();
  await page.getByText('no longer sells').waitFor({ state: 'detached' });
  assert.equal(await page.getByText('not in this total').count(), 0);
});

test('the checkout can be used by everyone, in both languages', async (context) => {
  const { market, page } = await openMarket(context);
  for (const locale of ['en', 'zh-CN']) {
    await page.goto(`${market.origin}/checkout?listing=${market.signed.detail.cid}&lang=${locale}`);
    const hint = page.getByText(locale === 'en' ? 'Choose the country above' : '请先在上方选择国家');
    await hint.waitFor();
    await page.locator('select[name=country]').selectOption('CN');
    await page.locator('.promises').waitFor();
    assert.equal(await hint.count(), 0);
    assert.deepEqual(await seriousFaults(page), [], locale);
    // The browser keeps the country, and the next reader has not chosen one.
    await page.evaluate(() => localStorage.clear());
  }
});

test('what an earlier page sent is followed to its end: a transaction by the node, a batch by its wallet', async (context) => {
  const { market, page } = await openMarket(context);
  await pay(page, market);
  const kept = () => page.evaluate(() => localStorage.getItem('vouch.transactions'));
  assert.equal(await kept(), '[]');
  const hash = market.chain.lastHash();
  for (const sent of [
    { id: hash, of: 'transaction' },
    { id: `batch of ${hash}`, of: 'batch' },
  ]) {
    const record = { ...sent, kind: 'buy', account: market.signed.detail.shop, chainId, path: '/orders', sentAt: 1 };
    await page.evaluate((text) => localStorage.setItem('vouch.transactions', text), JSON.stringify([record]));
    await page.goto(`${market.origin}/cart`);
    await page.locator('.toast').getByText('done.').waitFor();
    assert.equal(await kept(), '[]');
  }
});

test('the details carry the buyer’s key for answers unless the buyer wants none, and only sealed bytes are kept', async (context) => {
  const { market, page } = await openMarket(context);
  const place = { chainId, market: contracts.market, buyer: buyer.address.toLowerCase() as `0x${string}`, number: 1 };
  const own = mailboxKeyFromSignature(await buyer.signTypedData(buyerMailboxTypedData(place)));
  await pay(page, market);
  const read = async (bytes: Uint8Array, identity: string) => decryptDetails(bytes, identity);
  const [first] = market.uploads;
  const forShop = unwrap(await read(first!, mailbox.identity));
  assert.equal(forShop.replyKey, own.publicKey);
  assert.deepEqual(unwrap(await read(first!, own.identity)), forShop);
  const kept = JSON.parse((await page.evaluate("localStorage.getItem('vouch.details')")) as string) as string[][];
  assert.deepEqual(Buffer.from(kept[0]![1]!, 'base64'), Buffer.from(first!));
  assert.doesNotMatch((await page.evaluate('JSON.stringify({ ...localStorage })')) as string, /Lindenstr|AGE-SECRET/);

  await openCheckout(page, market);
  await page.getByRole('checkbox', { name: 'Let the seller write to me' }).uncheck();
  await page.getByText('Without it the seller cannot write to you').waitFor();
  await payNow(page);
  const second = market.uploads.at(-1)!;
  assert.equal(unwrap(await read(second, mailbox.identity)).replyKey, undefined);
  assert.equal((await read(second, own.identity)).ok, false);
});
