import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Decrypter, Encrypter, identityToRecipient } from 'age-encryption';
import { Wallet } from 'ethers';
import fc from 'fast-check';
import { encodeDocument } from '../../protocol/block.ts';
import { limits } from '../../protocol/limits.ts';
import { decryptDetails, encryptDetails } from '../../protocol/mailbox.ts';
import { mailboxKeyFromSecret, mailboxKeyFromSignature, mailboxTypedData } from '../../protocol/mailbox-key.ts';
import { type OrderDetails, packDetails, unpackDetails } from '../../protocol/order-details.ts';
import type { Hex } from '../../protocol/primitives.ts';
import { addressDetails, bytes32Of, chainId, market, shop } from './samples.ts';

const key = mailboxKeyFromSecret(new Uint8Array(32).fill(7));
const step = limits.orderDetailsPaddingBytes;
const notesOf = (length: number) => addressDetails({ notes: 'x'.repeat(length) });
const refusalOf = (packed: Uint8Array) => {
  const result = unpackDetails(packed);
  return result.ok ? 'accepted' : result.error.code;
};

test('what a buyer encrypts, the shop alone decrypts', async () => {
  const block = await encryptDetails(addressDetails(), key.publicKey);
  assert.deepEqual(await decryptDetails(block.bytes, key.identity), { ok: true, value: addressDetails() });
  const other = await decryptDetails(block.bytes, mailboxKeyFromSecret(new Uint8Array(32).fill(8)).identity);
  assert.ok(!other.ok);
  assert.equal(other.error.code, 'details.undecryptable');
  assert.equal(block.cid.code, 0x55);
});

test('short and long details of one padding step have equally long ciphertexts', async () => {
  const sizes = await Promise.all(
    [1, 40, 200, 380].map(async (length) => (await encryptDetails(notesOf(length), key.publicKey)).bytes.length),
  );
  assert.equal(new Set(sizes).size, 1);
  const next = await encryptDetails(notesOf(600), key.publicKey);
  assert.equal(next.bytes.length, sizes[0]! + step);
});

test('a step ends exactly where the length says', () => {
  const overhead = encodeDocument(notesOf(300)).bytes.length - 300;
  const fits = step - 2 - overhead;
  assert.equal(packDetails(notesOf(fits)).length, step);
  assert.equal(packDetails(notesOf(fits + 1)).length, 2 * step);
});

test('the largest details fit the limit of the block', async () => {
  const wide = '亚';
  const text = wide.repeat(limits.detailsLineCharacters);
  const details = addressDetails({
    recipient: text,
    lines: Array.from({ length: limits.detailsAddressLines }, () => text),
    city: text,
    region: text,
    postalCode: text,
    phone: text,
    notes: wide.repeat(limits.detailsNotesCharacters),
  });
  const block = await encryptDetails(details, key.publicKey);
  assert.ok(block.bytes.length <= limits.orderDetailsBytes);
  assert.ok((await decryptDetails(block.bytes, key.identity)).ok);
});

test('ciphertexts above the limit are refused before decryption', async () => {
  const over = await decryptDetails(new Uint8Array(limits.orderDetailsBytes + 1), key.identity);
  assert.ok(!over.ok);
  assert.equal(over.error.code, 'details.too_large');
  const at = await decryptDetails(new Uint8Array(limits.orderDetailsBytes), key.identity);
  assert.ok(!at.ok);
  assert.equal(at.error.code, 'details.undecryptable');
});

test('padding round trips, and any other form of it is refused', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: limits.detailsNotesCharacters }), (length) => {
      assert.deepEqual(unpackDetails(packDetails(notesOf(length))), { ok: true, value: notesOf(length) });
    }),
  );
  const packed = packDetails(addressDetails());
  const dirty = packed.slice();
  dirty[step - 1] = 1;
  const longer = new Uint8Array(2 * step);
  longer.set(packed);
  const pointing = packed.slice();
  pointing[0] = 0xff;
  for (const each of [dirty, longer, pointing, packed.slice(1), new Uint8Array(0)]) {
    assert.equal(refusalOf(each), 'details.padding_invalid');
  }
  const empty = new Uint8Array(step);
  assert.equal(refusalOf(empty), 'details.malformed');
  const bytes = encodeDocument({ ...addressDetails(), country: 'Germany' }).bytes;
  const invalid = new Uint8Array(step);
  invalid.set([bytes.length >> 8, bytes.length & 0xff]);
  invalid.set(bytes, 2);
  assert.equal(refusalOf(invalid), 'details.invalid');
});

test('a contact is enough where nothing is delivered', async () => {
  const contact: OrderDetails = { v: 1, type: 'contact', contact: 'ana@example.org' };
  const block = await encryptDetails(contact, key.publicKey);
  assert.deepEqual(await decryptDetails(block.bytes, key.identity), { ok: true, value: contact });
});

test('details that are not valid are never encrypted, and the field is named', async () => {
  await assert.rejects(
    encryptDetails(addressDetails({ city: '' }), key.publicKey),
    (error: { code: string; details: { field: string } }) =>
      error.code === 'details.invalid' && error.details.field === 'city',
  );
});

test('keys that are no key are refused', async () => {
  for (const bad of [bytes32Of('00'), '0x1234' as Hex, `0x01${'00'.repeat(31)}` as Hex]) {
    await assert.rejects(encryptDetails(addressDetails(), bad), { code: 'mailbox.key_invalid' });
  }
});

test("the format is age's own", async () => {
  const encrypter = new Encrypter();
  encrypter.addRecipient(await identityToRecipient(key.identity));
  const made = await encrypter.encrypt(packDetails(addressDetails()));
  assert.deepEqual(await decryptDetails(made, key.identity), { ok: true, value: addressDetails() });
  const decrypter = new Decrypter();
  decrypter.addIdentity(key.identity);
  const { bytes } = await encryptDetails(addressDetails(), key.publicKey);
  assert.deepEqual(await decrypter.decrypt(bytes), packDetails(addressDetails()));
});

test('a wallet makes the same key again, and another key for another shop, chain or number', async () => {
  const wallet = new Wallet(bytes32Of('5a'));
  const place = { chainId, market, shop, number: 1 };
  const keyAt = async (changes: Partial<typeof place>) => {
    const { domain, types, message } = mailboxTypedData({ ...place, ...changes });
    const signature = await wallet.signTypedData(domain, { Mailbox: [...types.Mailbox] }, message);
    // Safety: ethers gives 0x-prefixed hex.
    return mailboxKeyFromSignature(signature as Hex);
  };
  assert.deepEqual(await keyAt({}), await keyAt({}));
  const keys = await Promise.all([keyAt({}), keyAt({ number: 2 }), keyAt({ chainId: 1 }), keyAt({ shop: market })]);
  assert.equal(new Set(keys.map(({ publicKey }) => publicKey)).size, 4);
  const { identity, publicKey } = keys[0]!;
  assert.match(identity, /^AGE-SECRET-KEY-1[0-9A-Z]+$/);
  const block = await encryptDetails(addressDetails(), publicKey);
  assert.ok((await decryptDetails(block.bytes, identity)).ok);
});

test('the way a wallet writes the recovery byte does not change the key', () => {
  const rs = 'ab'.repeat(64);
  assert.deepEqual(mailboxKeyFromSignature(`0x${rs}1b`), mailboxKeyFromSignature(`0x${rs}00`));
});

test('signatures of other accounts are refused, because they may differ next time', () => {
  for (const bad of [`0x${'ab'.repeat(64)}`, `0x${'ab'.repeat(66)}`, '0x', `0x${'zz'.repeat(65)}`] as Hex[]) {
    assert.throws(() => mailboxKeyFromSignature(bad), { code: 'mailbox.signature_unsupported' });
  }
});

test('the text to sign says what it opens', () => {
  const { message } = mailboxTypedData({ chainId, market, shop, number: 1 });
  assert.match(message.purpose, /order details/);
  assert.match(message.purpose, /can read them/);
});
