import assert from 'node:assert/strict';
import { mkdtemp } from 'node:fs/promises';
import { after, before, type TestContext, test } from 'node:test';
import { storeContent, wantedContents } from '../../../indexer/catalogue/contents.ts';
import { wantSealedAgain } from '../../../indexer/messages/held-messages.ts';
import { listMessages } from '../../../indexer/messages/list-messages.ts';
import { createMessages } from '../../../node/messages/messages.ts';
import { createPendingMessages } from '../../../node/messages/pending-messages.ts';
import { networkLimits } from '../../../node/p2p/network-limits.ts';
import type { ContractSignature } from '../../../node/p2p/ports.ts';
import { startBlockStore } from '../../../node/store/block-store.ts';
import { messageView } from '../../../protocol/api/message.ts';
import { type Block, digestOf, rawBlock } from '../../../protocol/block.ts';
import type { ComposedMessage } from '../../../protocol/compose-message.ts';
import { unwrap, VouchError } from '../../../protocol/errors.ts';
import { limits } from '../../../protocol/limits.ts';
import { decodeMessage, encodeMessage } from '../../../protocol/message.ts';
import { orderId } from '../../../protocol/order.ts';
import type { Hex } from '../../../protocol/primitives.ts';
import type { Quota } from '../../../protocol/quota.ts';
import { FakeChain, fakeDeployment } from '../../indexer/fixtures/fake-chain.ts';
import { caughtUp, follow } from '../../indexer/fixtures/indexing.ts';
import { beginning, closed, orderOf, paid } from '../../indexer/fixtures/market-events.ts';
import { quietLog, type TestStore, TestStores } from '../../indexer/fixtures/stores.ts';
import { person } from '../../support/people.ts';
import { pictureOf, type Writer, writerOf } from './support/writer.ts';

const DAY = 86_400;
const place = { chainId: fakeDeployment.chainId, market: fakeDeployment.contracts.market };

/** Safety: messages are judged by what they say, whoever brings them. */
const noConnection = undefined as never;

let stores: TestStores;
before(async () => {
  stores = await TestStores.start();
});
after(() => stores.stop());

interface Scene {
  chain: FakeChain;
  store: TestStore;
  order: ReturnType<typeof orderOf>;
  id: Hex;
  buyer: Writer;
  seller: Writer;
  stranger: Writer;
  /** Seconds since the order was paid. */
  at: { seconds: number; quota: Quota | null; contract: ContractSignature };
  now(): number;
  messages: Awaited<ReturnType<typeof createMessages>>;
  blockStore: Awaited<ReturnType<typeof startBlockStore>>;
  indexed(): Promise<void>;
}

/** A paid order on a chain in memory, its parties, and the messages of a node with a database and a store on the disk. */
async function scene(t: TestContext): Promise<Scene> {
  const chain = await FakeChain.start(t);
  const at: Scene['at'] = { seconds: 60, quota: { listings: 1_000, bytes: 2 ** 28 }, contract: 'no_contract' };
  const validUntil = chain.head.timestamp + 90 * DAY;
  const [buyer, seller, stranger] = (await Promise.all(
    (['buyer', 'seller', 'promoter'] as const).map((role, index) =>
      writerOf({ place, account: person(role), byte: index + 1, validUntil }),
    ),
  )) as [Writer, Writer, Writer];
  const order = orderOf({ buyer: buyer.address, shop: seller.address, paidAt: BigInt(chain.head.timestamp) });
  chain.mine(beginning(seller.address));
  const store = await stores.store(t);
  const indexer = await follow(store, chain, { finalityBlocks: 10 });
  const now = () => Number(order.paidAt) + at.seconds;
  const blockStore = await startBlockStore(await mkdtemp(`${stores.folder}/blocks-`), { clock: now });
  store.endings.push(() => blockStore.stop());
  const messages = await createMessages({
    ...place,
    store,
    blockStore,
    authority: { verifyContractSignature: async () => at.contract, quota: async () => at.quota },
    clock: now,
    log: quietLog,
  });
  return {
    chain,
    store,
    order,
    id: orderId(order),
    buyer,
    seller,
    stranger,
    at,
    now,
    messages,
    blockStore,
    indexed: () => caughtUp(indexer, chain),
  };
}

const paidScene = async (t: TestContext): Promise<Scene> => {
  const parts = await scene(t);
  parts.chain.mine(paid(parts.order));
  await parts.indexed();
  return parts;
};

const codeOf = async (taken: Promise<unknown>): Promise<string> =>
  taken.then(
    () => 'taken',
    (error: unknown) => (error instanceof VouchError ? error.code : String(error)),
  );

/** What the network's fetch does with blocks that it found. */
async function arrive({ store, blockStore, now }: Scene, blocks: readonly Block[]): Promise<string[]> {
  const outcomes: string[] = [];
  for (const block of blocks) {
    await blockStore.contents.put([block]);
    const outcome = await storeContent(store, block, { now: now() });
    if (outcome !== 'stored') await blockStore.contents.delete([block.cid]);
    outcomes.push(outcome);
  }
  return outcomes;
}
const wantedNow = async ({ store, now }: Scene): Promise<string[]> =>
  (await wantedContents(store.db, { limit: 100, now: now() }))
    .filter(({ purpose }) => purpose === 'message')
    .map(({ cid }) => cid.toString())
    .sort();
const write = ({ id, buyer, seller, now }: Scene, changes: object = {}): Promise<ComposedMessage> =>
  buyer.write({ order: id, to: seller.mailbox.publicKey, sentAt: now(), text: 'Where is it?', ...changes });

test('a message is listed with its blocks, which are wanted, and held once they came', async (t) => {
  const parts = await paidScene(t);
  const { messages, store, id } = parts;
  const { envelope, contents } = await write(parts, { pictures: [pictureOf(20_000)] });
  assert.equal(await messages.send(envelope.bytes), digestOf(envelope.cid));
  assert.equal(await messages.send(envelope.bytes), digestOf(envelope.cid), 'the same again changes nothing');
  assert.deepEqual(await wantedNow(parts), contents.map(({ cid }) => cid.toString()).sort());
  const held = async () => {
    const { items } = await listMessages(store.db, { order: id, limit: 10 });
    const [view] = items.map((item) => messageView.parse(item));
    assert.deepEqual(Buffer.from(view!.envelope, 'base64url'), Buffer.from(envelope.bytes));
    assert.equal(view!.by, 'buyer');
    return [view!.body, ...view!.attachments];
  };
  assert.deepEqual(
    await held(),
    contents.map(({ cid }) => ({ cid: cid.toString(), held: false })),
  );
  assert.deepEqual(await arrive(parts, contents), ['stored', 'stored']);
  assert.ok((await held()).every((block) => block.held));
  assert.deepEqual(await wantedNow(parts), []);
});

test('messages of strangers, of no order, of wrong times, without signature are refused', async (t) => {
  const parts = await paidScene(t);
  const { messages, stranger, seller, order, now, at } = parts;
  const sendWith = async (changes: object) => codeOf(messages.send((await write(parts, changes)).envelope.bytes));
  const foreign = await stranger.write({
    order: parts.id,
    to: seller.mailbox.publicKey,
    sentAt: now(),
    text: 'Buy elsewhere.',
  });
  assert.equal(await codeOf(messages.send(foreign.envelope.bytes)), 'message.sender_unknown');
  assert.equal(await sendWith({ order: `0x${'12'.repeat(32)}` }), 'order.not_found');
  const skew = limits.clockSkewSeconds;
  assert.equal(await sendWith({ sentAt: now() + skew }), 'taken');
  assert.equal(await sendWith({ sentAt: now() + skew + 1 }), 'message.sent_late');
  assert.equal(await sendWith({ sentAt: Number(order.paidAt) - skew }), 'taken');
  assert.equal(await sendWith({ sentAt: Number(order.paidAt) - skew - 1 }), 'message.sent_early');
  const { bytes } = (await write(parts)).envelope;
  const forged = bytes.slice();
  forged[forged.length - 5]! ^= 1;
  assert.match(await codeOf(messages.send(forged)), /^message\.signature_invalid$/);
  assert.equal(await codeOf(messages.send(bytes.subarray(1))), 'message.malformed');
  assert.equal(await codeOf(messages.send(new Uint8Array(limits.messageBytes + 1))), 'message.too_large');
  // Peers that send what no honest node has end the exchange; others may try again.
  const receive = (sent: Uint8Array) => codeOf(messages.set.receive(sent, noConnection));
  assert.equal(await receive(foreign.envelope.bytes), 'message.sender_unknown');
  assert.equal(await receive(forged), 'message.signature_invalid');
  at.seconds = 0;
  assert.equal(
    await messages.set.receive((await write(parts, { sentAt: now() + skew + 1 })).envelope.bytes, noConnection),
    'later',
  );
});

test('a message that comes before its order is taken once the order is read', async (t) => {
  const parts = await scene(t);
  const { envelope } = await write(parts);
  const receive = () => parts.messages.set.receive(envelope.bytes, noConnection);
  assert.equal(await receive(), 'later');
  parts.chain.mine(paid(parts.order));
  await parts.indexed();
  assert.equal(await receive(), 'kept');
  const [item] = [...parts.messages.set.items()];
  assert.equal(item!.timestamp, parts.now());
  assert.deepEqual(await parts.messages.set.encoded([item!.id]), [Buffer.from(envelope.bytes)]);
});

test('a message that waits for its order is taken with the block that brings it', async (t) => {
  const parts = await scene(t);
  const { chain, order, indexed, messages, store, id } = parts;
  const listed = async () => (await listMessages(store.db, { order: id, limit: 10 })).items.length;
  const early = await write(parts);
  await messages.set.receive(early.envelope.bytes, noConnection);
  await messages.ordersRead();
  chain.mine(paid(order));
  await indexed();
  assert.equal(await listed(), 0);
  await messages.ordersRead();
  assert.equal(await listed(), 1);
});

test('only so many messages wait for their orders', async () => {
  const writer = await writerOf({ place, account: person('buyer'), byte: 1, validUntil: 1_800_000_000 });
  const to = writer.mailbox.publicKey;
  const written = await writer.write({ order: `0x${'0'.repeat(64)}`, to, sentAt: 1_790_000_000, text: 'Hello' });
  const signed = unwrap(decodeMessage(written.envelope.bytes));
  const orderOfNumber = (number: number): Hex => `0x${number.toString(16).padStart(64, '0')}`;
  const about = (number: number) =>
    encodeMessage({ ...signed, message: { ...signed.message, order: orderOfNumber(number) } }).bytes;
  const pending = createPendingMessages(networkLimits.messagesPending);
  for (let number = 0; number < networkLimits.messagesPending; number++) pending.add(about(number));
  assert.equal(pending.orders().length, networkLimits.messagesPending);
  pending.add(about(networkLimits.messagesPending));
  assert.equal(pending.orders().length, networkLimits.messagesPending);
  assert.deepEqual(pending.take(orderOfNumber(0)), [], 'the oldest went');
  assert.deepEqual(pending.take(orderOfNumber(1)), [about(1)]);
  assert.deepEqual(pending.take(orderOfNumber(1)), []);
});

test('messages outlive a reorganisation that takes their order away for a while', async (t) => {
  const parts = await paidScene(t);
  const { messages, store, id, chain, order } = parts;
  await messages.send((await write(parts)).envelope.bytes);
  const listed = async () => (await listMessages(store.db, { order: id, limit: 10 })).items.length;
  assert.equal(await listed(), 1);
  chain.rewind(1);
  chain.mine();
  chain.mine();
  await parts.indexed();
  assert.equal(await listed(), 0);
  assert.equal(await messages.deleteExpired(), 0);
  chain.mine(paid(order));
  await parts.indexed();
  assert.equal(await listed(), 1);
});

test('of each party so many messages with so many pictures are kept, and not one more', async (t) => {
  const parts = await paidScene(t);
  const { messages, at, store, id, buyer } = parts;
  const written = await write(parts, { pictures: [pictureOf(64)] });
  const next = (pictures: number) => {
    at.seconds += 1;
    const attachments = Array.from({ length: pictures }, (_, index) => digestOf(rawBlock(Buffer.of(index)).cid));
    return codeOf(messages.send(buyer.rewrite(written, { sentAt: parts.now(), attachments })));
  };
  for (let pictures = 0; pictures < limits.attachmentsPerOrderAndParty; pictures += 4)
    assert.equal(await next(4), 'taken');
  assert.equal(await next(1), 'message.quota_exceeded');
  let sent = limits.attachmentsPerOrderAndParty / 4;
  for (; sent < limits.messagesPerOrderAndParty; sent++) assert.equal(await next(0), 'taken', `message ${sent}`);
  assert.equal(await next(0), 'message.quota_exceeded');
  // The other side still has its own.
  const answer = await parts.seller.write({
    order: id,
    to: parts.buyer.mailbox.publicKey,
    sentAt: parts.now(),
    text: 'On its way.',
  });
  assert.equal(await codeOf(messages.send(answer.envelope.bytes)), 'taken');
  const first = await listMessages(store.db, { order: id, limit: 100 });
  assert.equal(first.items[0]!.by, 'seller');
  const second = await listMessages(store.db, { order: id, limit: 100, cursor: first.nextCursor ?? undefined });
  const third = await listMessages(store.db, { order: id, limit: 100, cursor: second.nextCursor ?? undefined });
  assert.equal(third.nextCursor, null);
  const ids = [first, second, third].flatMap(({ items }) => items.map((item) => item.id));
  assert.equal(new Set(ids).size, limits.messagesPerOrderAndParty + 1);
});

/** What the table says of each shop, against what its messages add up to. */
async function checkShares({ store }: Scene): Promise<number> {
  const { rows } = await store.pool.query<{ kept: string; counted: string }>(
    `select s.bytes as kept, (select coalesce(sum(b.bytes), 0) from messages m join message_blocks b on b.message_id = m.id
       where m.shop = s.shop) as counted from shop_messages s`,
  );
  for (const { kept, counted } of rows) assert.equal(Number(kept), Number(counted));
  return Number(rows[0]?.kept ?? 0);
}

test('messages about the orders of a shop take what its deposit carries, and a little without one', async (t) => {
  const parts = await paidScene(t);
  const { messages, at, buyer } = parts;
  const written = await write(parts, { pictures: [pictureOf(64)] });
  const sendMore = (pictures: number) => {
    at.seconds += 1;
    const attachments = Array.from({ length: pictures }, (_, index) => digestOf(rawBlock(Buffer.of(index)).cid));
    return codeOf(messages.send(buyer.rewrite(written, { sentAt: parts.now(), attachments })));
  };
  const most = (pictures: number) => limits.messageBodyBytes + pictures * limits.attachmentBytes;
  at.quota = { listings: 100, bytes: limits.shopMessagesBytes + most(3) };
  for (let taken = most(4); taken <= limits.shopMessagesBytes; taken += most(4))
    assert.equal(await sendMore(4), 'taken');
  assert.equal(await sendMore(4), 'taken');
  const free = at.quota.bytes - (await checkShares(parts));
  at.quota.bytes += most(1) - free;
  assert.equal(await sendMore(2), 'message.shop_quota_exceeded');
  at.quota.bytes -= 1;
  assert.equal(await sendMore(1), 'message.shop_quota_exceeded');
  at.quota.bytes += 1;
  assert.equal(await sendMore(1), 'taken');
  assert.equal(await sendMore(0), 'message.shop_quota_exceeded');
  // What has come counts as what it is.
  at.quota.bytes += most(1);
  assert.equal(await codeOf(messages.send(written.envelope.bytes)), 'taken');
  assert.equal(await sendMore(1), 'message.shop_quota_exceeded');
  const before = await checkShares(parts);
  assert.deepEqual(await arrive(parts, written.contents), ['stored', 'stored']);
  const sizes = written.contents.map(({ bytes }) => bytes.length);
  assert.ok((await checkShares(parts)) <= before - most(1) + sizes[0]! + sizes[1]!);
  // A shop below the minimum deposit has less, and its buyers can still write.
  const poor = await paidScene(t);
  poor.at.quota = null;
  const text = await write(poor);
  const first = Math.floor(limits.shopMessagesBytes / most(4));
  for (let count = 0; count < first; count++) {
    const attachments = Array.from({ length: 4 }, (_, index) => digestOf(rawBlock(Buffer.of(index)).cid));
    const bytes = poor.buyer.rewrite(text, { sentAt: poor.now() - count, attachments });
    assert.equal(await codeOf(poor.messages.send(bytes)), 'taken');
  }
  const over = digestOf(rawBlock(Buffer.of(9)).cid);
  const last = poor.buyer.rewrite(text, { sentAt: poor.now() + 1, attachments: [over, over, over, over] });
  assert.equal(await codeOf(poor.messages.send(last)), 'message.shop_quota_exceeded');
  assert.equal(await codeOf(poor.messages.send(text.envelope.bytes)), 'taken');
});

test('gossip accepts what is new, rejects what no honest node forwards, and ignores the rest', async (t) => {
  const parts = await paidScene(t);
  const { messages, stranger, seller, buyer, at } = parts;
  const validators = new Map<string, (peer: unknown, message: { data: Uint8Array }) => Promise<string>>();
  const topics: string[] = [];
  // Safety: these are all members that joining uses.
  const pubsub = { topicValidators: validators, subscribe: (topic: string) => topics.push(topic) } as never;
  messages.join({ pubsub, contentsWanted: () => undefined });
  assert.deepEqual(topics, ['/vouch/1/messages']);
  const judge = (data: Uint8Array) => validators.get('/vouch/1/messages')!({ toString: () => 'peer' }, { data });
  const written = await write(parts);
  assert.equal(await judge(written.envelope.bytes), 'accept');
  assert.equal(await judge(written.envelope.bytes), 'ignore');
  const order: Hex = `0x${'12'.repeat(32)}`;
  assert.equal(await judge(buyer.rewrite(written, { order })), 'ignore');
  assert.equal(await judge(buyer.rewrite(written, { sentAt: parts.now() + 1_000 })), 'ignore');
  const foreign = await stranger.write({ order: parts.id, to: seller.mailbox.publicKey, sentAt: 1, text: 'x' });
  assert.equal(await judge(foreign.envelope.bytes), 'reject');
  assert.equal(await judge(Buffer.from('nothing')), 'reject');
  const forged = written.envelope.bytes.slice();
  forged[forged.length - 5]! ^= 1;
  assert.equal(await judge(forged), 'reject');
  const signed = unwrap(decodeMessage(written.envelope.bytes));
  const undelegated = encodeMessage({ ...signed, key: { ...signed.key!, signature: new Uint8Array(80) } }).bytes;
  assert.equal(await judge(undelegated), 'reject');
  // An account with code may have said yes to somebody else a moment ago.
  at.contract = 'invalid';
  assert.equal(await judge(undelegated), 'ignore');
  at.contract = 'valid';
  assert.equal(await judge(undelegated), 'accept');
});

test('a flood of one party is bounded by its rate', async (t) => {
  const parts = await paidScene(t);
  const bytes = (await write(parts)).envelope.bytes;
  for (let sent = 0; sent < networkLimits.messagesBurst; sent++) await parts.messages.send(bytes);
  assert.equal(await codeOf(parts.messages.send(bytes)), 'message.rate_exceeded');
  parts.at.seconds += 1;
  for (let sent = 0; sent < networkLimits.messagesPerSecond; sent++) await parts.messages.send(bytes);
  assert.equal(await codeOf(parts.messages.send(bytes)), 'message.rate_exceeded');
});

test('a text is a ciphertext of its size, and nobody spoils a picture by naming it as a text', async (t) => {
  const parts = await paidScene(t);
  const { messages, seller, buyer, id } = parts;
  const { envelope, contents } = await write(parts, { pictures: [pictureOf(60_000)] });
  const picture = contents[1]!;
  assert.ok(picture.bytes.length > limits.messageBodyBytes);
  // The other party names the picture's digest as the text of a message, and gets it in first.
  const other = await seller.write({ order: id, to: buyer.mailbox.publicKey, sentAt: parts.now(), text: 'x' });
  await messages.send(seller.rewrite(other, { body: digestOf(picture.cid) }));
  assert.deepEqual(await arrive(parts, [picture]), ['refused']);
  await messages.send(envelope.bytes);
  assert.deepEqual(await arrive(parts, contents), ['stored', 'stored']);
  const plain = rawBlock(Buffer.from('Maria Silva, Rua das Flores 12'));
  await messages.send(seller.rewrite(other, { body: digestOf(plain.cid) }));
  assert.deepEqual(await arrive(parts, [plain]), ['refused']);
});

test('what nodes lost is wanted again at once when somebody sends it again, and nothing else is', async (t) => {
  const parts = await paidScene(t);
  const { messages, store, blockStore, now } = parts;
  const { envelope, contents } = await write(parts);
  const body = contents[0]!;
  await messages.send(envelope.bytes);
  await arrive(parts, [body]);
  await blockStore.contents.delete([body.cid]);
  assert.deepEqual(await wantedNow(parts), [], 'the index believes that it is held');
  const again = (digest: Hex) => wantSealedAgain(store.db, digest, { now: now(), keptSeconds: 30 * DAY });
  assert.equal(await again(digestOf(body.cid)), true);
  assert.deepEqual(await wantedNow(parts), [body.cid.toString()]);
  // Given out just now, it would come again only after a pause.
  assert.deepEqual(await wantedNow(parts), []);
  await again(digestOf(body.cid));
  assert.deepEqual(await wantedNow(parts), [body.cid.toString()]);
  assert.deepEqual(await arrive(parts, [body]), ['stored']);
  assert.equal(await again(`0x${'34'.repeat(32)}`), false);
});

test('messages, texts and pictures go 30 days after the order is final, from the disk and from staging too', async (t) => {
  const parts = await paidScene(t);
  const { messages, store, blockStore, chain, order, id, at } = parts;
  const { envelope, contents } = await write(parts, { pictures: [pictureOf(500)] });
  await messages.send(envelope.bytes);
  await arrive(parts, contents);
  at.seconds = 40 * DAY;
  assert.equal(await messages.deleteExpired(), 0, 'the order is open, however old');
  chain.mine(closed(order, 'completed', 'confirmed', 0));
  await parts.indexed();
  const closedAt = chain.head.timestamp - Number(order.paidAt);
  const late = await write(parts, { sentAt: chain.head.timestamp });
  at.seconds = closedAt + 30 * DAY;
  assert.equal(await messages.deleteExpired(), 0);
  assert.equal(await codeOf(messages.send(late.envelope.bytes)), 'taken');
  await blockStore.stage(...late.contents);
  at.seconds += 1;
  assert.equal(await messages.deleteExpired(), 2);
  for (const { cid } of [...contents, ...late.contents]) assert.equal(await blockStore.has(cid), false);
  assert.deepEqual(blockStore.staging.size(), { blocks: 0, bytes: 0 });
  assert.equal((await listMessages(store.db, { order: id, limit: 10 })).items.length, 0);
  assert.equal(messages.set.items().size, 0);
  for (const table of ['messages', 'message_blocks', 'held_sealed']) {
    const { rows } = await store.pool.query(`select count(*)::int as count from ${table}`);
    assert.equal(rows[0].count, 0, table);
  }
  // Whoever still has them cannot bring them back.
  assert.equal(await codeOf(messages.send(late.envelope.bytes)), 'message.order_closed');
  assert.equal(await messages.set.receive(envelope.bytes, noConnection), 'refused');
  assert.deepEqual(await wantedNow(parts), []);
  assert.deepEqual(await arrive(parts, contents), ['unwanted', 'unwanted']);
});

test('a block that two messages name stays as long as one of them', async (t) => {
  const parts = await paidScene(t);
  const { chain, order, messages, blockStore, at, buyer } = parts;
  const second = orderOf({ ...order, index: 1 });
  chain.mine(paid(second));
  await parts.indexed();
  const written = await write(parts);
  await messages.send(written.envelope.bytes);
  await arrive(parts, written.contents);
  await messages.send(buyer.rewrite(written, { order: orderId(second) }));
  chain.mine(closed(order, 'completed', 'confirmed', 0));
  await parts.indexed();
  at.seconds = chain.head.timestamp - Number(order.paidAt) + 30 * DAY + 1;
  assert.equal(await messages.deleteExpired(), 1);
  assert.equal(await blockStore.has(written.contents[0]!.cid), true);
  chain.mine(closed(second, 'completed', 'confirmed', 0));
  await parts.indexed();
  at.seconds = chain.head.timestamp - Number(order.paidAt) + 30 * DAY + 1;
  assert.equal(await messages.deleteExpired(), 1);
  assert.equal(await blockStore.has(written.contents[0]!.cid), false);
});
