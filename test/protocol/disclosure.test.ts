import assert from 'node:assert/strict';
import { test } from 'node:test';
import { x25519 } from '@noble/curves/ed25519';
import { Encrypter, type Stanza } from 'age-encryption';
import fc from 'fast-check';
import { decryptAttachment, encryptAttachment, unpackAttachment } from '../../protocol/attachment.ts';
import { rawBlock } from '../../protocol/block.ts';
import { disclosureSchema, fileKeyOf, openDisclosed } from '../../protocol/disclosure.ts';
import { type Result, unwrap } from '../../protocol/errors.ts';
import { decodeEvidence, encodeEvidence } from '../../protocol/evidence.ts';
import { limits } from '../../protocol/limits.ts';
import { decryptDetails, encryptDetails, openWithNumberedKeys } from '../../protocol/mailbox.ts';
import { mailboxKeyFromSecret } from '../../protocol/mailbox-key.ts';
import { unpackDetails } from '../../protocol/order-details.ts';
import { pad, unpad } from '../../protocol/padding.ts';
import { headerOf } from '../../protocol/sealed.ts';
import { addressDetails, bytes32Of, evidence } from './samples.ts';

const keyNumber = (number: number) => mailboxKeyFromSecret(new Uint8Array(32).fill(number));
const [shopKey, buyerKey] = [keyNumber(1), keyNumber(2)];
const codeOf = (result: Result<unknown>) => (result.ok ? 'ok' : result.error.code);

test('a buyer shows jurors exactly what was sent', async () => {
  const details = addressDetails({ replyKey: buyerKey.publicKey });
  const { bytes } = await encryptDetails(details, shopKey.publicKey, buyerKey.publicKey);
  const disclosure = unwrap(await fileKeyOf(bytes, buyerKey.identity));
  // Seller and buyer hold the same key of this block, so that either can disclose it.
  assert.deepEqual(unwrap(await fileKeyOf(bytes, shopKey.identity)), disclosure);
  const block = encodeEvidence(evidence({ disclosed: [disclosure] }));
  const [shown] = unwrap(decodeEvidence(block.bytes)).disclosed ?? [];
  assert.deepEqual(unwrap(unpackDetails(unwrap(await openDisclosed(bytes, shown!)))), details);
});

test('a wrong key, other bytes and changed bytes are refused', async () => {
  const { bytes } = await encryptDetails(addressDetails(), shopKey.publicKey);
  const other = await encryptDetails(addressDetails({ city: 'Bonn' }), shopKey.publicKey);
  const disclosure = unwrap(await fileKeyOf(bytes, shopKey.identity));
  const otherDisclosure = unwrap(await fileKeyOf(other.bytes, shopKey.identity));
  const wrongKey = { ...disclosure, fileKey: otherDisclosure.fileKey };
  assert.equal(codeOf(await openDisclosed(bytes, wrongKey)), 'disclosure.undecryptable');
  assert.equal(codeOf(await openDisclosed(other.bytes, disclosure)), 'disclosure.digest_mismatch');
  // Even a liar who also names the changed bytes opens nothing with them.
  for (const place of [30, 300, bytes.length - 1]) {
    const changed = bytes.slice();
    changed[place]! ^= 1;
    const block = rawBlock(changed);
    const claimed = { ...disclosure, digest: `0x${Buffer.from(block.cid.multihash.digest).toString('hex')}` as const };
    assert.equal(codeOf(await openDisclosed(changed, claimed)), 'disclosure.undecryptable', `byte ${place}`);
  }
  assert.equal(codeOf(await fileKeyOf(bytes, buyerKey.identity)), 'disclosure.undecryptable');
});

test('a file key has sixteen bytes', () => {
  const accepts = (bytes: number) =>
    disclosureSchema.safeParse({ digest: bytes32Of('01'), fileKey: `0x${'ab'.repeat(bytes)}` }).success;
  assert.deepEqual([15, 16, 17].map(accepts), [false, true, false]);
});

test('details for one reader and for two are equally long, and both readers open theirs', async () => {
  const one = await encryptDetails(addressDetails(), shopKey.publicKey);
  const two = await encryptDetails(addressDetails(), shopKey.publicKey, buyerKey.publicKey);
  assert.equal(one.bytes.length, two.bytes.length);
  for (const { identity } of [shopKey, buyerKey]) {
    assert.deepEqual(unwrap(await decryptDetails(two.bytes, identity)), addressDetails());
  }
  assert.equal(codeOf(await decryptDetails(one.bytes, buyerKey.identity)), 'details.undecryptable');
});

test('details written to an earlier key of the shop are still read after it took new ones', async () => {
  const { bytes } = await encryptDetails(addressDetails(), keyNumber(2).publicKey);
  const asked: number[] = [];
  const openFrom = (newest: number, block: Uint8Array) =>
    openWithNumberedKeys({
      newest,
      identityOf: async (number) => {
        asked.push(number);
        return keyNumber(number).identity;
      },
      open: (identity) => decryptDetails(block, identity),
    });
  assert.deepEqual(unwrap(await openFrom(4, bytes)), addressDetails());
  assert.deepEqual(asked.splice(0), [4, 3, 2]);
  assert.equal(codeOf(await openFrom(1, bytes)), 'details.undecryptable');
  assert.deepEqual(asked.splice(0), [1]);
  // What no key can mend is not tried with each of them.
  assert.equal(codeOf(await openFrom(4, new Uint8Array(limits.orderDetailsBytes + 1))), 'details.too_large');
  assert.deepEqual(asked, [4]);
});

test('a header made to cost its reader time is not looked at', async () => {
  let stanzas = 0;
  const encrypter = new Encrypter();
  for (let index = 0; index < 40; index++) {
    encrypter.addRecipient({
      wrapFileKey: (): Stanza[] => [
        // Safety: these are all members that the encoder reads.
        {
          args: ['X25519', Buffer.alloc(32, ++stanzas).toString('base64').replace('=', '')],
          body: new Uint8Array(32),
        } as Stanza,
      ],
    });
  }
  const hostile = await encrypter.encrypt(new Uint8Array(512));
  assert.throws(() => headerOf(hostile), RangeError);
  assert.equal(codeOf(await decryptDetails(hostile, shopKey.identity)), 'details.undecryptable');
  const { bytes } = await encryptDetails(addressDetails(), shopKey.publicKey);
  assert.ok(headerOf(bytes).length < 500);
});

test('keys with which anybody could decrypt are refused', async () => {
  const small = '0xe0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800';
  assert.throws(() => x25519.getSharedSecret(new Uint8Array(32).fill(9), small.slice(2)));
  await assert.rejects(encryptDetails(addressDetails(), shopKey.publicKey, small), {
    code: 'mailbox.key_invalid',
    details: { field: 'keys.1', limit: '32 bytes of an X25519 public key' },
  });
});

const picture = (size: number, type: 'image/webp' | 'image/avif' = 'image/webp') => {
  const data = new Uint8Array(size).fill(7);
  if (type === 'image/webp') data.set(Buffer.from('RIFF0000WEBP'));
  else data.set(Buffer.from('0000ftypavif'));
  return { data, width: 4, height: 3, type };
};
const keys = [shopKey.publicKey, buyerKey.publicKey] as const;

test('pictures are padded, encrypted to both and open to what they were', async () => {
  const [small, large, avif] = await Promise.all(
    [picture(100), picture(limits.attachmentPaddingBytes - 4), picture(5_000, 'image/avif')].map((each) =>
      encryptAttachment(each, keys),
    ),
  );
  assert.equal(small!.block.bytes.length, large!.block.bytes.length);
  const opened = await decryptAttachment(avif!.block.bytes, avif!.attachment, buyerKey.identity);
  assert.deepEqual(unwrap(opened), picture(5_000, 'image/avif').data);
  const lied = { ...avif!.attachment, bytes: 4_999 };
  assert.equal(
    codeOf(await decryptAttachment(avif!.block.bytes, lied, shopKey.identity)),
    'attachment.padding_invalid',
  );
  const otherType = { ...avif!.attachment, type: 'image/webp' as const };
  assert.equal(
    codeOf(await decryptAttachment(avif!.block.bytes, otherType, shopKey.identity)),
    'attachment.type_mismatch',
  );
  await assert.rejects(encryptAttachment({ ...picture(100), type: 'image/avif' }, keys), {
    code: 'attachment.type_mismatch',
  });
});

test('the largest picture fits its block, and one byte more does not', async () => {
  const most =
    Math.floor(limits.attachmentBytes / limits.attachmentPaddingBytes - 1) * limits.attachmentPaddingBytes - 4;
  const { block } = await encryptAttachment(picture(most), keys);
  assert.ok(block.bytes.length <= limits.attachmentBytes);
  await assert.rejects(encryptAttachment(picture(most + 1), keys), { code: 'attachment.too_large' });
  const { attachment } = await encryptAttachment(picture(100), keys);
  const codeAt = async (size: number) =>
    codeOf(await decryptAttachment(new Uint8Array(size), attachment, shopKey.identity));
  assert.equal(await codeAt(limits.attachmentBytes), 'attachment.undecryptable');
  assert.equal(await codeAt(limits.attachmentBytes + 1), 'attachment.too_large');
});

test('padding of either length field round trips and has one form', () => {
  for (const lengthBytes of [2, 4] as const) {
    const padding = { stepBytes: 64, lengthBytes };
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const padded = pad(bytes, padding);
        assert.equal(padded.length % 64, 0);
        assert.deepEqual(unpad(padded, padding), bytes);
        assert.equal(unpad(padded.subarray(1), padding), undefined);
      }),
    );
    const pointing = new Uint8Array(64).fill(0xff, 0, lengthBytes);
    assert.equal(unpad(pointing, padding), undefined);
  }
  assert.equal(
    codeOf(unpackAttachment(new Uint8Array(64), { bytes: 1, type: 'image/webp' })),
    'attachment.padding_invalid',
  );
});
