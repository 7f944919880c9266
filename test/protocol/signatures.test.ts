import assert from 'node:assert/strict';
import { test } from 'node:test';
import { secp256k1 } from '@noble/curves/secp256k1';
import { getBytes, recoverAddress, SigningKey, TypedDataEncoder, Wallet } from 'ethers';
import fc from 'fast-check';
import { catalogueDigest } from '../../protocol/catalogue-digest.ts';
import type { Head } from '../../protocol/head.ts';
import { limits } from '../../protocol/limits.ts';
import type { Address, Hex } from '../../protocol/primitives.ts';
import { recoverSigner } from '../../protocol/recover-signer.ts';
import { type HeadCheck, verifyHead } from '../../protocol/signatures.ts';
import { catalogueTypedData } from '../../protocol/typed-data.ts';
import { addressOf, bytes32Of, chainId, market, signedCatalogue } from './samples.ts';

const NOW = 1_790_000_000;
const wallet = new Wallet(bytes32Of('5a'));
// Safety: ethers gives 0x-prefixed hex.
const owner = wallet.address.toLowerCase() as Address;

async function signedHead(changes: Partial<Head['catalogue']> = {}): Promise<Head> {
  const catalogue = signedCatalogue({ shop: owner, validUntil: NOW + 86_400, ...changes });
  const { domain, types, message } = catalogueTypedData(chainId, market, catalogue);
  const signature = await wallet.signTypedData(domain, { Catalogue: [...types.Catalogue] }, message);
  return { v: 1, type: 'head', catalogue, signer: owner, signature: getBytes(signature) };
}

const portsOf = (changes: Partial<HeadCheck> = {}) => ({
  chainId,
  market,
  now: NOW,
  publishing: async (shop: Address, signer: Address) => ({ mayPublish: shop === signer, lowestVersion: 0 }),
  recover: recoverSigner,
  verifyContractSignature: async () => false,
  ...changes,
});

async function outcome(head: Head, changes: Partial<HeadCheck> = {}): Promise<string> {
  const result = await verifyHead({ head, ...portsOf(changes) });
  return result.ok ? 'ok' : result.error.code;
}

test('the digest is that of ethers', () => {
  const catalogue = signedCatalogue();
  const { domain, types, message } = catalogueTypedData(chainId, market, catalogue);
  const expected = TypedDataEncoder.hash(domain, { Catalogue: [...types.Catalogue] }, message);
  assert.equal(catalogueDigest(chainId, market, catalogue), expected);
});

test('a head signed by the owner is accepted', async () => {
  const head = await signedHead();
  assert.deepEqual(await verifyHead({ head, ...portsOf() }), { ok: true, value: head });
});

test('a publisher may sign, a stranger may not', async () => {
  const head = await signedHead({ shop: addressOf('a1') });
  assert.equal(await outcome(head), 'head.signer_unknown');
  const publishing = async (shop: Address, signer: Address) => ({
    mayPublish: shop === addressOf('a1') && signer === owner,
    lowestVersion: 0,
  });
  assert.equal(await outcome(head, { publishing }), 'ok');
});

test('every field is under the signature', async () => {
  const head = await signedHead();
  const changes = [
    { version: 4 },
    { root: bytes32Of('01') },
    { offers: bytes32Of('01') },
    { validUntil: NOW + 86_401 },
  ];
  for (const change of changes) {
    const forged = { ...head, catalogue: { ...head.catalogue, ...change } };
    assert.equal(await outcome(forged), 'head.signature_invalid', JSON.stringify(change));
  }
  assert.equal(await outcome(head, { chainId: 1 }), 'head.signature_invalid');
  assert.equal(await outcome(head, { market: addressOf('99') }), 'head.signature_invalid');
});

test('a head is valid until its last second, at most 30 days and the skew of clocks ahead', async () => {
  const head = await signedHead();
  const { validUntil } = head.catalogue;
  assert.equal(await outcome(head, { now: validUntil - 1 }), 'ok');
  assert.equal(await outcome(head, { now: validUntil }), 'head.expired');
  const latest = validUntil - limits.catalogueValidSeconds - limits.clockSkewSeconds;
  assert.equal(await outcome(head, { now: latest }), 'ok');
  assert.equal(await outcome(head, { now: latest - 1 }), 'head.too_long');
});

test('a cancelled version is refused', async () => {
  const head = await signedHead({ version: 3 });
  const lowest = (lowestVersion: number) => ({ publishing: async () => ({ mayPublish: true, lowestVersion }) });
  assert.equal(await outcome(head, lowest(3)), 'ok');
  assert.equal(await outcome(head, lowest(4)), 'head.cancelled');
});

test('an account with code decides itself about other signatures', async () => {
  const head = { ...(await signedHead()), signature: new Uint8Array(100).fill(9) };
  const asked: object[] = [];
  const verifyContractSignature = async (check: object) => asked.push(check) === 1;
  assert.equal(await outcome(head, { verifyContractSignature }), 'ok');
  const digest = catalogueDigest(chainId, market, head.catalogue);
  assert.deepEqual(asked, [{ signer: owner, digest, signature: head.signature }]);
  assert.equal(await outcome(head), 'head.signature_invalid');
});

test('errors name field and limit', async () => {
  const head = await signedHead();
  const result = await verifyHead({ head, ...portsOf({ now: head.catalogue.validUntil }) });
  assert.ok(!result.ok);
  assert.deepEqual(result.error.details, {
    field: 'catalogue.validUntil',
    limit: `after ${head.catalogue.validUntil}`,
    validUntilSeconds: head.catalogue.validUntil,
  });
});

test('a fault of the chain client passes through', async () => {
  const publishing = () => Promise.reject(new Error('no connection'));
  await assert.rejects(outcome(await signedHead(), { publishing }), /no connection/);
});

test('recovery agrees with ethers', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 32, maxLength: 32 }),
      fc.bigInt({ min: 1n, max: 2n ** 255n }),
      (bytes, secret) => {
        const key = new SigningKey(`0x${secret.toString(16).padStart(64, '0')}`);
        const { serialized } = key.sign(bytes);
        const digest: Hex = `0x${Buffer.from(bytes).toString('hex')}`;
        assert.equal(recoverSigner(digest, getBytes(serialized)), recoverAddress(digest, serialized).toLowerCase());
      },
    ),
    { numRuns: 30 },
  );
});

test('only 65 bytes with a low s and 27 or 28 are a signature', async () => {
  const { signature, catalogue } = await signedHead();
  const digest = catalogueDigest(chainId, market, catalogue);
  assert.equal(recoverSigner(digest, signature), owner);
  const changed = (change: (bytes: Uint8Array) => void) => {
    const bytes = signature.slice();
    change(bytes);
    return recoverSigner(digest, bytes);
  };
  const s = BigInt(`0x${Buffer.from(signature.subarray(32, 64)).toString('hex')}`);
  const highS = (secp256k1.CURVE.n - s).toString(16).padStart(64, '0');
  assert.equal(
    changed((bytes) => {
      bytes.set(Buffer.from(highS, 'hex'), 32);
      bytes[64] = bytes[64] === 27 ? 28 : 27;
    }),
    undefined,
  );
  for (const v of [0, 1, 26, 29, 255]) {
    assert.equal(
      changed((bytes) => {
        bytes[64] = v;
      }),
      undefined,
      `v ${v}`,
    );
  }
  assert.equal(
    changed((bytes) => bytes.fill(0, 0, 32)),
    undefined,
  );
  assert.equal(
    changed((bytes) => bytes.fill(0xff, 0, 32)),
    undefined,
  );
  assert.equal(recoverSigner(digest, signature.subarray(0, 64)), undefined);
  assert.equal(recoverSigner(digest, new Uint8Array([...signature, 0])), undefined);
});
