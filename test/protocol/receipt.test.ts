import assert from 'node:assert/strict';
import { test } from 'node:test';
import { generateKeyPair } from '@libp2p/crypto/keys';
import { type Receipt, signedReceiptSchema, signReceipt, verifyReceipt } from '../../protocol/receipt.ts';

const receiptFor = (peer: Uint8Array<ArrayBuffer>): Receipt => ({
  v: 1,
  type: 'receipt',
  shop: `0x${'0a'.repeat(20)}`,
  version: 7,
  root: `0x${'0b'.repeat(32)}`,
  complete: true,
  peer,
  at: 1_800_000_000,
});

async function node(type: 'Ed25519' | 'secp256k1' = 'Ed25519') {
  const key = await generateKeyPair(type as 'Ed25519');
  return { key, peer: Uint8Array.from(key.publicKey.toMultihash().bytes) };
}

test('a receipt is verified with the key inside the peer ID, and any change to it shows', async () => {
  const { key, peer } = await node();
  const signed = await signReceipt(receiptFor(peer), (message) => key.sign(message));
  assert.ok(verifyReceipt(signed).ok);
  const other = await node();
  const changes: Partial<Receipt>[] = [
    { version: 8 },
    { complete: false },
    { at: 1_800_000_001 },
    { root: `0x${'0c'.repeat(32)}` },
    { shop: `0x${'0d'.repeat(20)}` },
    { peer: other.peer },
  ];
  for (const change of changes) {
    const forged = verifyReceipt({ ...signed, receipt: { ...signed.receipt, ...change } });
    assert.equal(!forged.ok && forged.error.code, 'receipt.signature_invalid', JSON.stringify(Object.keys(change)));
  }
  const flipped = Uint8Array.from(signed.signature);
  flipped[40]! ^= 1;
  assert.equal(verifyReceipt({ ...signed, signature: flipped }).ok, false);
  assert.equal(verifyReceipt({ ...signed, signature: new Uint8Array(64) }).ok, false);
});

test('a signature over the same receipt without its prefix, or by a key that is no key, counts for nothing', async () => {
  const { key, peer } = await node();
  const receipt = receiptFor(peer);
  const bare = await signReceipt(receipt, (message) => key.sign(message.subarray('vouch-receipt:'.length)));
  assert.equal(verifyReceipt(bare).ok, false);
  // The neutral element as a key: with loose rules every signature of zeros would pass.
  const zero = Uint8Array.from(peer);
  zero.fill(0, 6).set([1], 6);
  const signature = new Uint8Array(64).fill(0, 0, 64);
  signature[0] = 1;
  assert.equal(verifyReceipt({ receipt: receiptFor(zero), signature }).ok, false);
});

test('peer IDs that hold no Ed25519 key, and receipts of a wrong form, are refused', async () => {
  const { key, peer } = await node('secp256k1');
  const other = await signReceipt(receiptFor(peer), async (message) => (await key.sign(message)).subarray(0, 64));
  const unsupported = verifyReceipt(other);
  assert.equal(!unsupported.ok && unsupported.error.code, 'receipt.key_unsupported');
  const good = { receipt: receiptFor((await node()).peer), signature: new Uint8Array(64) };
  assert.ok(signedReceiptSchema.safeParse(good).success);
  for (const wrong of [
    { ...good, signature: new Uint8Array(63) },
    { ...good, signature: new Uint8Array(65) },
    { ...good, receipt: { ...good.receipt, version: 0 } },
    { ...good, receipt: { ...good.receipt, peer: new Uint8Array(65) } },
    { ...good, receipt: { ...good.receipt, more: 1 } },
  ])
    assert.equal(signedReceiptSchema.safeParse(wrong).success, false);
});
