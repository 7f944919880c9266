import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PersonView } from '../../protocol/api/person.ts';
import type { Block } from '../../protocol/block.ts';
import { unwrap } from '../../protocol/errors.ts';
import { decodeNote, type Note } from '../../protocol/note.ts';
import { type Address, addressSchema, type Hex } from '../../protocol/primitives.ts';
import { recoverSigner } from '../../protocol/recover-signer.ts';
import { verifyNote } from '../../protocol/verify-note.ts';
import { personaAccounts } from '../../scripts/demo/accounts.ts';
import { market } from '../../scripts/demo/market.ts';
import { personaNotes } from '../../scripts/demo/notes.ts';
import { publishNotes, signNotes } from '../../scripts/demo/seed/sign-notes.ts';

const now = 1_795_000_000;
const place = { chainId: 31_337, market: `0x${'4d'.repeat(20)}` as Address };
const accounts = personaAccounts();
const orderIds = new Map(
  market.orders.map(({ id }, index) => [id, `0x${(index + 1).toString(16).padStart(64, '0')}` as Hex]),
);
const addressOf = (id: string): Address => addressSchema.parse(accounts.get(id)?.address);
const sign = () => signNotes({ accounts, place, orderIds, now });

/** A note as a node reads it. */
const read = async ({ bytes }: Block): Promise<Note> =>
  unwrap(
    await verifyNote(unwrap(decodeNote(bytes)), {
      ...place,
      recover: recoverSigner,
      verifyContractSignature: async () => false,
    }),
  );

test('everybody who buys, sells or promotes on the demo market signs the name by which the pages know them', async () => {
  const notes = await sign();
  const buyers = new Set(market.orders.map(({ buyer }) => buyer));
  const writers = market.personas.filter(
    ({ id, role }) => buyers.has(id) || role === 'seller' || role === 'promoter' || role === 'buyer',
  );
  assert.deepEqual([...notes.keys()].sort(), writers.map(({ id }) => addressOf(id)).sort());
  for (const { id, name, about } of writers) {
    const block = notes.get(addressOf(id));
    assert.ok(block, id);
    const note = await read(block);
    assert.equal(note.author, addressOf(id));
    assert.deepEqual([note.names, note.about], [name, about]);
  }
});

test('what people recommend exists, and what they say they bought they did buy', async () => {
  const notes = await sign();
  for (const [id, { people, shops, words }] of Object.entries(personaNotes)) {
    const block = notes.get(addressOf(id));
    assert.ok(block, `${id} has standing`);
    const note = await read(block);
    assert.deepEqual(note.followsPeople, people.map(addressOf).sort());
    assert.equal(note.followsShops.length, shops.length);
    assert.equal(note.recommendations.length, words.length);
    for (const [index, { shop, listing, order }] of words.entries()) {
      const listings = market.shops.find(({ profile }) => profile.handle === shop)?.listings ?? [];
      assert.ok(
        listings.some(({ handle }) => handle === listing),
        `${shop}/${listing}`,
      );
      assert.equal(note.recommendations[index]?.order, order === undefined ? null : orderIds.get(order));
      if (order === undefined) continue;
      const bought = market.orders.find((each) => each.id === order);
      assert.deepEqual([bought?.buyer, bought?.shop, bought?.listing], [id, shop, listing], order);
    }
  }
});

test('a note waits until the node knows why its author may write one', async () => {
  const notes = await sign();
  const asked = new Map<string, number>();
  const sent: Uint8Array[] = [];
  await publishNotes(
    {
      person: async (account) => {
        const times = (asked.get(account) ?? 0) + 1;
        asked.set(account, times);
        // The first author is known at the second look.
        // Safety: nothing else of the answer is looked at.
        return { hasStanding: times > 1 || asked.size > 1 } as PersonView;
      },
      sendNote: async (bytes) => {
        sent.push(bytes);
        return { id: `0x${'00'.repeat(32)}` };
      },
    },
    notes,
  );
  assert.deepEqual(
    sent,
    [...notes.values()].map(({ bytes }) => bytes),
  );
  assert.deepEqual([...asked.values()], [2, ...Array.from({ length: notes.size - 1 }, () => 1)]);
});
