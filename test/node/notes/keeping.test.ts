import assert from 'node:assert/strict';
import { after, before, type TestContext, test } from 'node:test';
import { createQueries } from '../../../indexer/queries/queries.ts';
import { createNotes, type Notes } from '../../../node/notes/notes.ts';
import { networkLimits } from '../../../node/p2p/network-limits.ts';
import type { ContractSignature } from '../../../node/p2p/ports.ts';
import { personView, recommendationView } from '../../../protocol/api/person.ts';
import { digestOf } from '../../../protocol/block.ts';
import { VouchError } from '../../../protocol/errors.ts';
import { limits } from '../../../protocol/limits.ts';
import type { Recommendation } from '../../../protocol/note.ts';
import { orderId } from '../../../protocol/order.ts';
import type { Address } from '../../../protocol/primitives.ts';
import { account } from '../../indexer/fixtures/catalogues.ts';
import { FakeChain, fakeDeployment } from '../../indexer/fixtures/fake-chain.ts';
import { caughtUp, follow, until } from '../../indexer/fixtures/indexing.ts';
import { beginning, closed, orderOf, paid } from '../../indexer/fixtures/market-events.ts';
import { quietLog, type TestStore, TestStores } from '../../indexer/fixtures/stores.ts';
import { person } from '../../support/people.ts';
import { type Author, authorOf } from './support/author.ts';

const place = { chainId: fakeDeployment.chainId, market: fakeDeployment.contracts.market };
/** Safety: notes are judged by what they say, whoever brings them. */
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
  buyer: Author;
  seller: Author;
  stranger: Author;
  at: { seconds: number; contract: ContractSignature; denied: Set<Address>; synced: boolean };
  now(): number;
  notes: Notes;
  open(mostBytes?: number): Promise<Notes>;
  queries: ReturnType<typeof createQueries>;
  indexed(): Promise<void>;
}

/** A paid order on a chain in memory, its parties, and the notes of a node. */
async function scene(t: TestContext): Promise<Scene> {
  const chain = await FakeChain.start(t);
  const at: Scene['at'] = { seconds: 60, contract: 'no_contract', denied: new Set(), synced: true };
  const [buyer, seller, stranger] = (['buyer', 'seller', 'promoter'] as const).map((role) =>
    authorOf(place, person(role)),
  ) as [Author, Author, Author];
  const order = orderOf({ buyer: buyer.address, shop: seller.address, paidAt: BigInt(chain.head.timestamp) });
  const now = () => Number(order.paidAt) + at.seconds;
  chain.mine(beginning(seller.address));
  chain.mine(paid(order));
  const store = await stores.store(t);
  const indexer = await follow(store, chain, { finalityBlocks: 10 });
  const open = async (mostBytes?: number): Promise<Notes> => {
    const notes = await createNotes({
      ...place,
      store,
      authority: { verifyContractSignature: async () => at.contract },
      policy: {
        personRefusal: (who) => (at.denied.has(who) ? new VouchError({ code: 'policy.denied', message: 'No.' }) : null),
      },
      isSynced: () => at.synced,
      clock: now,
      log: quietLog,
      ...(mostBytes === undefined ? {} : { mostBytes }),
    });
    store.endings.push(() => notes.stop());
    return notes;
  };
  const queries = createQueries({ db: store.db, searchDb: store.db, clock: now });
  const indexed = () => caughtUp(indexer, chain);
  await indexed();
  return { chain, store, order, buyer, seller, stranger, at, now, notes: await open(), open, queries, indexed };
}

const codeOf = async (taken: Promise<unknown>): Promise<string> =>
  taken.then(
    () => 'taken',
    (error: unknown) => (error instanceof VouchError ? error.code : String(error)),
  );
const idsOf = (notes: Notes) =>
  Array.from(notes.set.items(), ({ id }) => `0x${Buffer.from(id).toString('hex')}`).sort();
const word = (changes: Partial<Recommendation>): Recommendation => ({
  shop: account(0x51),
  handle: 'cup',
  order: null,
  text: 'Good.',
  language: 'en',
  writtenAt: 1,
  ...changes,
});

test('a note is told as its author signed it, and the next one replaces it whole', async (t) => {
  const { notes, queries, buyer, seller, stranger, order, now } = await scene(t);
  const first = await buyer.write({
    updatedAt: now(),
    names: { en: 'Ana', 'zh-CN': '安娜' },
    about: { en: 'Likes cups.' },
    followsPeople: [stranger.address],
    followsShops: [seller.address],
    recommendations: [word({ shop: seller.address, order: orderId(order) }), word({})],
  });
  assert.equal(await notes.send(first.bytes), digestOf(first.cid));
  assert.equal(await notes.send(first.bytes), digestOf(first.cid), 'the same again changes nothing');
  assert.deepEqual(Buffer.from((await queries.noteOf(buyer.address))!), Buffer.from(first.bytes));
  const view = personView.parse(await queries.getPerson(buyer.address));
  assert.deepEqual(
    [view.names, view.about, view.followsPeople, view.followsShops, view.hasStanding, view.updatedAt],
    [{ en: 'Ana', 'zh-CN': '安娜' }, { en: 'Likes cups.' }, [stranger.address], [seller.address], true, now()],
  );
  assert.deepEqual(
    view.recommendations.map(({ shop, order: bought }) => [shop, bought]),
    // No document of the listing is held, so the node cannot say that the order was of it.
    [
      [seller.address, null],
      [account(0x51), null],
    ],
  );
  assert.equal((await queries.getPerson(seller.address)).followers, 1);
  const followers = await queries.listFollowers({ account: seller.address, limit: 10 });
  assert.deepEqual(
    followers.items.map(({ account: who, names }) => [who, names.en]),
    [[buyer.address, 'Ana']],
  );
  assert.deepEqual(await queries.namesOf([buyer.address, stranger.address]), {
    [buyer.address]: { names: view.names },
  });
  const second = await buyer.write({ updatedAt: now() + 1 });
  await notes.send(second.bytes);
  assert.deepEqual((await queries.getPerson(buyer.address)).recommendations, []);
  assert.equal((await queries.getPerson(seller.address)).followers, 0);
  assert.deepEqual(idsOf(notes), [digestOf(second.cid)]);
  assert.equal(await codeOf(notes.send(first.bytes)), 'note.stale');
  assert.equal(await notes.set.receive(first.bytes, noConnection), 'refused');
  const nobody = personView.parse(await queries.getPerson(stranger.address));
  assert.deepEqual([nobody.hasStanding, nobody.updatedAt, nobody.names], [false, null, {}]);
});

test('notes without standing, of other markets, of wrong times, forged or too long are refused', async (t) => {
  const { notes, buyer, seller, stranger, at, now } = await scene(t);
  const receive = (bytes: Uint8Array) => codeOf(notes.set.receive(bytes, noConnection));
  const foreign = await stranger.write({ updatedAt: now() });
  assert.equal(await codeOf(notes.send(foreign.bytes)), 'note.no_standing');
  assert.equal(await notes.set.receive(foreign.bytes, noConnection), 'later');
  const skew = limits.clockSkewSeconds;
  assert.equal(
    await codeOf(notes.send((await buyer.write({ updatedAt: now() + skew + 1 })).bytes)),
    'note.dated_ahead',
  );
  for (const elsewhere of [
    { ...place, chainId: 1 },
    { ...place, market: account(1) },
  ]) {
    const { bytes } = await authorOf(elsewhere, person('buyer')).write({ updatedAt: now() });
    assert.equal(await codeOf(notes.send(bytes)), 'note.signature_invalid');
  }
  const { bytes } = await buyer.write({ updatedAt: now() });
  const forged = Uint8Array.from(bytes);
  forged[forged.length - 5]! ^= 1;
  // Peers that send what no honest node has end the exchange.
  assert.equal(await receive(forged), 'note.signature_invalid');
  assert.equal(await receive(bytes.subarray(1)), 'note.malformed');
  assert.equal(await receive(new Uint8Array(limits.noteBytes + 1)), 'note.too_large');
  const expired = await buyer.writeByKey({ updatedAt: now() }, { since: now() - 100, validUntil: now() - 1 });
  assert.equal(await receive(expired.bytes), 'note.key_expired');
  at.denied.add(seller.address);
  assert.equal(await codeOf(notes.send((await seller.write({ updatedAt: now() })).bytes)), 'policy.denied');
  // A contract may have changed its mind since an honest peer asked it.
  at.contract = 'invalid';
  assert.equal(await receive(forged), 'taken');
  assert.equal(await codeOf(notes.send(forged)), 'note.signature_invalid');
  assert.deepEqual(idsOf(notes), []);
  assert.equal(await codeOf(notes.send((await buyer.write({ updatedAt: now() + skew })).bytes)), 'taken');
});

test('an account with code is asked about its note, and forged ones in its name cannot flood the chain', async (t) => {
  const { notes, buyer, at, now } = await scene(t);
  const other = await authorOf({ ...place, chainId: 1 }, person('buyer')).write({ updatedAt: now() });
  at.contract = 'valid';
  assert.equal(await codeOf(notes.send(other.bytes)), 'taken');
  at.contract = 'invalid';
  const forge = async (count: number) => {
    const forged = await authorOf({ ...place, chainId: 1 }, person('buyer')).write({ updatedAt: now() + count });
    return codeOf(notes.send(forged.bytes));
  };
  // One question was asked above.
  for (let count = 2; count <= networkLimits.questionsBurst; count++)
    assert.equal(await forge(count), 'note.signature_invalid');
  assert.equal(await forge(0), 'note.rate_exceeded');
  at.seconds += 1;
  for (let count = 1; count <= networkLimits.questionsPerSecond; count++)
    assert.equal(await forge(count), 'note.signature_invalid');
  assert.equal(await forge(0), 'note.rate_exceeded');
  assert.equal(await codeOf(notes.send((await buyer.write({ updatedAt: now() + 99 })).bytes)), 'taken', 'its own key');
});

test('a person changes the note so often, and others are not slowed down by it', async (t) => {
  const { notes, buyer, seller, at, now } = await scene(t);
  const begin = now();
  const next = async (count: number) => codeOf(notes.send((await buyer.write({ updatedAt: begin + count })).bytes));
  for (let count = 1; count <= networkLimits.notesBurst; count++) assert.equal(await next(count), 'taken');
  assert.equal(await next(networkLimits.notesBurst + 1), 'note.rate_exceeded');
  const late = await buyer.write({ updatedAt: begin + networkLimits.notesBurst + 1 });
  assert.equal(await notes.set.receive(late.bytes, noConnection), 'later');
  assert.equal(await codeOf(notes.send((await seller.write({ updatedAt: begin })).bytes)), 'taken');
  at.seconds += 1 / networkLimits.notesPerSecond;
  assert.equal(await next(networkLimits.notesBurst + 2), 'taken');
});

test('nodes that got notes in other orders hold the same ones, and know them again after a restart', async (t) => {
  const [a, b] = [await scene(t), await scene(t)];
  const now = Math.max(a.now(), b.now());
  const { buyer, seller } = a;
  const written = await Promise.all([
    buyer.write({ updatedAt: now, names: { en: 'one' } }),
    buyer.write({ updatedAt: now, names: { en: 'other' } }),
    buyer.write({ updatedAt: now - 5, keysFrom: 7 }),
    buyer.writeByKey({ updatedAt: now + 1 }, { since: now - 9, validUntil: now + 9 }),
    seller.write({ updatedAt: now, followsPeople: [buyer.address] }),
  ]);
  for (const { bytes } of written) await a.notes.set.receive(bytes, noConnection);
  for (const { bytes } of written.toReversed()) await b.notes.set.receive(bytes, noConnection);
  assert.equal(idsOf(a.notes).length, 2);
  assert.deepEqual(idsOf(a.notes), idsOf(b.notes));
  assert.ok(idsOf(a.notes).includes(digestOf(written[2].cid)), 'the one that takes keys back');
  const again = await a.open();
  assert.deepEqual(idsOf(again), idsOf(a.notes));
  const [item] = [...again.set.items()];
  assert.equal((await again.set.encoded([item!.id])).length, 1);
});

test('a note is hidden while a reorganisation leaves its author without an order, and deleted after a day', async (t) => {
  const { chain, notes, queries, buyer, seller, order, at, now, indexed, store } = await scene(t);
  const written = await buyer.write({ updatedAt: now(), followsShops: [seller.address] });
  await notes.send(written.bytes);
  const followers = async () => (await queries.getPerson(seller.address)).followers;
  await notes.indexed(chain.head);
  chain.rewind(1);
  chain.mine();
  chain.mine();
  await indexed();
  at.synced = false;
  await notes.indexed(chain.head);
  assert.equal(await followers(), 1, 'an index that is behind cannot tell');
  at.synced = true;
  await notes.indexed(chain.head);
  await until(async () => idsOf(notes).length === 0);
  assert.deepEqual([await followers(), await queries.noteOf(buyer.address)], [0, undefined]);
  assert.deepEqual(await notes.set.encoded([written.cid.multihash.digest]), []);
  chain.mine(paid(order));
  await indexed();
  await notes.indexed(chain.head);
  await until(async () => idsOf(notes).length === 1);
  assert.equal(await followers(), 1);
  // Denied by the operator: the same, and gone for good after a day.
  await store.pool.query('insert into carried_shops values ($1, false)', [buyer.address]);
  notes.lookAgain();
  await until(async () => idsOf(notes).length === 0);
  const held = async () => (await store.pool.query('select author from notes')).rowCount;
  assert.deepEqual([await followers(), await held()], [0, 1]);
  at.seconds += 86_401;
  notes.lookAgain();
  await until(async () => (await held()) === 0);
  assert.equal((await store.pool.query<{ bytes: number }>('select bytes from notes_room')).rows[0]?.bytes, 0);
});

test('when the room is used up, those who bought for little make way', async (t) => {
  const { chain, open, store, buyer, seller, stranger, order, now, indexed } = await scene(t);
  chain.mine(closed(order, 'completed', 'confirmed', 0));
  chain.mine([
    {
      contract: 'referrals',
      name: 'PromoterRegistered',
      args: { promoter: stranger.address, parent: `0x${'0'.repeat(40)}` },
    },
  ]);
  await indexed();
  const note = (author: Author, changes = 0) =>
    author.write({ updatedAt: now() + changes, names: { en: 'x'.repeat(60) } });
  const { length } = (await note(seller)).bytes;
  assert.ok(length < networkLimits.notesBytes);
  const notes = await open(2 * length);
  await notes.send((await note(seller)).bytes);
  await notes.send((await note(stranger, 1)).bytes);
  const authors = async () =>
    (await store.pool.query<{ author: Address }>('select author from notes order by author')).rows.map(
      (row) => row.author,
    );
  assert.deepEqual(await authors(), [seller.address, stranger.address].sort());
  // The buyer paid a fee, so the oldest of the others goes.
  await notes.send((await note(buyer)).bytes);
  assert.deepEqual(await authors(), [buyer.address, stranger.address].sort());
  assert.equal(await codeOf(notes.send((await note(seller)).bytes)), 'note.store_full');
  assert.deepEqual(await authors(), [buyer.address, stranger.address].sort());
  assert.equal(idsOf(notes).length, 2);
  // A note replaces its own without anybody's room.
  assert.equal(await codeOf(notes.send((await note(stranger, 5)).bytes)), 'taken');
  assert.deepEqual(await authors(), [buyer.address, stranger.address].sort());
  const { rows } = await store.pool.query(
    'select (select bytes from notes_room) = sum(octet_length(envelope)) as right from notes',
  );
  assert.equal(rows[0]?.right, true);
});

test('recommendations stand by what their authors bought, in pages', async (t) => {
  const { chain, notes, queries, buyer, seller, stranger, order, now, indexed } = await scene(t);
  chain.mine(closed(order, 'completed', 'confirmed', 0));
  chain.mine([
    {
      contract: 'referrals',
      name: 'PromoterRegistered',
      args: { promoter: stranger.address, parent: `0x${'0'.repeat(40)}` },
    },
  ]);
  await indexed();
  const shop = account(0x51);
  for (const author of [stranger, seller, buyer])
    await notes.send(
      (await author.write({ updatedAt: now(), recommendations: [word({ shop }), word({ shop, handle: 'pot' })] }))
        .bytes,
    );
  const all = [];
  for (let cursor: string | undefined; ; ) {
    const page = await queries.listRecommendations({ shop, limit: 2, cursor });
    all.push(...page.items.map((item) => recommendationView.parse(item)));
    if (page.nextCursor === null) break;
    cursor = page.nextCursor;
  }
  const rest = [seller.address, stranger.address].sort();
  assert.deepEqual(
    all.map(({ author, handle }) => [author, handle]),
    [buyer.address, ...rest].flatMap((author) => [
      [author, 'cup'],
      [author, 'pot'],
    ]),
  );
  assert.ok(BigInt(all[0]!.weightUnits) > 0n);
  assert.equal((await queries.listRecommendations({ shop, handle: 'pot', limit: 10 })).items.length, 3);
  await assert.rejects(queries.listRecommendations({ shop, limit: 2, cursor: 'x' }), { code: 'cursor.invalid' });
});
