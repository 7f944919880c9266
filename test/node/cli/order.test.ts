import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Abi } from 'viem';
import type { ChainAccount } from '../../../node/chain/chain-account.ts';
import { shopsAbi } from '../../../protocol/abi/shops.ts';
import type { OrderDetail } from '../../../protocol/api/order.ts';
import { digestOf } from '../../../protocol/block.ts';
import { encryptDetails } from '../../../protocol/mailbox.ts';
import { buyerMailboxTypedData, mailboxKeyFromSignature, mailboxTypedData } from '../../../protocol/mailbox-key.ts';
import { runCli } from '../../support/cli.ts';
import { send, types } from '../../support/http.ts';
import { startMarket, type TestMarket } from '../../support/market.ts';
import { keyOf, person } from '../../support/people.ts';
import { draft, openShop, publish } from '../../support/shop.ts';
import { buy, listingOf, orderAfter } from '../../support/trade.ts';
import { pictureOf, writerOf } from '../messages/support/writer.ts';

let market: TestMarket;
let seller: ChainAccount;
let order: OrderDetail;
const place = () => ({ chainId: market.deployment.chainId, market: market.deployment.contracts.market });
const shopKeyOf = async (number: number) =>
  mailboxKeyFromSignature(
    await seller.account.signTypedData(mailboxTypedData({ ...place(), shop: seller.address, number })),
  );
before(async () => {
  market = await startMarket();
  seller = await openShop(market);
  await publish(market, seller.account, [draft(market, { shop: seller.address, handle: 'cup' })]);
  const buyer = market.account('buyer');
  const { publicKey } = mailboxKeyFromSignature(
    await buyer.account.signTypedData(buyerMailboxTypedData({ ...place(), buyer: buyer.address, number: 1 })),
  );
  const details = await encryptDetails(
    { v: 1, type: 'contact', contact: 'ana@example.org', replyKey: publicKey },
    (await shopKeyOf(1)).publicKey,
    publicKey,
  );
  await market.client.content(details.bytes, types.raw);
  const listing = await listingOf(market.node.url, seller.address, 'cup');
  const { block } = await buy(market, buyer, listing, { details: digestOf(details.cid) });
  order = await orderAfter(market.node.url, buyer.address, block);
});
after(() => market.stop());

const vouch = (role: 'buyer' | 'seller' | 'promoter', command: string, ...args: string[]) =>
  runCli(['order', command, ...args], { VOUCH_KEY: keyOf(role), VOUCH_NODE: market.node.url });

test('seller and buyer talk from the command line, and nobody else hears', async () => {
  // The buyer's key stands in the details, so the seller can write first.
  const first = await vouch('seller', 'reply', order.id, '--text', 'Which colour?\nBlue or white?');
  assert.deepEqual([first.code, first.err], [0, '']);
  assert.match(first.out, /^0x[0-9a-f]{64}\n$/);
  const second = await vouch('buyer', 'reply', order.id, '--text', 'Blue, please.');
  assert.equal(second.code, 0, second.err);
  for (const role of ['seller', 'buyer'] as const) {
    const read = await vouch(role, 'messages', order.id);
    assert.equal(read.code, 0, read.err);
    assert.match(
      read.out,
      /seller {2}0x[0-9a-f]+\n {2}Which colour\?\n {2}Blue or white\?\n.*buyer {2}0x[0-9a-f]+\n {2}Blue, please\.\n/s,
    );
  }
  const json = await vouch('buyer', 'messages', order.id, '--json');
  const messages = JSON.parse(json.out) as { by: string; text: string }[];
  assert.deepEqual(
    messages.map(({ by, text }) => [by, text]),
    [
      ['seller', 'Which colour?\nBlue or white?'],
      ['buyer', 'Blue, please.'],
    ],
  );
  const stranger = await vouch('promoter', 'messages', order.id);
  assert.equal(stranger.code, 1);
  assert.match(stranger.err, /^message\.sender_unknown: /);
});

test('both read the details', async () => {
  for (const role of ['seller', 'buyer'] as const) {
    const read = await vouch(role, 'details', order.id);
    assert.equal(read.code, 0, read.err);
    assert.equal(JSON.parse(read.out).contact, 'ana@example.org');
  }
});

test('pictures are saved, and what was written to an earlier key is still read after the shop took a new one', async () => {
  const buyer = await writerOf({
    place: place(),
    account: person('buyer'),
    byte: 3,
    validUntil: Math.floor(Date.now() / 1_000) + 3_600,
  });
  const { envelope, contents } = await buyer.write({
    order: order.id as `0x${string}`,
    to: (await shopKeyOf(1)).publicKey,
    sentAt: Math.floor(Date.now() / 1_000) + 1,
    text: 'Look at this.',
    pictures: [pictureOf(900)],
  });
  for (const { bytes } of contents) await market.client.content(bytes, types.raw);
  assert.equal((await send(`${market.node.url}/api/v1/messages`, envelope.bytes, types.cbor)).status, 200);
  await seller.send({
    address: market.deployment.contracts.shops,
    abi: shopsAbi as Abi,
    functionName: 'setEncryptionKey',
    args: [(await shopKeyOf(2)).publicKey],
  });
  const folder = path.join(market.folder, 'saved');
  const read = await vouch('seller', 'messages', order.id, '--save', folder);
  assert.equal(read.code, 0, read.err);
  const file = /\[image\/webp, 4 × 3\] (\S+)/.exec(read.out)?.[1] ?? '';
  assert.equal(path.dirname(file), folder);
  assert.deepEqual(await readFile(file), Buffer.from(pictureOf(900).data));
  assert.match((await vouch('seller', 'details', order.id)).out, /ana@example\.org/);
});

test('wrong use is told by its code', async () => {
  const lines: [args: string[], code: RegExp][] = [
    [['reply', order.id], /^option\.missing: /],
    [['reply', order.id, '--text', '   '], /^option\.missing: /],
    [['messages', '0x12'], /^order\.invalid: /],
    [['details', `0x${'12'.repeat(32)}`], /^order\.not_found: /],
    [['reply', order.id, '--text', 'x'.repeat(4_001)], /^message_body\.invalid: /],
  ];
  for (const [args, code] of lines) {
    const { code: exit, err } = await vouch('seller', ...(args as [string]));
    assert.equal(exit, 1);
    assert.match(err, code);
  }
});
