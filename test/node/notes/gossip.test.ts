import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { TopicValidatorResult } from '@libp2p/gossipsub';
import { createNotes } from '../../../node/notes/notes.ts';
import { notesTopic } from '../../../node/p2p/gossip-options.ts';
import { networkLimits } from '../../../node/p2p/network-limits.ts';
import type { Recommendation } from '../../../protocol/note.ts';
import { fakeDeployment } from '../../indexer/fixtures/fake-chain.ts';
import { quietLog, TestStores } from '../../indexer/fixtures/stores.ts';
import { person } from '../../support/people.ts';
import { authorOf } from './support/author.ts';

const place = { chainId: fakeDeployment.chainId, market: fakeDeployment.contracts.market };
const now = 1_800_000_000;
const ana = authorOf(place, person('buyer'));
const stranger = authorOf(place, person('seller'));

let stores: TestStores;
before(async () => {
  stores = await TestStores.start();
});
after(() => stores.stop());

/** A node's notes with a gossip that records what is published, and Ana's standing. */
async function node(t: Parameters<TestStores['store']>[0]) {
  const store = await stores.store(t);
  await store.pool.query(`insert into promoters values ($1, '0x', 1, 1, 1)`, [ana.address]);
  const checked: string[] = [];
  const notes = await createNotes({
    ...place,
    store,
    authority: { verifyContractSignature: async () => 'no_contract' },
    policy: { personRefusal: () => null },
    isSynced: () => true,
    clock: () => now,
    log: quietLog,
    checked: (outcome) => checked.push(outcome),
  });
  store.endings.push(() => notes.stop());
  const published: Uint8Array[] = [];
  const validators = new Map<string, (peer: object, message: { data: Uint8Array }) => Promise<TopicValidatorResult>>();
  const pubsub = {
    topicValidators: validators,
    subscribe: (topic: string) => assert.equal(topic, notesTopic),
    publish: async (_topic: string, bytes: Uint8Array) => published.push(bytes),
  };
  // Safety: of gossip only these members are used.
  notes.join({ pubsub: pubsub as never });
  const arrive = async (bytes: Uint8Array, peer = 'peer') =>
    validators.get(notesTopic)?.({ toString: () => peer }, { data: bytes });
  return { notes, checked, published, arrive };
}

test('a note is forwarded once, forged ones cost the peer, and what may be honest costs nothing', async (t) => {
  const { checked, arrive } = await node(t);
  const { bytes } = await ana.write({ updatedAt: now });
  const forged = Uint8Array.from(bytes);
  forged[forged.length - 5]! ^= 1;
  assert.equal(await arrive(forged), TopicValidatorResult.Reject);
  assert.equal(await arrive(bytes), TopicValidatorResult.Accept);
  assert.equal(await arrive(bytes), TopicValidatorResult.Ignore);
  assert.equal(await arrive((await ana.write({ updatedAt: now - 1 })).bytes), TopicValidatorResult.Ignore);
  assert.equal(await arrive((await stranger.write({ updatedAt: now })).bytes), TopicValidatorResult.Ignore);
  assert.deepEqual(checked, ['note.signature_invalid', 'kept', 'known', 'note.stale', 'note.no_standing']);
});

test('a note of up to so many bytes is gossiped; a longer one waits for reconciliation', async (t) => {
  const { notes, published } = await node(t);
  const words = (characters: number): Recommendation[] =>
    Array.from({ length: 19 }, (_, index) => ({
      shop: stranger.address,
      handle: `cup-${10 + index}`,
      order: null,
      text: 'x'.repeat(index === 0 ? characters : 310),
      language: 'en',
      writtenAt: 1,
    }));
  const sized = (characters: number, updatedAt: number) => ana.write({ updatedAt, recommendations: words(characters) });
  const most = 310 + networkLimits.noteGossipBytes - (await sized(310, now)).bytes.length;
  assert.ok(most > 255 && most < 500, String(most));
  const fits = await sized(most, now);
  assert.equal(fits.bytes.length, networkLimits.noteGossipBytes);
  await notes.send(fits.bytes);
  await notes.send((await sized(most + 1, now + 1)).bytes);
  assert.deepEqual(published, [fits.bytes]);
  assert.equal(notes.set.items().size, 1);
});

test('a flood of forged notes of one peer is mostly not looked at, and holds up nobody else', async (t) => {
  const { notes, checked, arrive } = await node(t);
  const { bytes } = await ana.write({ updatedAt: now });
  const forged = (number: number): Uint8Array => {
    const copy = Uint8Array.from(bytes);
    copy[copy.length - 5]! ^= 1 + (number % 250);
    return copy;
  };
  const flood = Array.from({ length: 5_000 }, (_, number) => arrive(forged(number), 'flooder'));
  const honest = await arrive(bytes, 'honest');
  assert.equal(honest, TopicValidatorResult.Accept);
  const results = await Promise.all(flood);
  const rejected = results.filter((result) => result === TopicValidatorResult.Reject).length;
  // The account might have code: after so many forgeries it is not asked any more.
  assert.equal(rejected, networkLimits.questionsBurst);
  assert.equal(checked.length, networkLimits.gossipWaitingPerPeer + 1);
  assert.equal(notes.set.items().size, 1);
});
