import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { bytesToHex, decodeFunctionData, hashTypedData } from 'viem';
import { decryptAttachment } from '../../protocol/attachment.ts';
import { cidFromDigest, RAW } from '../../protocol/block.ts';
import { ERC1271_ACCEPTED, erc1271Abi } from '../../protocol/erc1271.ts';
import { unwrap } from '../../protocol/errors.ts';
import { encryptDetails } from '../../protocol/mailbox.ts';
import {
  buyerMailboxTypedData,
  type MailboxKey,
  mailboxKeyFromSecret,
  mailboxKeyFromSignature,
} from '../../protocol/mailbox-key.ts';
import { decodeMessage } from '../../protocol/message.ts';
import { decryptBody } from '../../protocol/message-body.ts';
import type { Hex } from '../../protocol/primitives.ts';
import { recoverSigner } from '../../protocol/recover-signer.ts';
import { verifyMessage } from '../../protocol/verify-message.ts';
import { seriousFaults } from './axe.ts';
import { order } from './order-fixtures.ts';
import { checkoutBench } from './support/checkout-bench.ts';
import { writeAsShop } from './support/fake-post.ts';
import type { MarketServer } from './support/market-server.ts';
import { buyer, chainId, contracts, mailbox, shop } from './support/signed-shop.ts';
import { untilTrue } from './support/until-true.ts';

const bench = checkoutBench();
before(bench.start);
after(bench.stop);
const { openMarket } = bench;

const account = buyer.address.toLowerCase() as Hex;
const place = { chainId, market: contracts.market };
const buyerKey = async (): Promise<MailboxKey> =>
  mailboxKeyFromSignature(await buyer.signTypedData(buyerMailboxTypedData({ ...place, buyer: account, number: 1 })));

/** An order of the wallet's account with the shop whose keys the test has. */
const boughtOrder = {
  ...order,
  shop,
  buyer: account,
  image: null,
  terms: { ...order.terms, shop, buyer: account },
};
const shown = { order: boughtOrder, review: null, group: null, case: null, evidence: [] };

const openOrder = async (page: Page, market: MarketServer, locale = 'en'): Promise<void> => {
  await page.goto(`${market.origin}/order?lang=${locale}`);
  const purse = page.getByRole('button', { name: 'Test purse' });
  await purse.or(page.locator('.order-actions')).first().waitFor();
  if (await purse.isVisible()) await purse.click();
};
const openTalk = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Open the conversation' }).click();
  await page.getByRole('textbox', { name: 'Your message to the seller' }).waitFor();
};
/** How often the wallet was asked to sign. */
const countSignatures = (market: MarketServer): { asked: string[] } => {
  const asked: string[] = [];
  const { request } = market.chain;
  market.chain.request = (call) => {
    if (call.method === 'eth_signTypedData_v4') asked.push(JSON.parse(String(call.params?.[1])).primaryType);
    return request(call);
  };
  return { asked };
};

test('buyer and seller write and show photos, sealed and signed; the wallet is asked once for each key', async (context) => {
  const { market, page, faults } = await openMarket(context);
  const { asked } = countSignatures(market);
  market.showOrder(shown);
  const key = await buyerKey();
  await writeAsShop(market.post, {
    order: order.id,
    to: key.publicKey,
    text: 'Shall I engrave a name?\nIt is free.',
    sentAt: market.now - 600,
  });
  await openOrder(page, market);
  await page.getByText('Sealed for buyer and seller').waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  await openTalk(page);
  const log = page.getByRole('log', { name: 'Messages, oldest first' });
  await log.getByText('Shall I engrave a name?').waitFor();
  assert.deepEqual(asked, ['BuyerMailbox']);

  const photo = await sharp({ create: { width: 2_400, height: 1_800, channels: 3, background: '#2b7a4b' } })
    .withExif({ IFD0: { Copyright: 'SECRET-PLACE' } })
    .jpeg()
    .toBuffer();
  await page.getByLabel('Add photos').setInputFiles({ name: 'mug.jpg', mimeType: 'image/jpeg', buffer: photo });
  await page.getByRole('img', { name: 'Photo 1 to send' }).waitFor();
  await page.getByRole('textbox', { name: 'Your message to the seller' }).fill('Yes: Maya. <b>Thanks</b>');
  assert.deepEqual(await seriousFaults(page), []);
  // What this page sent it shows, whether the node says already that it holds it or not.
  market.post.late = true;
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await log.getByText('Yes: Maya. <b>Thanks</b>').waitFor();
  await log.getByRole('img', { name: 'Photo 1 from You' }).waitFor();
  assert.equal(await page.getByRole('textbox', { name: 'Your message to the seller' }).inputValue(), '');
  assert.deepEqual(asked, ['BuyerMailbox', 'MessageKey']);

  market.post.late = false;
  // The shop reads it with its own key, from what the node holds.
  const signed = unwrap(decodeMessage(market.post.envelopes[1]!));
  const ports = { ...place, recover: recoverSigner, verifyContractSignature: async () => false };
  unwrap(await verifyMessage(signed, ports));
  const blockOf = (digest: Hex): Uint8Array => market.post.blocks.get(cidFromDigest(digest, RAW).toString())!;
  const { message } = signed;
  const body = unwrap(await decryptBody({ message, bytes: blockOf(message.body), identity: mailbox.identity }));
  assert.equal(body.text, 'Yes: Maya. <b>Thanks</b>');
  assert.equal(body.replyKey, key.publicKey);
  const [attachment] = body.attachments;
  const picture = unwrap(await decryptAttachment(blockOf(attachment!.digest), attachment!, mailbox.identity));
  const metadata = await sharp(picture).metadata();
  assert.deepEqual(
    [metadata.format, metadata.width, metadata.height, metadata.exif],
    ['webp', 1_600, 1_200, undefined],
  );
  assert.ok(!Buffer.from(picture).includes('SECRET-PLACE'));

  // A second message asks for nothing more, by keyboard alone.
  await page.getByRole('textbox', { name: 'Your message to the seller' }).fill('And when?');
  await page.keyboard.press('Control+Enter');
  await log.getByText('And when?').waitFor();
  assert.deepEqual(asked, ['BuyerMailbox', 'MessageKey']);
  // What arrives appears by itself.
  await writeAsShop(market.post, { order: order.id, to: key.publicKey, text: 'Tomorrow.', sentAt: market.now + 5 });
  await log.getByText('Tomorrow.').waitFor();
  assert.deepEqual(faults, []);
});

test('keys stay out of storage, a draft outlives a reload, and what fails to go out stays in the field', async (context) => {
  const { market, page } = await openMarket(context);
  const { asked } = countSignatures(market);
  market.showOrder(shown);
  await openOrder(page, market);
  await openTalk(page);
  const field = page.getByRole('textbox', { name: 'Your message to the seller' });
  await field.fill('Half a thought');
  await page.reload();
  await openTalk(page);
  assert.equal(await field.inputValue(), 'Half a thought');
  market.post.refusal = 'node.overloaded';
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('Not sent. Your text and photos are still here.').waitFor();
  assert.equal(await field.inputValue(), 'Half a thought');
  assert.deepEqual(await seriousFaults(page), []);
  market.post.refusal = null;
  await page.locator('.talk-composer').getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('log').getByText('Half a thought').waitFor();
  // The wallet's word for the message key is taken from memory, and after a reload from the message itself.
  await page.reload();
  await openTalk(page);
  await field.fill('Once more');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByRole('log').getByText('Once more').waitFor();
  assert.deepEqual(
    asked.filter((name) => name === 'MessageKey'),
    ['MessageKey'],
  );
  const kept = (await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }])')) as string;
  const key = await buyerKey();
  assert.ok(!kept.includes(key.identity) && !/AGE-SECRET/i.test(kept) && !kept.includes('Once more'), kept);
});

test('messages that fail a check are shown as such and say nothing', async (context) => {
  const { market, page } = await openMarket(context);
  market.showOrder(shown);
  const key = await buyerKey();
  const base = { order: order.id, to: key.publicKey, sentAt: market.now - 900 };
  // Signed by the shop's wallet in the name of the buyer.
  await writeAsShop(market.post, { ...base, text: 'FORGED', sender: account });
  // Of another order.
  await writeAsShop(market.post, { ...base, order: `0x${'77'.repeat(32)}`, text: 'ELSEWHERE' });
  // Whose text the node changed.
  const changed = await writeAsShop(market.post, { ...base, text: 'CHANGED' });
  market.post.blocks.set(cidFromDigest(changed.message.body, RAW).toString(), new Uint8Array(700));
  // Written to somebody else's key.
  const stranger = mailboxKeyFromSecret(new Uint8Array(32).fill(9));
  await writeAsShop(market.post, { ...base, to: stranger.publicKey, own: stranger, text: 'UNREADABLE' });
  // Whose text has not arrived.
  const awaited = await writeAsShop(market.post, { ...base, text: 'LATER' });
  const late = cidFromDigest(awaited.message.body, RAW).toString();
  const bytes = market.post.blocks.get(late)!;
  market.post.blocks.delete(late);
  await openOrder(page, market);
  await openTalk(page);
  const log = page.getByRole('log');
  await log.getByText('message.signature_invalid').waitFor();
  for (const code of ['message.order_mismatch', 'block.hash_mismatch', 'message_body.undecryptable'])
    await log.getByText(code).waitFor();
  await log.getByText('this node does not hold the text yet').waitFor();
  const text = await log.innerText();
  for (const word of ['FORGED', 'ELSEWHERE', 'CHANGED', 'UNREADABLE']) assert.ok(!text.includes(word), word);
  assert.equal(await log.locator('.talk-wrong').count(), 4);
  assert.deepEqual(await seriousFaults(page), []);
  market.post.blocks.set(late, bytes);
  await log.getByText('LATER').waitFor();
});

const payloads = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '<svg onload=alert(1)>',
  '[x](javascript:alert(1))',
  '</textarea><iframe src="javascript:alert(1)">',
  '<style>*{display:none}</style><base href="https://evil.example/">',
  '{{constructor.constructor("alert(1)")()}}',
];

test('hostile text in a message stays text', async (context) => {
  const { market, page, faults } = await openMarket(context);
  market.showOrder(shown);
  const key = await buyerKey();
  for (const [index, text] of payloads.entries())
    await writeAsShop(market.post, { order: order.id, to: key.publicKey, text, sentAt: market.now - 100 + index });
  page.on('dialog', () => assert.fail('a script ran'));
  await openOrder(page, market);
  await openTalk(page);
  const log = page.getByRole('log');
  await log
    .locator('.talk-text')
    .nth(payloads.length - 1)
    .waitFor();
  const texts = await log.locator('.talk-text').allTextContents();
  assert.deepEqual(texts, payloads);
  assert.equal(await log.locator('script, iframe, svg:not(.face, .icon), style, a, img').count(), 0);
  assert.deepEqual(faults, []);
});

test('a node that stops answering is said to, and others see only that there are messages', async (context) => {
  const { market, page } = await openMarket(context);
  const stranger = { ...boughtOrder, buyer: `0x${'44'.repeat(20)}`, shop };
  market.showOrder({ ...shown, order: stranger });
  await openOrder(page, market);
  await page.getByText('Only the buyer and the seller can read what is written here.').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Open the conversation' }).count(), 0);
  market.showOrder(shown);
  await page.route('**/messages?*', (route) => route.abort());
  await openOrder(page, market);
  await page.locator('.talk').getByText('node.unavailable').waitFor();
  await page.unroute('**/messages?*');
  await page.locator('.talk').getByRole('button', { name: 'Try again' }).click();
  await page.getByText('Nothing written yet').waitFor();
});

test('buyer and seller read the details, in Chinese too', async (context) => {
  const { market, page, faults } = await openMarket(context);
  const key = await buyerKey();
  const details = {
    v: 1,
    type: 'contact',
    contact: 'maya@example.org',
    notes: '请轻放',
    replyKey: key.publicKey,
  } as const;
  const block = await encryptDetails(details, mailbox.publicKey, key.publicKey);
  market.post.blocks.set(block.cid.toString(), block.bytes);
  const digest = `0x${Buffer.from(block.cid.multihash.digest).toString('hex')}`;
  const held = { ...boughtOrder, detailsHeld: true, terms: { ...boughtOrder.terms, details: digest } };
  market.showOrder({ ...shown, order: held });
  const { asked } = countSignatures(market);
  await openOrder(page, market, 'zh-CN');
  await page.getByRole('button', { name: '查看收货信息' }).click();
  await page.getByText('请轻放').waitFor();
  // The same key opens the conversation, without another question.
  await page
    .getByRole('textbox', { name: '写给卖家的消息' })
    .or(page.getByRole('button', { name: '打开对话' }))
    .first()
    .waitFor();
  const button = page.getByRole('button', { name: '打开对话' });
  if (await button.isVisible()) await button.click();
  await page.getByRole('textbox', { name: '写给卖家的消息' }).waitFor();
  assert.deepEqual(asked, ['BuyerMailbox']);
  assert.deepEqual(await seriousFaults(page), []);
  assert.deepEqual(faults, []);
});

test('details that a node lost are sent again, the same bytes, by the browser that paid', async (context) => {
  const { market, page } = await openMarket(context);
  const block = await encryptDetails({ v: 1, type: 'contact', contact: 'maya@example.org' }, mailbox.publicKey);
  const digest = `0x${Buffer.from(block.cid.multihash.digest).toString('hex')}`;
  const state = 'paid' as const;
  const lost = { ...boughtOrder, state, detailsHeld: false, terms: { ...boughtOrder.terms, details: digest } };
  market.showOrder({ ...shown, order: lost });
  await openOrder(page, market);
  await page.getByText('this browser does not have them').waitFor();
  await page.evaluate(
    ([name, text]) => localStorage.setItem('vouch.details', JSON.stringify([[name, text]])),
    [digest, Buffer.from(block.bytes).toString('base64')],
  );
  await page.reload();
  await page.getByRole('button', { name: 'Send them again' }).click();
  await page.getByText('Sent again.').waitFor();
  assert.deepEqual(Buffer.from(market.uploads[0]!), Buffer.from(block.bytes));
  assert.deepEqual(await seriousFaults(page), []);
  // Once the node says that it holds them, the browser keeps them no longer.
  market.showOrder({ ...shown, order: { ...lost, detailsHeld: true } });
  await page.reload();
  await page.getByRole('button', { name: 'Read the delivery details' }).waitFor();
  await untilTrue(page, "localStorage.getItem('vouch.details') === '[]'");
});

/** Makes the wallet's account one of code, which accepts what its wallet signed and nothing else. */
const becomeContract = (market: MarketServer): { accepts: (signed: { digest: Hex; signature: Hex }) => boolean } => {
  const signed = new Set<string>();
  const { request } = market.chain;
  const nameOf = (digest: string, signature: string) => `${digest} ${signature}`.toLowerCase();
  market.chain.request = async (call) => {
    const [first, second] = call.params ?? [];
    if (call.method === 'eth_getCode' && String(first).toLowerCase() === account) return '0x6001';
    if (call.method === 'eth_signTypedData_v4') {
      const data = JSON.parse(String(second));
      // Not the length of a plain signature, and another one each time.
      const signature = bytesToHex(randomBytes(100));
      signed.add(nameOf(hashTypedData(data), signature));
      return signature;
    }
    // Safety: the pages call by objects of this shape.
    const { to, data } = (first ?? {}) as { to?: string; data?: Hex };
    if (call.method === 'eth_call' && to?.toLowerCase() === account && data !== undefined) {
      const [digest, signature] = decodeFunctionData({ abi: erc1271Abi, data }).args;
      if (!signed.has(nameOf(digest, signature))) throw Object.assign(new Error('execution reverted'), { code: 3 });
      return `${ERC1271_ACCEPTED}${'00'.repeat(28)}`;
    }
    return request(call);
  };
  return { accepts: ({ digest, signature }) => signed.has(nameOf(digest, signature)) };
};

test('an account of code writes with a key of its browser that the account signed for, and reads it after a reload', async (context) => {
  const { market, page, faults } = await openMarket(context);
  const contract = becomeContract(market);
  const { asked } = countSignatures(market);
  market.showOrder(shown);
  await openOrder(page, market);
  await openTalk(page);
  const log = page.getByRole('log', { name: 'Messages, oldest first' });
  await page.getByText('The key of this account is kept in this browser').click();
  await page.getByRole('button', { name: 'Copy the secret code' }).waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  await page.getByRole('textbox', { name: 'Your message to the seller' }).fill('From a contract');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await log.getByText('From a contract').waitFor();
  assert.deepEqual(asked, ['MessageKey'], 'one document, and nothing to make keys of');

  const signed = unwrap(decodeMessage(market.post.envelopes[0]!));
  const portsOf = (accepts: boolean) => ({
    ...place,
    recover: recoverSigner,
    verifyContractSignature: async ({ digest, signature }: { digest: Hex; signature: Uint8Array }) =>
      accepts && contract.accepts({ digest, signature: bytesToHex(signature) }),
  });
  assert.equal(unwrap(await verifyMessage(signed, portsOf(true))).sender, account);
  const refused = await verifyMessage(signed, portsOf(false));
  assert.equal(refused.ok ? 'ok' : refused.error.code, 'message.key_signature_invalid');
  const sealed = market.post.blocks.get(cidFromDigest(signed.message.body, RAW).toString())!;
  const { replyKey } = unwrap(
    await decryptBody({ message: signed.message, bytes: sealed, identity: mailbox.identity }),
  );

  // The shop answers to the key that the message gave, and the browser still has it.
  await writeAsShop(market.post, { order: order.id, to: replyKey, text: 'Welcome.', sentAt: market.now + 5 });
  await page.reload();
  await openOrder(page, market);
  await openTalk(page);
  await log.getByText('From a contract').waitFor();
  await log.getByText('Welcome.').waitFor();
  assert.deepEqual(asked, ['MessageKey']);

  // In another browser the code is wanted.
  const code = (await page.evaluate(`localStorage.getItem('vouch.device-key.${account}')`)) as string;
  await page.evaluate(`localStorage.removeItem('vouch.device-key.${account}')`);
  await page.reload();
  await openOrder(page, market);
  await openTalk(page);
  await page.getByText('The key of this account is kept in this browser').click();
  await page.getByLabel('Secret code from another browser').fill('too short');
  await page.getByRole('button', { name: 'Use this code here' }).click();
  await page.getByText('This is not the code of a key.').waitFor();
  await page.getByLabel('Secret code from another browser').fill(code);
  await page.getByRole('button', { name: 'Use this code here' }).click();
  await openTalk(page);
  await log.getByText('Welcome.').waitFor();
  assert.deepEqual(faults, []);
});
