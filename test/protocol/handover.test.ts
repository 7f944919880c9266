import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AbiCoder, keccak256, TypedDataEncoder, Wallet } from 'ethers';
import {
  findHandoverSecret,
  handoverHash,
  handoverKeyFromSignature,
  handoverSecret,
  handoverText,
  handoverTypedData,
  parseHandoverText,
} from '../../protocol/handover.ts';
import type { Hex } from '../../protocol/primitives.ts';
import { zeroBytes32 } from '../../protocol/primitives.ts';
import { addressOf, bytes32Of, chainId, market, order } from './samples.ts';

const wallet = new Wallet(bytes32Of('5a'));
const buyer = wallet.address.toLowerCase() as Hex;

async function keyOf(signer: Wallet, changes: object = {}): Promise<Uint8Array> {
  const { domain, types, message } = handoverTypedData({ chainId, market, buyer, ...changes });
  // Safety: ethers gives 0x-prefixed hex.
  return handoverKeyFromSignature(
    (await signer.signTypedData(domain, { Handover: [...types.Handover] }, message)) as Hex,
  );
}
const salt = { details: bytes32Of('55'), sku: bytes32Of('33'), index: 1, preparedAt: 1_800_000_000 };

test('the hash of a secret is that of the contract', () => {
  const secret = bytes32Of('3c');
  assert.equal(handoverHash(secret), keccak256(AbiCoder.defaultAbiCoder().encode(['bytes32'], [secret])));
});

test('the same wallet makes the same key again, and another wallet, buyer or market another one', async () => {
  const key = await keyOf(wallet);
  assert.equal(key.length, 32);
  assert.deepEqual(await keyOf(wallet), key);
  const others = [
    await keyOf(new Wallet(bytes32Of('5b'))),
    await keyOf(wallet, { buyer: addressOf('01') }),
    await keyOf(wallet, { market: addressOf('02') }),
    await keyOf(wallet, { chainId: 1 }),
  ];
  for (const other of others) assert.notDeepEqual(other, key);
});

test('the wallet shows what the signature opens', () => {
  const { domain, types, message } = handoverTypedData({ chainId, market, buyer });
  assert.match(message.purpose, /pickup codes.*Sign this only on a page you trust/);
  assert.match(TypedDataEncoder.hash(domain, { Handover: [...types.Handover] }, message), /^0x[0-9a-f]{64}$/);
});

test('an account whose signatures are not 65 bytes is told so', () => {
  for (const signature of ['0x', `0x${'ab'.repeat(64)}`, `0x${'ab'.repeat(96)}`] as Hex[]) {
    assert.throws(() => handoverKeyFromSignature(signature), { code: 'handover.signature_unsupported' });
  }
});

test('no two lines share a secret: a hand-over publishes it', async () => {
  const key = await keyOf(wallet);
  const secrets = [
    handoverSecret(key, salt),
    handoverSecret(key, { ...salt, details: zeroBytes32 }),
    handoverSecret(key, { ...salt, sku: bytes32Of('34') }),
    handoverSecret(key, { ...salt, index: 2 }),
    handoverSecret(key, { ...salt, preparedAt: salt.preparedAt + 1 }),
    handoverSecret(new Uint8Array(32).fill(1), salt),
  ];
  assert.equal(new Set(secrets).size, secrets.length);
  for (const secret of secrets) assert.match(secret, /^0x[0-9a-f]{64}$/);
  assert.equal(handoverSecret(key, salt), secrets[0]);
});

test('a buyer who lost the browser finds the secret by the order alone', async () => {
  const key = await keyOf(wallet);
  const secret = handoverSecret(key, salt);
  const paid = order({ ...salt, paidAt: BigInt(salt.preparedAt + 95), handover: handoverHash(secret) });
  assert.equal(findHandoverSecret(key, paid), secret);
  assert.equal(findHandoverSecret(key, { ...paid, paidAt: BigInt(salt.preparedAt) }), secret);
  assert.equal(findHandoverSecret(key, { ...paid, paidAt: BigInt(salt.preparedAt - 1) }), undefined);
  assert.equal(findHandoverSecret(key, { ...paid, handover: zeroBytes32, paidAt: 40n }), undefined);
});

test('a code survives its text, as a camera or a person gives it', () => {
  const code = { orderId: bytes32Of('0d'), secret: bytes32Of('3c') };
  const text = handoverText(code);
  assert.equal(text, `vouch:handover:${code.orderId}:${code.secret}`);
  assert.deepEqual(parseHandoverText(` ${text}\n`), { ok: true, value: code });
  assert.deepEqual(parseHandoverText(text.toUpperCase().replaceAll('0X', '0x')), { ok: true, value: code });
});

test('what is no pickup code is refused', () => {
  const text = handoverText({ orderId: bytes32Of('0d'), secret: bytes32Of('3c') });
  for (const bad of ['', 'https://example.com', text.slice(0, -1), `${text}0`, text.replace('handover', 'other')]) {
    const result = parseHandoverText(bad);
    assert.ok(!result.ok, bad);
    assert.equal(result.error.code, 'handover.code_invalid');
  }
});
