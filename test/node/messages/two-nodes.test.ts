import assert from 'node:assert/strict';
import { glob, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { createWalletClient, hashTypedData, http, type LocalAccount } from 'viem';
import { getCode, waitForTransactionReceipt } from 'viem/actions';
import type { ChainAccount } from '../../../node/chain/chain-account.ts';
import type { Page } from '../../../protocol/api/common.ts';
import { type MessageView, messageView } from '../../../protocol/api/message.ts';
import type { OrderDetail } from '../../../protocol/api/order.ts';
import { decryptAttachment } from '../../../protocol/attachment.ts';
import { cidFromDigest, cidOf, digestOf, RAW } from '../../../protocol/block.ts';
import { fileKeyOf, openDisclosed } from '../../../protocol/disclosure.ts';
import { unwrap } from '../../../protocol/errors.ts';
import { decryptDetails, encryptDetails } from '../../../protocol/mailbox.ts';
import { type MailboxKey, mailboxKeyFromSignature, mailboxTypedData } from '../../../protocol/mailbox-key.ts';
import { decodeMessage } from '../../../protocol/message.ts';
import { decryptBody, unpackBody } from '../../../protocol/message-body.ts';
import type { OrderDetails } from '../../../protocol/order-details.ts';
import type { Hex } from '../../../protocol/primitives.ts';
import { assertProblem, getJson, send, types } from '../../support/http.ts';
import { startMarket, type TestMarket } from '../../support/market.ts';
import type { NodeProcess } from '../../support/node-process.ts';
import { person } from '../../support/people.ts';
import { draft, openShop, publish } from '../../support/shop.ts';
import { buy, listingOf, orderAfter } from '../../support/trade.ts';
import { until } from '../../support/until.ts';
import { pictureOf, type Writer, writerOf } from './support/writer.ts';

/** What must be found nowhere: not on any disk, in any log, on the chain. */
const secrets = {
  street: 'Rua Secretissima 4711',
  text: 'Please hide it behind the geraniums',
  picture: 'PIXELSOFTHEPORCH',
};

let market: TestMarket;
let nodeA: NodeProcess;
let nodeB: NodeProcess;
let seller: ChainAccount;
let buyer: Writer;
let shopKey: MailboxKey;
const now = () => Math.floor(Date.now() / 1_000);
before(async () => {
  market = await startMarket({ nodes: 2 });
  [nodeA, nodeB] = market.nodes as [NodeProcess, NodeProcess];
  seller = await openShop(market);
  await publish(market, seller.account, [draft(market, { shop: seller.address, handle: 'cup' })]);
  const { chainId, contracts } = market.deployment;
  const place = { chainId, market: contracts.market };
  shopKey = mailboxKeyFromSignature(
    await seller.account.signTypedData(mailboxTypedData({ ...place, shop: seller.address, number: 1 })),
  );
  buyer = await writerOf({ place, account: person('buyer'), byte: 9, validUntil: now() + 3_600 });
});
after(() => market.stop());

const upload = async (node: NodeProcess, blocks: readonly { bytes: Uint8Array }[]) => {
  for (const { bytes } of blocks) {
    assert.equal((await send(`${node.url}/api/v1/contents`, bytes, types.raw)).status, 200);
  }
};
const messagesOn = async (node: NodeProcess, order: string): Promise<MessageView[]> =>
  (await getJson<Page<MessageView>>(`${node.url}/api/v1/orders/${order}/messages`)).items.map((item) =>
    messageView.parse(item),
  );
const blockFrom = async (node: NodeProcess, cid: string): Promise<Uint8Array> => {
  const answer = await fetch(`${node.url}/ipfs/${cid}?format=raw`);
  assert.equal(answer.status, 200);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  assert.equal(cidOf(bytes, RAW).toString(), cid);
  return bytes;
};
/** Waits until a node holds a message of the order with all that it names. */
const heldOn = (node: NodeProcess, order: string, count = 1): Promise<MessageView[]> =>
  until(`${count} messages on a node`, async () => {
    const items = await messagesOn(node, order);
    return items.length >= count &&
      items.every(({ body, attachments }) => [body, ...attachments].every(({ held }) => held))
      ? items
      : undefined;
  });

const details: OrderDetails = {
  v: 1,
  type: 'address',
  recipient: 'Maria',
  lines: [secrets.street],
  city: 'Lisbon',
  country: 'PT',
};
const purchase = async (node: NodeProcess, account = market.account('buyer')): Promise<OrderDetail> => {
  const block = await encryptDetails(
    { ...details, replyKey: buyer.mailbox.publicKey },
    shopKey.publicKey,
    buyer.mailbox.publicKey,
  );
  await upload(node, [block]);
  const listing = await listingOf(node.url, seller.address, 'cup');
  const { block: paidIn } = await buy(market, account, listing, { details: digestOf(block.cid) });
  return orderAfter(node.url, account.address, paidIn);
};
const porch = () => {
  const picture = pictureOf(30_000);
  picture.data.set(Buffer.from(secrets.picture), 100);
  return picture;
};

test('what a buyer writes on one node, a seller who was offline reads on another after the first is gone', async () => {
  await nodeB.stop();
  const order = await purchase(nodeA);
  const id = order.id as Hex;
  const { envelope, contents } = await buyer.write({
    order: id,
    to: shopKey.publicKey,
    sentAt: now(),
    text: secrets.text,
    pictures: [porch()],
  });
  await upload(nodeA, contents);
  const answer = await send(`${nodeA.url}/api/v1/messages`, envelope.bytes, types.cbor);
  assert.deepEqual(await answer.json(), { id: digestOf(envelope.cid) });
  await nodeB.start();
  await heldOn(nodeB, id);
  await until('the details on the second node', async () => {
    const there = await fetch(`${nodeB.url}/api/v1/orders/${id}`);
    return there.ok && ((await there.json()) as OrderDetail).detailsHeld;
  });
  await nodeA.stop();

  const [view] = await messagesOn(nodeB, id);
  assert.equal(view!.by, 'buyer');
  const signed = unwrap(decodeMessage(Buffer.from(view!.envelope, 'base64url')));
  const body = await blockFrom(nodeB, view!.body.cid);
  const read = unwrap(await decryptBody({ message: signed.message, bytes: body, identity: shopKey.identity }));
  assert.equal(read.text, secrets.text);
  assert.equal(read.replyKey, buyer.mailbox.publicKey);
  const picture = await blockFrom(nodeB, view!.attachments[0]!.cid);
  const shown = unwrap(await decryptAttachment(picture, read.attachments[0]!, shopKey.identity));
  assert.deepEqual(Buffer.from(shown), Buffer.from(porch().data));
  const sealed = await blockFrom(nodeB, cidFromDigest(order.terms.details as Hex, RAW).toString());
  const address = unwrap(await decryptDetails(sealed, shopKey.identity));
  assert.deepEqual(address.type === 'address' && address.lines, [secrets.street]);
  // The buyer proves what was sent: with this key anybody opens this block, and no other.
  const disclosure = unwrap(await fileKeyOf(body, buyer.mailbox.identity));
  assert.equal(unwrap(unpackBody(unwrap(await openDisclosed(body, disclosure)))).text, secrets.text);
  await nodeA.start();

  // A message sent while all are there comes by gossip.
  const second = await buyer.write({ order: id, to: shopKey.publicKey, sentAt: now(), text: 'And thank you.' });
  await upload(nodeB, second.contents);
  assert.equal((await send(`${nodeB.url}/api/v1/messages`, second.envelope.bytes, types.cbor)).status, 200);
  await heldOn(nodeA, id, 2);
});

test('what all nodes lost comes back when a party sends the same ciphertext again', async () => {
  const order = await purchase(nodeA);
  const digest = order.terms.details as Hex;
  const cid = cidFromDigest(digest, RAW).toString();
  const heldBy = (node: NodeProcess) =>
    until('the details on a node', async () => (await fetch(`${node.url}/ipfs/${cid}?format=raw`)).status === 200);
  await Promise.all([heldBy(nodeA), heldBy(nodeB)]);
  const sealed = await blockFrom(nodeA, cid);
  const lose = (node: NodeProcess) => rm(path.join(node.dataDir, 'blocks'), { recursive: true });
  // One node's loss is made good by the other.
  await nodeB.stop();
  await lose(nodeB);
  await nodeB.start();
  await heldBy(nodeB);
  await Promise.all([nodeA.stop(), nodeB.stop()]);
  await Promise.all([lose(nodeA), lose(nodeB)]);
  await Promise.all([nodeA.start(), nodeB.start()]);
  assert.equal((await fetch(`${nodeB.url}/ipfs/${cid}?format=raw`)).status, 404);
  await upload(nodeB, [{ bytes: sealed }]);
  await heldBy(nodeB);
  assert.deepEqual(await blockFrom(nodeB, cid), sealed);
});

test('the API says what is wrong with a message', async () => {
  const url = `${nodeA.url}/api/v1/messages`;
  await assertProblem(await send(url, 'no cbor', types.cbor), { status: 400, code: 'message.malformed' });
  const order: Hex = `0x${'12'.repeat(32)}`;
  const lost = await buyer.write({ order, to: shopKey.publicKey, sentAt: now(), text: 'Hello?' });
  const problem = await assertProblem(await send(url, lost.envelope.bytes, types.cbor), {
    status: 404,
    code: 'order.not_found',
    field: 'message.order',
  });
  assert.equal(problem.retryable, true);
  const { id } = await purchase(nodeA);
  const { chainId, contracts } = market.deployment;
  const stranger = await writerOf({
    place: { chainId, market: contracts.market },
    account: person('promoter'),
    byte: 11,
    validUntil: now() + 3_600,
  });
  const foreign = await stranger.write({ order: id as Hex, to: shopKey.publicKey, sentAt: now(), text: 'Hello.' });
  await assertProblem(await send(url, foreign.envelope.bytes, types.cbor), {
    status: 403,
    code: 'message.sender_unknown',
    field: 'message.sender',
  });
  assert.deepEqual(await messagesOn(nodeA, id), []);
  await assertProblem(await fetch(`${nodeA.url}/api/v1/orders/${id}/messages?cursor=x`), {
    status: 400,
    code: 'cursor.invalid',
  });
});

/**
 * Code of an account that accepts one signature for each digest: the digest itself, and 32 bytes more. It compares the first
 * word of the signature with the digest, and answers with the word of ERC-1271 or with zero.
 */
const CONTRACT = `600435606435147f${'1626ba7e'.padEnd(64, '0')}0260005260206000f3`;

/** Puts code on the chain and has an account run it from now on (EIP-7702). */
async function runCode({ account }: ChainAccount, code: string): Promise<void> {
  const client = createWalletClient({ account, transport: http(market.chain.url) });
  // Copies what follows its eleven bytes and returns it.
  const length = (code.length / 2).toString(16).padStart(2, '0');
  const made = await client.sendTransaction({ chain: null, data: `0x60${length}80600b6000396000f3${code}` });
  const { contractAddress } = await waitForTransactionReceipt(client, { hash: made });
  assert.ok(contractAddress);
  const authorization = await client.signAuthorization({ account, contractAddress, executor: 'self' });
  const hash = await client.sendTransaction({
    chain: null,
    to: account.address,
    authorizationList: [authorization],
  });
  await waitForTransactionReceipt(client, { hash });
  assert.equal(
    await getCode(client, { address: account.address }),
    `0xef0100${contractAddress.slice(2).toLowerCase()}`,
  );
}

test('an account made of code writes by a key that its code said yes to, and every node asks the code', async () => {
  const account = market.account('buyer', 2);
  const { id } = await purchase(nodeA, account);
  const order = id as Hex;
  await runCode(account, CONTRACT);
  const { chainId, contracts } = market.deployment;
  const writerBy = (signTypedData: LocalAccount['signTypedData'], byte: number) =>
    writerOf({
      place: { chainId, market: contracts.market },
      account: { address: account.address, signTypedData },
      byte,
      validUntil: now() + 3_600,
    });
  const writer = await writerBy(async (data) => `${hashTypedData(data)}${'00'.repeat(32)}`, 21);
  const forger = await writerBy(async () => `0x${'11'.repeat(64)}`, 22);

  const forged = await forger.write({ order, to: shopKey.publicKey, sentAt: now(), text: 'Send it elsewhere.' });
  await assertProblem(await send(`${nodeA.url}/api/v1/messages`, forged.envelope.bytes, types.cbor), {
    status: 400,
    code: 'message.key_signature_invalid',
  });
  const { envelope, contents } = await writer.write({
    order,
    to: shopKey.publicKey,
    sentAt: now(),
    text: 'From a wallet of code.',
  });
  await upload(nodeA, contents);
  assert.equal((await send(`${nodeA.url}/api/v1/messages`, envelope.bytes, types.cbor)).status, 200);
  const [view] = await heldOn(nodeB, order);
  assert.equal(view!.by, 'buyer');
  const signed = unwrap(decodeMessage(Buffer.from(view!.envelope, 'base64url')));
  const bytes = await blockFrom(nodeB, view!.body.cid);
  const body = unwrap(await decryptBody({ message: signed.message, bytes, identity: shopKey.identity }));
  assert.deepEqual([body.text, body.replyKey], ['From a wallet of code.', writer.mailbox.publicKey]);
});

test('what was written stands in clear nowhere: no database, block store, log or chain has it', async () => {
  const found: string[] = [];
  let controls = 0;
  for await (const file of glob('**/*', { cwd: market.folder, withFileTypes: true })) {
    if (!file.isFile()) continue;
    const bytes = await readFile(path.join(file.parentPath, file.name)).catch((error: NodeJS.ErrnoException) => {
      // Databases replace their files while they run.
      if (error.code === 'ENOENT') return Buffer.alloc(0);
      throw error;
    });
    if (bytes.includes('All about cup')) controls += 1;
    for (const secret of Object.values(secrets)) {
      if (bytes.includes(secret) || bytes.includes(Buffer.from(secret).toString('hex')))
        found.push(`${file.name}: ${secret}`);
    }
  }
  assert.deepEqual(found, []);
  assert.ok(controls > 0, 'the search finds what is public');
});
