import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hexToBytes } from '@noble/hashes/utils';
import { Wallet } from 'ethers';
import { decryptAttachment } from '../../protocol/attachment.ts';
import { digestOf } from '../../protocol/block.ts';
import { composeMessage } from '../../protocol/compose-message.ts';
import { unwrap } from '../../protocol/errors.ts';
import { limits } from '../../protocol/limits.ts';
import { buyerMailboxTypedData, mailboxKeyFromSecret, mailboxKeyFromSignature } from '../../protocol/mailbox-key.ts';
import { decodeMessage, encodeMessage, type MessageKey, type SignedMessage } from '../../protocol/message.ts';
import { checkBody, decryptBody, encryptBody, type MessageBody } from '../../protocol/message-body.ts';
import { messageSignerFromSecret, messageSignerFromSignature, signMessage } from '../../protocol/message-key.ts';
import { messageKeyTypedData, messageTypedData } from '../../protocol/message-typed-data.ts';
import { addressSchema, type Hex } from '../../protocol/primitives.ts';
import { recoverSigner } from '../../protocol/recover-signer.ts';
import { verifyMessage } from '../../protocol/verify-message.ts';
import { bytes32Of, chainId, market } from './samples.ts';

const place = { chainId, market };
const wallet = new Wallet(bytes32Of('5a'));
const sender = addressSchema.parse(wallet.address);
const signer = messageSignerFromSecret(new Uint8Array(32).fill(9));
const mine = mailboxKeyFromSecret(new Uint8Array(32).fill(1));
const theirs = mailboxKeyFromSecret(new Uint8Array(32).fill(2));
const sentAt = 1_800_000_000;
const webp = (size: number): Uint8Array => {
  const data = new Uint8Array(size).fill(7);
  data.set(new TextEncoder().encode('RIFF'), 0);
  data.set(new TextEncoder().encode('WEBP'), 8);
  return data;
};
const bytesOf = (signature: string) => hexToBytes(signature.slice(2));
/** Signs as a wallet does, from the data that a page hands over. */
const bySignature = async (data: { domain: object; types: object; message: object }) =>
  // Safety: ethers gives 0x-prefixed hex, and takes what viem's typed data has.
  (await wallet.signTypedData(
    data.domain as never,
    structuredClone(data.types) as never,
    data.message as never,
  )) as Hex;
const keyUntil = async (validUntil: number): Promise<MessageKey> => {
  const key = { owner: sender, key: signer.address, validUntil };
  return { ...key, signature: bytesOf(await bySignature(messageKeyTypedData(place, key))) };
};
const ports = { ...place, recover: recoverSigner, verifyContractSignature: async () => false };
const codeOf = async (signed: SignedMessage, changes: object = {}) => {
  const verified = await verifyMessage(signed, { ...ports, ...changes });
  return verified.ok ? 'ok' : verified.error.code;
};
const compose = async (changes: object = {}) =>
  composeMessage({
    order: bytes32Of('0d'),
    sender,
    now: sentAt,
    seen: [],
    text: 'Where is it?',
    pictures: [],
    ownKey: mine.publicKey,
    otherKey: theirs.publicKey,
    key: await keyUntil(sentAt + 1_000),
    sign: (message) => signMessage(place, message, signer),
    ...changes,
  });
const composed = async (changes: object = {}) => unwrap(decodeMessage((await compose(changes)).envelope.bytes));

test('both parties read text and pictures of a message, and nobody else', async () => {
  const { envelope, contents } = await compose({
    replyTo: bytes32Of('01'),
    pictures: [{ data: webp(5_000), width: 40, height: 30, type: 'image/webp' }],
  });
  const signed = unwrap(decodeMessage(envelope.bytes));
  assert.equal((await verifyMessage(signed, ports)).ok, true);
  const [body, picture] = contents;
  assert.deepEqual(
    [signed.message.body, ...signed.message.attachments],
    contents.map(({ cid }) => digestOf(cid)),
  );
  for (const { identity } of [mine, theirs]) {
    const read = unwrap(await decryptBody({ message: signed.message, bytes: body!.bytes, identity }));
    assert.equal(read.text, 'Where is it?');
    assert.equal(read.replyTo, bytes32Of('01'));
    assert.equal(read.replyKey, mine.publicKey);
    assert.deepEqual(unwrap(await decryptAttachment(picture!.bytes, read.attachments[0]!, identity)), webp(5_000));
  }
  const { identity } = mailboxKeyFromSecret(new Uint8Array(32).fill(3));
  const other = await decryptBody({ message: signed.message, bytes: body!.bytes, identity });
  assert.ok(!other.ok);
  assert.equal(other.error.code, 'message_body.undecryptable');
});

test('a message is signed by its sender, or by a key that the sender named', async () => {
  const byWallet = await composed({
    key: null,
    sign: async (message: SignedMessage['message']) => bytesOf(await bySignature(messageTypedData(place, message))),
  });
  assert.equal(await codeOf(byWallet), 'ok');
  assert.equal(await codeOf(await composed()), 'ok');
  assert.equal(await codeOf(byWallet, { chainId: 1 }), 'message.signature_invalid');
  assert.equal(
    await codeOf({ ...byWallet, message: { ...byWallet.message, body: bytes32Of('02') } }),
    'message.signature_invalid',
  );
  // A key that nobody named signs for itself alone.
  assert.equal(await codeOf(await composed({ key: null })), 'message.signature_invalid');
});

test('an answer is dated after what its writer has seen, and never further ahead than nodes take', async () => {
  const datedAfter = async (...seen: number[]) =>
    (await composed({ seen: seen.map((each) => ({ sentAt: each })) })).message.sentAt;
  assert.equal(await datedAfter(), sentAt);
  assert.equal(await datedAfter(sentAt - 9, sentAt - 20), sentAt);
  assert.equal(await datedAfter(sentAt - 5, sentAt, sentAt - 1), sentAt + 1);
  assert.equal(await datedAfter(sentAt + 300), sentAt + 301);
  const skew = limits.clockSkewSeconds;
  assert.equal(await datedAfter(sentAt + skew), sentAt + skew);
});

test('a message key counts for its owner and its time only', async () => {
  const signed = await composed();
  const key = await keyUntil(sentAt + 1_000);
  const codeWith = (changes: Partial<MessageKey>) => codeOf({ ...signed, key: { ...key, ...changes } });
  assert.equal(await codeWith({ owner: market }), 'message.key_owner_mismatch');
  assert.equal(await codeWith({ key: market }), 'message.signature_invalid');
  assert.equal(await codeWith({ validUntil: key.validUntil + 1 }), 'message.key_signature_invalid');
  assert.equal(await codeOf(await composed({ key: await keyUntil(sentAt) })), 'ok');
  assert.equal(await codeOf(await composed({ key: await keyUntil(sentAt - 1) })), 'message.key_expired');
  const latest = sentAt + limits.messageKeySeconds + limits.clockSkewSeconds;
  assert.equal(await codeOf(await composed({ key: await keyUntil(latest) })), 'ok');
  assert.equal(await codeOf(await composed({ key: await keyUntil(latest + 1) })), 'message.key_too_long');
});

test('an account with code is asked about its own signature, never about its message key', async () => {
  const asked: string[] = [];
  const contract = {
    verifyContractSignature: async ({ signer: who }: { signer: string }) => {
      asked.push(who);
      return true;
    },
  };
  const odd = new Uint8Array(80).fill(4);
  assert.equal(await codeOf(await composed({ key: null, sign: () => odd }), contract), 'ok');
  const key = { ...(await keyUntil(sentAt)), signature: odd };
  assert.equal(await codeOf(await composed({ key }), contract), 'ok');
  assert.deepEqual(asked, [sender, sender]);
  assert.equal(await codeOf(await composed({ sign: () => odd }), contract), 'message.signature_invalid');
  assert.equal(asked.length, 2);
});

test('one signature of the wallet gives both keys, and each is its own', async () => {
  const signature = await bySignature(buyerMailboxTypedData({ ...place, buyer: sender, number: 1 }));
  const mailbox = mailboxKeyFromSignature(signature);
  const message = messageSignerFromSignature(signature);
  assert.deepEqual(messageSignerFromSignature(signature), message);
  assert.notEqual(mailbox.publicKey, mailboxKeyFromSecret(message.secret).publicKey);
  const again = await bySignature(buyerMailboxTypedData({ ...place, buyer: sender, number: 2 }));
  assert.notEqual(messageSignerFromSignature(again).address, message.address);
  assert.throws(() => messageSignerFromSignature('0x1234'), { code: 'mailbox.signature_unsupported' });
});

test('what the wallet shows says what it allows, and that no money moves', () => {
  const key = { owner: sender, key: signer.address, validUntil: 1 };
  const message = { order: bytes32Of('0d'), sender, sentAt, body: bytes32Of('02'), attachments: [] };
  for (const data of [
    messageKeyTypedData(place, key),
    messageTypedData(place, message),
    buyerMailboxTypedData({ ...place, buyer: sender, number: 1 }),
  ]) {
    assert.match(data.message.purpose, /It moves no money\.$/);
  }
});

test('a text belongs to one order and one list of pictures', async () => {
  const { envelope, contents } = await compose();
  const { message } = unwrap(decodeMessage(envelope.bytes));
  const bytes = contents[0]!.bytes;
  const read = unwrap(await decryptBody({ message, bytes, identity: mine.identity }));
  const codeWith = (changes: object) => {
    const result = checkBody(read, { ...message, ...changes });
    return result.ok ? 'ok' : [result.error.code, result.error.details.field];
  };
  assert.equal(codeWith({}), 'ok');
  assert.deepEqual(codeWith({ order: bytes32Of('0e') }), ['message_body.envelope_mismatch', 'order']);
  assert.deepEqual(codeWith({ attachments: [bytes32Of('03')] }), ['message_body.envelope_mismatch', 'attachments']);
  const other = await decryptBody({ message: { ...message, body: bytes32Of('04') }, bytes, identity: mine.identity });
  assert.ok(!other.ok);
  assert.equal(other.error.code, 'message_body.digest_mismatch');
});

test('texts of one padding step have equally long ciphertexts, and the longest fits', async () => {
  const body = (text: string): MessageBody => ({
    v: 1,
    type: 'text',
    order: bytes32Of('0d'),
    text,
    replyKey: mine.publicKey,
    attachments: [],
  });
  const size = async (text: string) => (await encryptBody(body(text), [mine.publicKey, theirs.publicKey])).bytes.length;
  assert.equal(await size('x'), await size('x'.repeat(200)));
  assert.equal((await size('x'.repeat(600))) - (await size('x')), limits.messagePaddingBytes);
  assert.ok((await size('亚'.repeat(limits.messageCharacters))) <= limits.messageBodyBytes);
  await assert.rejects(size(''), { code: 'message_body.invalid' });
});

test('an encrypted text is read up to its limit and refused above it', async () => {
  const { message } = await composed();
  const codeAt = async (size: number) => {
    const result = await decryptBody({ message, bytes: new Uint8Array(size), identity: mine.identity });
    return result.ok ? 'ok' : result.error.code;
  };
  assert.equal(await codeAt(limits.messageBodyBytes), 'message_body.digest_mismatch');
  assert.equal(await codeAt(limits.messageBodyBytes + 1), 'message_body.too_large');
});

test('an envelope that gossip could not carry is never made', async () => {
  const key = { ...(await keyUntil(sentAt)), signature: new Uint8Array(1_024) };
  await assert.rejects(composed({ key, sign: () => new Uint8Array(1_024) }), { code: 'message.too_large' });
  const signed = await composed();
  assert.equal(encodeMessage(signed).bytes.length < 1_000, true);
});
