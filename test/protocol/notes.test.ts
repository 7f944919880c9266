import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hexToBytes } from '@noble/hashes/utils';
import { TypedDataEncoder, Wallet } from 'ethers';
import { digestOf, encodeDocument } from '../../protocol/block.ts';
import { composeNote, emptyNote, maySign, type NoteChange, nextNote } from '../../protocol/compose-note.ts';
import { unwrap } from '../../protocol/errors.ts';
import { limits } from '../../protocol/limits.ts';
import {
  contentDigest,
  decodeNote,
  encodeNote,
  type Note,
  type NoteKey,
  type NoteRank,
  noteSchema,
  replaces,
  type SignedNote,
} from '../../protocol/note.ts';
import { noteSignerFromSecret, signNote } from '../../protocol/note-key.ts';
import {
  type GrantedNoteKey,
  noteDigest,
  noteKeyDigest,
  noteKeyTypedData,
  noteTypedData,
} from '../../protocol/note-typed-data.ts';
import { addressSchema, type Hex } from '../../protocol/primitives.ts';
import { recoverSigner } from '../../protocol/recover-signer.ts';
import { verifyNote } from '../../protocol/verify-note.ts';
import { addressOf, bytes32Of, chainId, market, recommendation, shop } from './samples.ts';

const place = { chainId, market };
const wallet = new Wallet(bytes32Of('5a'));
const author = addressSchema.parse(wallet.address);
const signer = noteSignerFromSecret(new Uint8Array(32).fill(9));
const now = 1_800_000_000;
const note = (changes: Partial<Note> = {}): Note => ({ ...emptyNote(author), updatedAt: now, ...changes });
const bytesOf = (signature: string) => hexToBytes(signature.slice(2));
/** Signs as a wallet does, from the data that a page hands over. */
const bySignature = async (data: { domain: object; types: object; message: object }) =>
  // Safety: ethers gives 0x-prefixed hex, and takes what viem's typed data has.
  (await wallet.signTypedData(
    data.domain as never,
    structuredClone(data.types) as never,
    data.message as never,
  )) as Hex;
const granted = async (changes: Partial<GrantedNoteKey> = {}): Promise<NoteKey> => {
  const key = { owner: author, key: signer.address, since: now - 10, validUntil: now + 1_000, ...changes };
  return { ...key, signature: bytesOf(await bySignature(noteKeyTypedData(place, key))) };
};
const byKey = async (changes: { note?: Partial<Note>; key?: Partial<GrantedNoteKey> } = {}): Promise<SignedNote> => {
  const content = note(changes.note);
  return {
    v: 1,
    type: 'note',
    note: content,
    key: await granted(changes.key),
    signature: signNote(place, content, signer),
  };
};
const byWallet = async (changes: Partial<Note> = {}): Promise<SignedNote> => {
  const content = note(changes);
  return {
    v: 1,
    type: 'note',
    note: content,
    key: null,
    signature: bytesOf(await bySignature(noteTypedData(place, content))),
  };
};
/** Content, note and key of the last vector. */
const VECTORS: Hex[] = [
  '0xa7c8caa8ee915322e4b022c81758bb6eadbc9da7f1ffe397eee98af1ac61c35b',
  '0x77ce5ee1fd16c7953edf0c403624098b1bd7dc12bf6138539fe34453df783cc2',
  '0x6083e824165f2f028e656ad545a31bc3f3375f16309625aff234f59a78de0954',
];
const ports = { ...place, recover: recoverSigner, verifyContractSignature: async () => false };
const codeOf = async (signed: SignedNote, changes: object = {}) => {
  const verified = await verifyNote(signed, { ...ports, ...changes });
  return verified.ok ? 'ok' : verified.error.code;
};

test('a note is signed by its author, or by a key that the author named, for one market', async () => {
  const signed = await byWallet();
  assert.equal(await codeOf(signed), 'ok');
  assert.equal(await codeOf(await byKey()), 'ok');
  for (const each of [signed, await byKey()]) {
    assert.match(await codeOf(each, { chainId: 1 }), /^note\.signature_invalid$/);
    assert.match(await codeOf(each, { market: shop }), /^note\.signature_invalid$/);
    assert.equal(await codeOf({ ...each, note: { ...each.note, names: { en: 'Eve' } } }), 'note.signature_invalid');
  }
  // A key that nobody named signs for itself alone.
  assert.equal(await codeOf({ ...(await byKey()), key: null }), 'note.signature_invalid');
});

test('a note key counts for its owner, its time and what was signed only', async () => {
  const signed = await byKey();
  const { key } = signed as { key: NoteKey };
  const codeWith = (changes: Partial<NoteKey>) => codeOf({ ...signed, key: { ...key, ...changes } });
  assert.equal(await codeWith({ owner: market }), 'note.key_owner_mismatch');
  assert.equal(await codeWith({ key: market }), 'note.signature_invalid');
  assert.equal(await codeWith({ validUntil: key.validUntil + 1 }), 'note.key_signature_invalid');
  assert.equal(await codeWith({ since: key.since + 1 }), 'note.key_signature_invalid');
  const codeFor = async (changes: Partial<GrantedNoteKey>) => codeOf(await byKey({ key: changes }));
  assert.equal(await codeFor({ since: now }), 'ok');
  assert.equal(await codeFor({ since: now + 1 }), 'note.key_too_early');
  assert.equal(await codeFor({ validUntil: now }), 'ok');
  assert.equal(await codeFor({ validUntil: now - 1 }), 'note.key_expired');
  assert.equal(await codeFor({ since: now, validUntil: now + limits.noteKeySeconds }), 'ok');
  assert.equal(await codeFor({ since: now, validUntil: now + limits.noteKeySeconds + 1 }), 'note.key_too_long');
});

test('a key that was taken back signs nothing that stands above the note that took it back', async () => {
  const taken = unwrap(nextNote(note(), { author, change: { kind: 'take-keys-back' }, now: now + 5 }));
  assert.equal(taken.keysFrom, now + 5);
  const key = await granted();
  assert.equal(maySign(note(), key), true);
  assert.equal(maySign(taken, key), false);
  assert.equal(await codeOf(await byKey({ note: { ...taken, updatedAt: now + 60 } })), 'note.key_withdrawn');
  // What a thief may still sign with it stands below, however late it is dated.
  const thief = await byKey({ note: { keysFrom: key.since, updatedAt: key.validUntil } });
  assert.equal(await codeOf(thief), 'ok');
  const rank = ({ keysFrom, updatedAt }: Note): NoteRank => ({ keysFrom, updatedAt, id: bytes32Of('01') });
  assert.equal(replaces(rank(taken), rank(thief.note)), true);
  assert.equal(replaces(rank(thief.note), rank(taken)), false);
  assert.equal(await codeOf(await byWallet({ keysFrom: now })), 'ok');
  assert.equal(await codeOf(await byKey({ key: { since: now }, note: { keysFrom: now } })), 'ok');
});

test('of several notes every order of arrival leaves the same one', () => {
  const ranks: NoteRank[] = [0, 5].flatMap((keysFrom) =>
    [10, 20].flatMap((updatedAt) => ['01', '02'].map((byte) => ({ keysFrom, updatedAt, id: bytes32Of(byte) }))),
  );
  const last = (order: readonly NoteRank[]) => order.reduce((best, each) => (replaces(each, best) ? each : best));
  for (let shift = 0; shift < ranks.length; shift++) {
    const order = [...ranks.slice(shift), ...ranks.slice(0, shift)];
    for (const each of [order, order.toReversed()])
      assert.deepEqual(last(each), { keysFrom: 5, updatedAt: 20, id: bytes32Of('01') });
  }
  for (const a of ranks) for (const b of ranks) assert.equal(replaces(a, b) && replaces(b, a), false);
});

test('an account with code is asked about its own signature, never about its note key', async () => {
  const asked: string[] = [];
  const contract = {
    verifyContractSignature: async ({ signer: who }: { signer: string }) => {
      asked.push(who);
      return true;
    },
  };
  const odd = new Uint8Array(80).fill(4);
  assert.equal(await codeOf({ ...(await byWallet()), signature: odd }, contract), 'ok');
  const signed = await byKey();
  assert.equal(await codeOf({ ...signed, key: { ...(await granted()), signature: odd } }, contract), 'ok');
  assert.deepEqual(asked, [author, author]);
  assert.equal(await codeOf({ ...signed, signature: odd }, contract), 'note.signature_invalid');
  assert.equal(asked.length, 2);
});

test('what the wallet shows says that all can read it, what a key cannot do, and that no money moves', async () => {
  const key = { owner: author, key: signer.address, since: 0, validUntil: 1 };
  for (const data of [noteTypedData(place, note()), noteKeyTypedData(place, key)])
    assert.match(data.message.purpose, /Everybody can read it\..* It moves no money\.$/);
  assert.match(noteKeyTypedData(place, key).message.purpose, /cannot buy, pay, confirm, review or write messages/);
});

test('digests are those of another implementation of EIP-712, and stay', () => {
  const content = note({
    names: { en: 'Ana', 'zh-CN': '安娜' },
    followsShops: [shop],
    recommendations: [recommendation()],
  });
  const key = { owner: author, key: signer.address, since: now, validUntil: now + 1 };
  const hashOf = ({ domain, types, message }: { domain: object; types: object; message: object }) =>
    TypedDataEncoder.hash(domain as never, structuredClone(types) as never, message as never);
  assert.equal(noteDigest(place, content), hashOf(noteTypedData(place, content)));
  assert.equal(noteKeyDigest(place, key), hashOf(noteKeyTypedData(place, key)));
  assert.equal(contentDigest(content), digestOf(encodeDocument(content).cid));
  assert.deepEqual([contentDigest(content), noteDigest(place, content), noteKeyDigest(place, key)], VECTORS);
});

test('a note of another form is refused, with the field that is wrong', async () => {
  const [low, high] = [addressOf('11'), addressOf('22')];
  const wrong: [Partial<Note>, string][] = [
    [{ followsPeople: [high, low] }, 'followsPeople'],
    [{ followsPeople: [low, low] }, 'followsPeople'],
    [{ followsPeople: [author] }, 'followsPeople'],
    [{ followsShops: [author] }, 'followsShops'],
    [{ followsShops: [low], followsPeople: [low] }, 'followsShops'],
    [{ keysFrom: now + 1 }, 'keysFrom'],
    [{ names: { english: 'Ana' } }, 'names.english'],
    [{ names: { en: '' } }, 'names.en'],
    [{ names: { en: 'Ana\u202e' } }, 'names.en'],
    [{ recommendations: [recommendation(), recommendation()] }, 'recommendations.1'],
    [{ recommendations: [recommendation({ shop: author })] }, 'recommendations.0.shop'],
    [{ recommendations: [recommendation({ writtenAt: now + 1 })] }, 'recommendations.0.writtenAt'],
    [{ recommendations: [recommendation({ text: '' })] }, 'recommendations.0.text'],
    [{ recommendations: [recommendation({ handle: 'Not a handle' })] }, 'recommendations.0.handle'],
  ];
  for (const [changes, field] of wrong) {
    const content = { ...note(), ...changes };
    const bytes = encodeDocument({ ...(await byWallet()), note: content }).bytes;
    const decoded = decodeNote(bytes);
    assert.ok(!decoded.ok, field);
    assert.deepEqual([decoded.error.code, decoded.error.details.field], ['note.invalid', `note.${field}`]);
  }
  const capitals = encodeDocument({
    ...(await byWallet()),
    note: { ...note(), author: author.toUpperCase().replace('X', 'x') },
  });
  const read = decodeNote(capitals.bytes);
  assert.equal(!read.ok && read.error.code, 'note.not_canonical');
});

test('a change makes the next note: dated later, lists in order, nothing else touched', () => {
  const [low, high] = [addressOf('11'), addressOf('22')];
  const apply = (before: Note | undefined, change: NoteChange, at = now) =>
    unwrap(nextNote(before, { author, change, now: at }));
  const first = apply(undefined, { kind: 'follow', whom: 'shop', account: high });
  assert.deepEqual(first, note({ followsShops: [high] }));
  // A clock that runs behind still dates the change after the one before.
  const second = apply(first, { kind: 'follow', whom: 'shop', account: low }, now - 500);
  assert.deepEqual([second.followsShops, second.updatedAt], [[low, high], now + 1]);
  assert.deepEqual(apply(second, { kind: 'follow', whom: 'shop', account: low }).followsShops, [low, high]);
  const person = apply(second, { kind: 'follow', whom: 'person', account: low });
  assert.deepEqual([person.followsPeople, person.followsShops], [[low], [high]]);
  const third = apply(second, { kind: 'unfollow', account: high }, now + 9);
  assert.deepEqual(third, { ...note({ followsShops: [low] }), updatedAt: now + 9 });
  const words = ({ writtenAt: _, ...rest } = recommendation()) => rest;
  const fourth = apply(third, { kind: 'recommend', recommendation: words(recommendation({ handle: 'a' })) }, now + 10);
  const fifth = apply(fourth, { kind: 'recommend', recommendation: words(recommendation({ handle: 'b' })) }, now + 11);
  const sixth = apply(
    fifth,
    { kind: 'recommend', recommendation: words(recommendation({ handle: 'a', text: 'Now.' })) },
    now + 12,
  );
  assert.deepEqual(
    sixth.recommendations.map(({ handle, text, writtenAt }) => [handle, text, writtenAt]),
    [
      ['a', 'Now.', now + 12],
      ['b', 'It lasts.', now + 11],
    ],
  );
  assert.deepEqual(
    apply(sixth, { kind: 'withdraw', shop, handle: 'a' }).recommendations.map(({ handle }) => handle),
    ['b'],
  );
  const named = apply(sixth, { kind: 'name', names: { en: 'Ana' }, about: {} });
  assert.deepEqual([named.names, named.followsShops], [{ en: 'Ana' }, [low]]);
  const full = note({
    followsPeople: Array.from({ length: limits.noteFollows }, (_, index) =>
      addressSchema.parse(`0x${index.toString(16).padStart(40, '0')}`),
    ),
  });
  const over = nextNote(full, { author, change: { kind: 'follow', whom: 'shop', account: shop }, now });
  assert.ok(!over.ok);
  assert.deepEqual([over.error.code, over.error.details.field], ['note.invalid', 'followsShops']);
  assert.equal(
    nextNote(undefined, { author, change: { kind: 'follow', whom: 'person', account: author }, now }).ok,
    false,
  );
});

test('a composed note is read back as it was signed', async () => {
  const content = note({ names: { en: 'Ana' } });
  const block = await composeNote({
    note: content,
    key: await granted(),
    sign: (each) => signNote(place, each, signer),
  });
  const signed = unwrap(decodeNote(block.bytes));
  assert.deepEqual(signed.note, content);
  assert.equal(await codeOf(signed), 'ok');
  assert.deepEqual(encodeNote(signed).cid, block.cid);
  assert.deepEqual(noteSchema.parse(signed.note), content);
});
