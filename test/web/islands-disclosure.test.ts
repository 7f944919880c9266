import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { digestOf as digestOfCid, rawBlock } from '../../protocol/block.ts';
import { fileKeyOf } from '../../protocol/disclosure.ts';
import { unwrap } from '../../protocol/errors.ts';
import { decodeEvidence } from '../../protocol/evidence.ts';
import { encryptDetails } from '../../protocol/mailbox.ts';
import { buyerMailboxTypedData, mailboxKeyFromSignature } from '../../protocol/mailbox-key.ts';
import { encryptBody } from '../../protocol/message-body.ts';
import type { Hex } from '../../protocol/primitives.ts';
import { seriousFaults } from './axe.ts';
import { openCase } from './case-fixtures.ts';
import { now as fixtureNow } from './fixtures.ts';
import { disputedOrder } from './order-fixtures.ts';
import { checkoutBench } from './support/checkout-bench.ts';
import { writeAsShop } from './support/fake-post.ts';
import type { MarketServer } from './support/market-server.ts';
import { buyer, chainId, contracts, mailbox, shop } from './support/signed-shop.ts';

const bench = checkoutBench();
before(bench.start);
after(bench.stop);
const { openMarket } = bench;

const account = buyer.address.toLowerCase() as Hex;
const place = { chainId, market: contracts.market, buyer: account, number: 1 };

/** An order before the court, with two messages, a photo and details that the buyer can read. */
async function prepare(market: MarketServer) {
  const key = mailboxKeyFromSignature(await buyer.signTypedData(buyerMailboxTypedData(place)));
  const details = await encryptDetails(
    { v: 1, type: 'contact', contact: 'maya@example.org', replyKey: key.publicKey },
    mailbox.publicKey,
    key.publicKey,
  );
  market.post.blocks.set(details.cid.toString(), details.bytes);
  const webp = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#a33' } })
    .webp()
    .toBuffer();
  const base = { order: disputedOrder.id, to: key.publicKey };
  const broken = await writeAsShop(market.post, {
    ...base,
    text: 'It left here whole. <img src=x onerror=alert(1)>',
    sentAt: market.now - 500,
    pictures: [{ data: new Uint8Array(webp), width: 64, height: 48, type: 'image/webp' }],
  });
  const secret = await writeAsShop(market.post, { ...base, text: 'My door code is 1234', sentAt: market.now - 400 });
  const order = {
    ...disputedOrder,
    state: 'escalated' as const,
    shop,
    buyer: account,
    image: null,
    detailsHeld: true,
    deadline: disputedOrder.deadline === null ? null : disputedOrder.deadline - fixtureNow + market.now,
    terms: {
      ...disputedOrder.terms,
      shop,
      buyer: account,
      arbitrator: contracts.court,
      details: digestOfCid(details.cid),
    },
  };
  const found = { ...openCase, order: order.id, buyer: account, shop, image: null, evidence: [] };
  return { order, found, key, details, broken, secret };
}

const shown = { review: null, group: null, evidence: [] };
const open = async (page: Page, market: MarketServer, lang = 'en'): Promise<void> => {
  await page.goto(`${market.origin}/order?lang=${lang}`);
  const purse = page.getByRole('button', { name: 'Test purse' });
  await purse.or(page.locator('.order-actions')).first().waitFor();
  if (await purse.isVisible()) await purse.click();
};

test('a party opens single messages to the court, warned that they are public for ever, and jurors see them proved', async (context) => {
  const { market, page, faults } = await openMarket(context);
  const { order, found, broken, secret, details } = await prepare(market);
  market.showOrder({ ...shown, order, case: found });
  await open(page, market);
  const chip = page.getByRole('button', { name: 'Submit evidence' });
  await chip.first().click();
  await page.getByRole('button', { name: 'Choose what to show' }).click();
  await page.getByText('What you tick becomes public for ever.').waitFor();
  await page.getByRole('checkbox', { name: /It left here whole/ }).check();
  await page.getByRole('checkbox', { name: 'with its photo' }).check();
  await page.getByRole('checkbox', { name: /The delivery details of this order/ }).check();
  await page.getByText('3 pieces will be public.').waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  await page.getByLabel('Your evidence').fill('They said so themselves.');
  await Promise.all([
    page.waitForEvent('load'),
    page.locator('form.action-form').getByRole('button', { name: 'Submit evidence' }).click(),
  ]);
  const evidence = unwrap(decodeEvidence(market.evidence[0]!));
  const digests = evidence.disclosed?.map(({ digest }) => digest) ?? [];
  assert.deepEqual(digests, [broken.message.body, ...broken.message.attachments, digestOfCid(details.cid)]);
  assert.ok(!digests.includes(secret.message.body));

  const content = {
    text: evidence.text,
    language: 'en',
    images: [],
    writtenAt: evidence.writtenAt,
    disclosed: evidence.disclosed ?? [],
  };
  const piece = { digest: `0x${'e1'.repeat(32)}`, by: 'buyer' as const, at: market.now, content };
  market.showOrder({ ...shown, order, case: found, evidence: [piece] });
  await page.evaluate('localStorage.clear()');
  await page.goto(`${market.origin}/order`);
  const pieces = page.locator('.shown-piece');
  await pieces.nth(2).waitFor();
  assert.match(await pieces.nth(0).innerText(), /Seller.*signed by its writer.*It left here whole. <img src=x/s);
  await pieces.nth(1).getByRole('img', { name: 'Photo from a message' }).waitFor();
  assert.match(await pieces.nth(2).innerText(), /named by the buyer’s payment.*maya@example.org/s);
  assert.ok(!(await page.locator('body').innerText()).includes('1234'));
  assert.deepEqual(await seriousFaults(page), []);
  await page.goto(`${market.origin}/order?lang=zh-CN`);
  await page.getByText('有书写者的签名').first().waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  assert.deepEqual(faults, []);
});

test('what nobody signed, other bytes and a wrong key prove nothing, and are shown so', async (context) => {
  const { market, page } = await openMarket(context);
  const { order, found, key, broken, secret } = await prepare(market);
  const invented = await encryptBody(
    { v: 1, type: 'text', order: order.id as Hex, text: 'INVENTED', replyKey: key.publicKey, attachments: [] },
    [key.publicKey, mailbox.publicKey],
  );
  const block = rawBlock(invented.bytes);
  market.post.blocks.set(block.cid.toString(), block.bytes);
  const unsigned = unwrap(await fileKeyOf(block.bytes, key.identity));
  const disclosed = [
    unsigned,
    { digest: secret.message.body, fileKey: `0x${'5a'.repeat(16)}` },
    { digest: `0x${'77'.repeat(32)}`, fileKey: unsigned.fileKey },
    // A photo whose text stays sealed: nobody can say what it is.
    { digest: broken.message.attachments[0]!, fileKey: `0x${'5b'.repeat(16)}` },
  ];
  const content = { text: 'Look', language: 'en', images: [], writtenAt: market.now, disclosed };
  const piece = { digest: `0x${'e1'.repeat(32)}`, by: 'seller' as const, at: market.now, content };
  market.showOrder({ ...shown, order, case: found, evidence: [piece] });
  await page.goto(`${market.origin}/order`);
  const pieces = page.locator('.shown-piece');
  await pieces.nth(3).waitFor();
  assert.equal(await page.locator('.shown-piece.talk-wrong').count(), 4);
  await pieces.nth(0).getByText('disclosure.unproven').waitFor();
  await pieces.nth(1).getByText('disclosure.undecryptable').waitFor();
  assert.ok(!(await page.locator('.shown').innerText()).includes('INVENTED'));
});
