import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as dagCbor from '@ipld/dag-cbor';
import { CID } from 'multiformats/cid';
import sharp from 'sharp';
import type { Abi } from 'viem';
import type { ChainAccount } from '../../../node/chain/chain-account.ts';
import { reencodeImage } from '../../../node/store/image-encoder.ts';
import { shopsAbi } from '../../../protocol/abi/shops.ts';
import { cidOf, DAG_CBOR, digestOf, encodeDocument, RAW } from '../../../protocol/block.ts';
import { type Image, type ImageSource, imageSourceSchema } from '../../../protocol/image.ts';
import { limits } from '../../../protocol/limits.ts';
import { encryptDetails } from '../../../protocol/mailbox.ts';
import { mailboxKeyFromSignature, mailboxTypedData } from '../../../protocol/mailbox-key.ts';
import type { OrderDetails } from '../../../protocol/order-details.ts';
import { announce, assertProblem, getJson, send, types } from '../../support/http.ts';
import { startMarket, type TestMarket } from '../../support/market.ts';
import { draft, openShop, profileOf, publish } from '../../support/shop.ts';
import { buy, listingOf, orderAfter } from '../../support/trade.ts';
import { until } from '../../support/until.ts';

let market: TestMarket;
let seller: ChainAccount;
before(async () => {
  market = await startMarket();
  seller = await openShop(market);
});
after(() => market.stop());

type UploadedSource = Omit<ImageSource, 'cid'> & { cid: string };

const url = (path: string) => `${market.node.url}/api/v1/${path}`;
const staged = async (cid: { toString(): string }) => {
  const answer = await send(url('blocks/missing'), JSON.stringify({ cids: [cid.toString()] }), types.json);
  return (await answer.json()).missing.length === 0;
};

const review = {
  v: 1,
  type: 'review',
  order: `0x${'1'.repeat(64)}`,
  language: 'en',
  text: 'Fine.',
  photos: [],
  writtenAt: 1_800_000_000,
};

test('reviews, replies and profiles are taken; anything else is refused by what is wrong with it', async () => {
  for (const document of [review, { ...review, type: 'reply' }, profileOf(seller.address, 'Kiln')]) {
    const block = encodeDocument(document);
    const answer = await send(url('contents'), block.bytes, types.cbor);
    assert.equal((await answer.json()).cid, block.cid.toString());
    assert.equal(await staged(block.cid), true);
  }
  const bad: [object, code: string, field: string, limit?: string][] = [
    [{ ...review, stars: 5 }, 'review.invalid', 'review'],
    [{ ...review, order: '0x1' }, 'review.invalid', 'order'],
    [{ ...review, text: 'x'.repeat(limits.reviewCharacters + 1) }, 'review.invalid', 'text', '4000'],
    [{ ...review, photos: [{ sources: [] }] }, 'review.invalid', 'photos.0.sources'],
    [{ ...review, language: 'English' }, 'review.invalid', 'language'],
    [{ ...review, type: 'advert' }, 'review.invalid', 'type'],
    [{ ...profileOf(seller.address, 'Kiln'), website: 'http://x' }, 'profile.invalid', 'profile'],
    [{ ...profileOf(seller.address, 'Kiln'), shop: 'me' }, 'profile.invalid', 'shop'],
  ];
  for (const [document, code, field, limit] of bad) {
    const bytes = dagCbor.encode(document);
    const expected = { status: 400, code, field, ...(limit === undefined ? {} : { limit }) };
    await assertProblem(await send(url('contents'), bytes, types.cbor), expected);
    assert.equal(await staged(cidOf(bytes, DAG_CBOR)), false, code);
  }
  await assertProblem(await send(url('contents'), 'no cbor', types.cbor), { status: 400, code: 'review.malformed' });
  const large = dagCbor.encode({ ...review, more: 'x'.repeat(limits.reviewBytes) });
  await assertProblem(await send(url('contents'), large, types.cbor), {
    status: 413,
    code: 'review.too_large',
    limit: `${limits.reviewBytes} bytes`,
  });
  await assertProblem(await send(url('contents'), new Uint8Array(limits.attachmentBytes + 1), types.cbor), {
    status: 413,
    code: 'request.too_large',
    limit: `${limits.attachmentBytes} bytes`,
  });
});

test('what parties write each other is taken only as ciphertext of a bounded size', async () => {
  const address = Buffer.from('Maria Silva, Rua das Flores 12, Lisbon');
  await assertProblem(await send(url('contents'), address, types.raw), {
    status: 400,
    code: 'content.not_encrypted',
    field: 'body',
  });
  assert.equal(await staged(cidOf(address, RAW)), false);
  const sized = (bytes: number) => Buffer.concat([Buffer.from('age-encryption.org/v1\n')], bytes);
  assert.equal((await send(url('contents'), sized(limits.attachmentBytes), types.raw)).status, 200);
  await assertProblem(await send(url('contents'), sized(limits.attachmentBytes + 1), types.raw), {
    status: 413,
    code: 'request.too_large',
    limit: `${limits.attachmentBytes} bytes`,
  });
});

test('pictures of messages are taken at a bounded rate from one address', async () => {
  const sealed = (number: number) =>
    Buffer.concat([Buffer.from(`age-encryption.org/v1\n${number}`), Buffer.alloc(limits.messageBodyBytes)]);
  const began = Date.now();
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, number) => send(url('contents'), sealed(number), types.raw)),
  );
  const seconds = Math.ceil((Date.now() - began) / 1_000);
  const taken = answers.filter(({ status }) => status === 200).length;
  assert.ok(taken >= 39 && taken <= 40 + seconds + 1, `${taken} taken in ${seconds} seconds`);
  const refused = answers.filter(({ status }) => status !== 200);
  assert.ok(refused.length > 0);
  for (const answer of refused) await assertProblem(answer, { status: 429, code: 'request.rate_limited' });
  // Texts are small, and are not counted with them.
  assert.equal((await send(url('contents'), Buffer.from('age-encryption.org/v1\nshort'), types.raw)).status, 200);
});

test('details of a paid order are served as ciphertext once the chain names them, and stand in no log', async () => {
  await publish(market, seller.account, [draft(market, { shop: seller.address, handle: 'cup' })]);
  const secret = 'Rua Secreta 99';
  const details: OrderDetails = {
    v: 1,
    type: 'address',
    recipient: 'Maria',
    lines: [secret],
    city: 'Lisbon',
    country: 'PT',
  };
  const { publicKey } = mailboxKeyFromSignature(
    await seller.account.signTypedData(
      mailboxTypedData({
        chainId: market.deployment.chainId,
        market: market.deployment.contracts.market,
        shop: seller.address,
        number: 1,
      }),
    ),
  );
  const block = await encryptDetails(details, publicKey);
  const { digest, cid } = await market.client.content(block.bytes, types.raw);
  const gateway = () => fetch(`${market.node.url}/ipfs/${cid}`);
  assert.equal((await gateway()).status, 404, 'nothing names it yet');
  const buyer = market.account('buyer');
  const listing = await listingOf(market.node.url, seller.address, 'cup');
  const { block: paidIn } = await buy(market, buyer, listing, { details: digest as `0x${string}` });
  await orderAfter(market.node.url, buyer.address, paidIn);
  const bytes = await until('the details', async () => {
    const answer = await gateway();
    return answer.ok && Buffer.from(await answer.arrayBuffer());
  });
  assert.deepEqual(bytes, Buffer.from(block.bytes));
  assert.ok(!bytes.includes(secret));
  assert.ok(!(await market.node.log()).includes(secret));
});

const photo = (width = 900, height = 600) =>
  sharp({ create: { width, height, channels: 3, background: '#a05030' } })
    .jpeg()
    .withExif({ IFD0: { Copyright: 'Maria Silva' }, IFD3: { GPSLatitude: '38/1 43/1 0/1', GPSLatitudeRef: 'N' } })
    .toBuffer();
const postImage = (bytes: Uint8Array, type = 'image/jpeg') => send(url('images'), bytes, type);

test('a picture is encoded anew in several widths, without what was hidden in it', async () => {
  const upload = await photo();
  assert.ok(upload.includes('Maria Silva'));
  const { sources } = (await (await postImage(upload)).json()) as { sources: UploadedSource[] };
  assert.deepEqual(
    sources.map(({ width, type }) => ({ width, type })),
    [320, 640, 900].map((width) => ({ width, type: 'image/webp' })),
  );
  for (const { cid } of sources) assert.equal(await staged(cid), true);
});

test('a published picture is served as an image, and nothing else ever is', async () => {
  const { sources } = (await (await postImage(await photo(640, 640))).json()) as { sources: UploadedSource[] };
  const images: Image[] = [
    { sources: sources.map((source) => imageSourceSchema.parse({ ...source, cid: CID.parse(source.cid) })) },
  ];
  await publish(market, seller.account, [
    draft(market, { shop: seller.address, handle: 'pictured', listing: { images } }),
  ]);
  const cid = sources[0]?.cid;
  const picture = await until('the picture', async () => {
    const answer = await fetch(`${market.node.url}/image/${cid}`);
    return answer.ok && answer;
  });
  assert.equal(picture.headers.get('content-type'), 'image/webp');
  assert.equal(picture.headers.get('content-security-policy'), "default-src 'none'; sandbox");
  assert.equal(picture.headers.get('x-content-type-options'), 'nosniff');
  const bytes = Buffer.from(await picture.arrayBuffer());
  const { format, exif } = await sharp(bytes).metadata();
  assert.deepEqual([format, exif], ['webp', undefined]);
  assert.ok(!bytes.includes('Maria'));
  const unchanged = await fetch(`${market.node.url}/image/${cid}`, {
    headers: { 'if-none-match': picture.headers.get('etag') ?? '' },
  });
  assert.equal(unchanged.status, 304);

  const { rootCid } = await getJson<{ rootCid: string }>(url(`heads/${seller.address}`));
  await assertProblem(await fetch(`${market.node.url}/image/${rootCid}`), { status: 404, code: 'block.not_found' });
});

test('a picture that comes a moment after what shows it is waited for', async () => {
  let tried = 0;
  // The node looks for pictures every few seconds; a slow machine may be too late for one wait, and is tried again.
  await until('a picture that was asked for before it was here', async () => {
    tried += 1;
    const { image, blocks } = await reencodeImage(await photo(64, 64 + tried));
    const profile = encodeDocument({ ...profileOf(seller.address, 'Kiln'), logo: image });
    await market.client.content(profile.bytes, types.cbor);
    await seller.send({
      address: market.deployment.contracts.shops,
      abi: shopsAbi as Abi,
      functionName: 'setProfile',
      args: [digestOf(profile.cid)],
    });
    const [logo] = blocks;
    await until('the profile', async () => (await fetch(`${market.node.url}/ipfs/${profile.cid}`)).ok);
    const early = fetch(`${market.node.url}/image/${logo?.cid}`);
    await market.client.upload(blocks);
    return (await early).ok;
  });
});

test('what is no safe picture is refused', async () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
  const bomb = await sharp({ create: { width: 9_000, height: 9_000, channels: 3, background: 'white' } })
    .png({ compressionLevel: 9 })
    .toBuffer();
  const whole = await photo();
  const bad: [string, Uint8Array, type: string, status: number, code: string, limit?: string][] = [
    ['SVG', Buffer.from(svg), 'image/svg+xml', 415, 'image.unsupported_format', 'jpeg, png, webp, avif, gif'],
    ['SVG that calls itself PNG', Buffer.from(svg), 'image/png', 415, 'image.unsupported_format'],
    ['HTML', Buffer.from('<html></html>'), 'image/png', 415, 'image.unsupported_format'],
    ['a pixel bomb', bomb, 'image/png', 413, 'image.too_many_pixels', `${limits.imagePixels} pixels`],
    ['a picture cut short', whole.subarray(0, 700), 'image/jpeg', 400, 'image.unreadable'],
    ['only a beginning', whole.subarray(0, 12), 'image/jpeg', 400, 'image.unreadable'],
  ];
  for (const [name, bytes, type, status, code, limit] of bad) {
    const expected = { status, code, field: 'image', ...(limit === undefined ? {} : { limit }) };
    await assertProblem(await postImage(bytes, type), expected).catch((cause) => {
      throw new Error(name, { cause });
    });
  }
  const large = await announce(url('images'), {
    method: 'POST',
    type: 'image/png',
    bytes: limits.imageUploadBytes + 1,
  });
  assert.deepEqual(
    [large.status, large.code, large.details?.limit],
    [413, 'request.too_large', `${limits.imageUploadBytes} bytes`],
  );
});
