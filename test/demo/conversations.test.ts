import assert from 'node:assert/strict';
import { test } from 'node:test';
import { base64urlnopad } from '@scure/base';
import type { MessageView } from '../../protocol/api/message.ts';
import { digestOf } from '../../protocol/block.ts';
import { checkMessage, openMessage, type Parties } from '../../protocol/checked-message.ts';
import type { ComposedMessage } from '../../protocol/compose-message.ts';
import { VouchError } from '../../protocol/errors.ts';
import { decodeMessage } from '../../protocol/message.ts';
import { orderDetailsSchema } from '../../protocol/order-details.ts';
import { type Address, addressSchema, type Hex } from '../../protocol/primitives.ts';
import { recoverSigner } from '../../protocol/recover-signer.ts';
import { personaAccounts, personaRecords } from '../../scripts/demo/accounts.ts';
import { conversations } from '../../scripts/demo/conversations.ts';
import { groupOffers } from '../../scripts/demo/group-offers.ts';
import { known } from '../../scripts/demo/known.ts';
import { market } from '../../scripts/demo/market.ts';
import { detailsFor } from '../../scripts/demo/seed/delivery-details.ts';
import { planOrder } from '../../scripts/demo/seed/order-plan.ts';
import { sendConversations, writeConversations } from '../../scripts/demo/seed/past-messages.ts';
import { makeKeys, type OwnKeys } from '../../web/islands/keys/key-holder.ts';
import { createWalletClient } from '../../web/wallet/client.ts';
import { createDemoWallet } from '../../web/wallet/demo/demo-wallet.ts';
import { createMemoryStorage } from '../web/support/fake-provider.ts';

const HOUR = 3_600;
const DAY = 24 * HOUR;
const NOW = 1_795_000_000;
const place = { chainId: 31_337, market: `0x${'4d'.repeat(20)}` as Address };
const accounts = personaAccounts();
const seats = personaRecords();

const sellerOf = (shop: string): string => market.personas.find((persona) => persona.shop === shop)?.id ?? '';
const sides = new Map(
  market.orders.map(({ id, buyer, shop }) => [
    id,
    { buyer: known(accounts, buyer), seller: known(accounts, sellerOf(shop)) },
  ]),
);
const paid = new Map(
  market.orders.map(({ id }, index) => [
    id,
    { id: `0x${(index + 1).toString(16).padStart(64, '0')}` as Hex, paidAt: NOW - 9 * DAY },
  ]),
);
const write = () => writeConversations({ place, sides, paid });

/** The keys that the demo wallet of a person makes on a page. */
async function keysOnPage(person: string, role: 'buyer' | 'seller'): Promise<OwnKeys> {
  const storage = createMemoryStorage();
  Object.defineProperty(globalThis, 'localStorage', { value: storage, configurable: true });
  const { provider, choose } = createDemoWallet({
    personas: seats,
    chainId: place.chainId,
    storage,
    // No account of a person has code.
    rpc: async () => '0x',
  });
  choose(person);
  const account = addressSchema.parse(known(accounts, person).address);
  const chain = { ...{ chainId: place.chainId, tokens: [], host: null, arbitrator: null, demo: true } };
  return makeKeys(
    {
      client: createWalletClient({ provider, account, chainId: place.chainId }),
      // Safety: of the contracts only the market is asked for.
      chain: { ...chain, contracts: { market: place.market } } as unknown as Parameters<typeof makeKeys>[0]['chain'],
    },
    { role, number: 1 },
  );
}

/** What a reader with these keys sees of a message that a node holds. */
async function read({ envelope, contents }: ComposedMessage, parties: Parties, { mailbox }: OwnKeys) {
  const decoded = decodeMessage(envelope.bytes);
  const [body] = contents;
  assert.ok(decoded.ok && body !== undefined);
  const ports = {
    ...place,
    recover: recoverSigner,
    verifyContractSignature: async () => false,
    readBlock: async () => body.bytes,
    hasBlock: () => false,
  };
  const view: MessageView = {
    id: digestOf(envelope.cid),
    // A node that names the wrong side is not believed.
    by: 'buyer',
    sentAt: 0,
    envelope: base64urlnopad.encode(envelope.bytes),
    body: { cid: body.cid.toString(), held: true },
    attachments: [],
  };
  const checked = await checkMessage(view, parties, ports);
  const { content, by, sentAt } = await openMessage(checked, ports, (open) => open(mailbox.identity));
  assert.equal(content.kind, 'open');
  return { by, sentAt, text: content.kind === 'open' ? content.body.text : '' };
}

test('buyers and sellers of open and of finished orders wrote to each other, in both languages, after paying and before now', () => {
  const outcomes = new Set<string>();
  for (const [id, messages] of Object.entries(conversations)) {
    const position = market.orders.findIndex((each) => each.id === id);
    const order = market.orders[position];
    const listing = market.shops
      .find(({ profile }) => profile.handle === order?.shop)
      ?.listings.find(({ handle }) => handle === order?.listing);
    assert.ok(order && listing, id);
    outcomes.add(order.outcome);
    const plan = planOrder(order, {
      now: NOW,
      position,
      shipWithinSeconds: listing.terms.shipWithinDays * DAY,
      inspectWithinSeconds: listing.terms.inspectWithinDays * DAY,
      groupWithinSeconds: (groupOffers.get(order.sku)?.withinHours ?? 0) * HOUR,
    });
    const [first, last] = [plan[0]?.atSeconds ?? 0, plan.at(-1)?.atSeconds ?? 0];
    const hours = messages.map((message) => message.hours);
    assert.deepEqual(
      hours,
      hours.toSorted((a, b) => a - b),
      id,
    );
    assert.ok((hours[0] ?? 0) > 0, id);
    assert.ok(first + (hours.at(-1) ?? 0) * HOUR < NOW - HOUR, `${id} is written before now`);
    assert.ok(last > NOW - 25 * DAY, `${id} is kept for some days to come`);
  }
  for (const outcome of ['paid', 'shipped', 'overdue', 'disputed', 'in-court', 'completed', 'ruled'])
    assert.ok(outcomes.has(outcome), outcome);
  const texts = Object.values(conversations).flatMap((messages) => messages.map(({ text }) => text));
  assert.equal(new Set(texts).size, texts.length);
  const chinese = texts.filter((text) => /\p{Script=Han}/u.test(text));
  assert.ok(chinese.length >= 8 && texts.length - chinese.length >= 8);
  const shops = new Set(Object.keys(conversations).map((id) => market.orders.find((each) => each.id === id)?.shop));
  assert.equal(shops.size, market.shops.length, 'no desk is empty');
});

test('every buyer has goods sent to their own home, in their own name, and gives the key for answers', async () => {
  const buyers = [...new Set(market.orders.map(({ buyer }) => buyer))];
  const places = await Promise.all(
    buyers.map(async (buyer) => {
      const { publicKey } = (await keysOnPage(buyer, 'buyer')).mailbox;
      const details = orderDetailsSchema.parse(detailsFor({ buyer }, publicKey));
      assert.ok(details.type === 'address' && details.replyKey === publicKey);
      const names = market.personas.find(({ id }) => id === buyer)?.name ?? {};
      assert.ok(Object.values(names).includes(details.recipient), details.recipient);
      return details.lines.join();
    }),
  );
  assert.equal(new Set(places).size, buyers.length);
});

test('the demo wallet of either side reads each message on the page of its order', async () => {
  const written = await write();
  for (const [index, [name, messages]] of Object.entries(conversations).entries()) {
    const order = market.orders.find(({ id }) => id === name);
    assert.ok(order);
    const seller = sellerOf(order.shop);
    const [buyerKeys, sellerKeys] = [await keysOnPage(order.buyer, 'buyer'), await keysOnPage(seller, 'seller')];
    const parties = {
      id: known(paid, name).id,
      buyer: addressSchema.parse(known(accounts, order.buyer).address),
      shop: addressSchema.parse(known(accounts, seller).address),
    };
    const expected = messages.map(({ by, hours, text }) => ({ by, sentAt: NOW - 9 * DAY + hours * HOUR, text }));
    for (const keys of [buyerKeys, sellerKeys]) {
      const seen = await Promise.all((written[index] ?? []).map((message) => read(message, parties, keys)));
      assert.deepEqual(seen, expected, name);
    }
  }
});

test('a message waits until the node knows its order, behind its text and before the next', async () => {
  const written = (await write()).slice(0, 1);
  const steps: string[] = [];
  let early = 2;
  await sendConversations(
    {
      content: async (bytes, type) => {
        assert.equal(type, 'application/vnd.ipld.raw');
        const place = written[0]?.findIndex(({ contents }) => contents[0]?.bytes === bytes);
        steps.push(`text ${place}`);
        return { cid: '', digest: '' };
      },
      message: async (bytes) => {
        const place = written[0]?.findIndex(({ envelope }) => envelope.bytes === bytes);
        if (early-- > 0) throw new VouchError({ code: 'order.not_found', message: 'Not read yet.', retryable: true });
        steps.push(`message ${place}`);
        return { id: '' };
      },
    },
    written,
  );
  assert.deepEqual(
    steps,
    (written[0] ?? []).flatMap((_message, index) => [`text ${index}`, `message ${index}`]),
  );
});
