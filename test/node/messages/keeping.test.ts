import assert from 'node:assert/strict';
import { mkdtemp } from 'node:fs/promises';
import { after, before, type TestContext, test } from 'node:test';
import { storeContent, wantedContents } from '../../../indexer/catalogue/contents.ts';
import { wantSealedAgain } from '../../../indexer/messages/held-messages.ts';
import { listMessages } from '../../../indexer/messages/list-messages.ts';
import { createMessages } from '../../../node/messages/messages.ts';
import { networkLimits } from '../../../node/p2p/network-limits.ts';
import { startBlockStore } from '../../../node/store/block-store.ts';
import { messageView } from '../../../protocol/api/message.ts';
import { type Block, digestOf, rawBlock } from '../../../protocol/block.ts';
import type { ComposedMessage } from '../../../protocol/compose-message.ts';
import { VouchError } from '../../../protocol/errors.ts';
import { limits } from '../../../protocol/limits.ts';
import { orderId } from '../../../protocol/order.ts';
import type { Hex } from '../../../protocol/primitives.ts';
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
  at: { seconds: number };
  now(): number;
  messages: Awaited<ReturnType<typeof createMessages>>;
  blockStore: Awaited<ReturnType<typeof startBlockStore>>;
  indexed(): Promise<void>;
}

/** A paid order on a chain in memory, its parties, and the messages of a node with a database and a store on the disk. */
async function scene(t: TestContext): Promise<Scene> {
  const chain = await FakeChain.start(t);
  const at = { seconds: 60 };
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
    authority: { verifyContractSignature: async () => 'no_contract' },
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

test('a message that waits for its order is taken with the block that brings it; so many wait', async (t) => {
  const parts = await scene(t);
  const first = await write(parts);
  await parts.messages.set.receive(first.envelope.bytes, noConnection);
  await crowd(parts, first, networkLimits.messagesPending - 1);
  assert.deepEqual(await takenWithOrder(parts), { before: 0, after: 1 });

  const other = await scene(t);
  const early = await write(other);
  await other.messages.set.receive(early.envelope.bytes, noConnection);
  await crowd(other, early, networkLimits.messagesPending);
  assert.deepEqual(await takenWithOrder(other), { before: 0, after: 0 });
});

/** Messages of orders that do not exist. */
async function crowd({ messages, buyer }: Scene, written: ComposedMessage, count: number): Promise<void> {
  for (let number = 0; number < count; number++) {
    const order: Hex = `0x${number.toString(16).padStart(64, '0')}`;
    await messages.set.receive(buyer.rewrite(written, { order }), noConnection);
  }
}
async function takenWithOrder({ chain, order, indexed, messages, store, id }: Scene) {
  const listed = async () => (await listMessages(store.db, { order: id, limit: 10 })).items.length;
  await messages.ordersRead();
  chain.mine(paid(order));
  await indexed();
  const before = await listed();
  await messages.ordersRead();
  return { before, after: await listed() };
}

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
