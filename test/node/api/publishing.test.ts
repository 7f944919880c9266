import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CarWriter } from '@ipld/car';
import * as dagCbor from '@ipld/dag-cbor';
import { CID } from 'multiformats/cid';
import { identity } from 'multiformats/hashes/identity';
import { sha512 } from 'multiformats/hashes/sha2';
import type { Abi } from 'viem';
import type { ChainAccount } from '../../../node/chain/chain-account.ts';
import { shopsAbi } from '../../../protocol/abi/shops.ts';
import type { HeldHeadView } from '../../../protocol/api/listing.ts';
import { type Block, encodeDocument, rawBlock } from '../../../protocol/block.ts';
import { encodeHead, type Head } from '../../../protocol/head.ts';
import { limits } from '../../../protocol/limits.ts';
import { type CatalogueOptions, signedCatalogue } from '../../support/catalogue.ts';
import { announce, assertProblem, getJson, send, types } from '../../support/http.ts';
import { startMarket, type TestMarket } from '../../support/market.ts';
import { person } from '../../support/people.ts';
import { draft, indexed, openShop, publish } from '../../support/shop.ts';

let market: TestMarket;
let seller: ChainAccount;
before(async () => {
  market = await startMarket();
  seller = await openShop(market);
  // Version 2 is held, so that version 1 is stale whatever it says.
  for (const handle of ['first', 'second'])
    await publish(market, seller.account, [draft(market, { shop: seller.address, handle })]);
});
after(() => market.stop());

const url = (path: string) => `${market.node.url}/api/v1/${path}`;
const postHead = (bytes: Uint8Array) => send(url('catalogues'), bytes, types.cbor);
const cup = (title = 'cup') => draft(market, { shop: seller.address, handle: 'cup', title });
const build = (options: Partial<CatalogueOptions> = {}) =>
  signedCatalogue(market, {
    shop: seller.address,
    signer: seller.account,
    drafts: [cup()],
    version: 3,
    ...options,
  });

/** Everything of the shop that a refusal must leave as it was. Blocks of a refused catalogue go at the next sweep. */
const held = async () => ({
  head: await getJson<HeldHeadView>(url(`heads/${seller.address}`)),
  listings: await getJson(url('listings')),
});

/** Does something that must fail and checks that nothing of it stayed. */
async function refused(act: () => Promise<unknown>): Promise<void> {
  const was = await held();
  await act();
  assert.deepEqual(await held(), was);
}

const upload = (blocks: readonly Block[]) => market.client.upload(blocks);

test('heads of a wrong form are refused by what is wrong', async () => {
  const { head } = await build();
  const { bytes } = encodeHead(head);
  const odd = (value: object) => dagCbor.encode(value);
  const refusals: [Uint8Array, status: number, code: string, field?: string, limit?: string][] = [
    [new Uint8Array(limits.headBytes + 1), 413, 'request.too_large', 'body', `${limits.headBytes} bytes`],
    [Buffer.from('no cbor at all'), 400, 'head.malformed', 'head'],
    [bytes.subarray(0, bytes.length - 1), 400, 'head.malformed', 'head'],
    [Buffer.concat([bytes, bytes.subarray(0, 1)]), 400, 'head.malformed', 'head'],
    [odd({ ...head, more: 1 }), 400, 'head.invalid'],
    [odd({ ...head, v: 2 }), 400, 'head.invalid', 'v'],
    [odd({ ...head, signature: new Uint8Array(63) }), 400, 'head.invalid', 'signature'],
    [odd({ ...head, catalogue: { ...head.catalogue, version: 0 } }), 400, 'head.invalid', 'catalogue.version', '1'],
    [odd({ ...head, catalogue: { ...head.catalogue, root: '0x12' } }), 400, 'head.invalid', 'catalogue.root'],
    [odd({ ...head, signer: head.signer.toUpperCase().replace('0X', '0x') }), 400, 'head.not_canonical', 'head'],
  ];
  await refused(async () => {
    for (const [body, status, code, field, limit] of refusals)
      await assertProblem(await postHead(body), {
        status,
        code,
        ...(field === undefined ? {} : { field }),
        ...(limit === undefined ? {} : { limit }),
      });
    await assertProblem(await send(url('catalogues'), '', types.cbor), {
      status: 400,
      code: 'request.invalid',
      field: 'body',
    });
  });
});

test('heads that are expired, too long, forged, foreign, stale or unpaid are refused', async () => {
  const now = Math.floor(Date.now() / 1_000);
  const stranger = person('buyer');
  const flipped = (head: Head): Head => {
    const signature = Uint8Array.from(head.signature);
    signature[10]! ^= 1;
    return { ...head, signature };
  };
  const own = async (options: Partial<CatalogueOptions>) => (await build(options)).head;
  const refusals: [Head, status: number, code: string, field: string][] = [
    [await own({ catalogue: { validUntil: now - 1 } }), 400, 'head.expired', 'catalogue.validUntil'],
    [await own({ catalogue: { validUntil: now + 31 * 86_400 } }), 400, 'head.too_long', 'catalogue.validUntil'],
    [flipped(await own({})), 400, 'head.signature_invalid', 'signature'],
    [await own({ chainId: 1 }), 400, 'head.signature_invalid', 'signature'],
    [{ ...(await own({ signer: stranger })), signer: seller.address }, 400, 'head.signature_invalid', 'signature'],
    [await own({ signer: stranger }), 403, 'head.signer_unknown', 'signer'],
    [await own({ version: 1 }), 409, 'head.stale', 'catalogue.version'],
    [
      (
        await signedCatalogue(market, {
          shop: market.account('buyer', 3).address,
          signer: person('buyer', 3),
          drafts: [cup()],
        })
      ).head,
      403,
      'shop.stake_too_small',
      'catalogue.shop',
    ],
  ];
  await refused(async () => {
    for (const [head, status, code, field] of refusals)
      await assertProblem(await postHead(encodeHead(head).bytes), { status, code, field });
  });
});

test('catalogues whose blocks are missing or wrong are refused whole', async () => {
  await refused(async () => {
    const missing = await build({ drafts: [cup('never uploaded')] });
    const problem = await assertProblem(await postHead(encodeHead(missing.head).bytes), {
      status: 409,
      code: 'catalogue.block_missing',
    });
    assert.match(JSON.stringify(problem.details), /bafy/);

    const foreign = await build({ drafts: [draft(market, { shop: market.account('buyer').address, handle: 'cup' })] });
    await upload(foreign.blocks);
    const answer = await postHead(encodeHead(foreign.head).bytes);
    assert.equal(answer.status, 400);
    assert.match((await answer.json()).code, /^(listing|catalogue)\./);

    const cheaper = await build({ catalogue: { offers: `0x${'7'.repeat(64)}` } });
    await upload(cheaper.blocks);
    await assertProblem(await postHead(encodeHead(cheaper.head).bytes), {
      status: 400,
      code: 'catalogue.offers_mismatch',
    });

    const noPicture = rawBlock(Buffer.from('a picture that nobody uploaded'));
    const image = {
      sources: [
        { cid: noPicture.cid, width: 10, height: 10, bytes: noPicture.bytes.length, type: 'image/webp' as const },
      ],
    };
    const pictured = await build({
      drafts: [draft(market, { shop: seller.address, handle: 'cup', listing: { images: [image] } })],
    });
    await upload(pictured.blocks);
    await assertProblem(await postHead(encodeHead(pictured.head).bytes), {
      status: 409,
      code: 'catalogue.block_missing',
    });
  });
});

test('a cancelled version is refused, and a publisher may sign while it is allowed', async () => {
  const shops = { address: market.deployment.contracts.shops, abi: shopsAbi as Abi };
  const publisher = person('seller', 3);
  const allow = async (allowed: boolean) => {
    const { block } = await seller.send({
      ...shops,
      functionName: 'setPublisher',
      args: [publisher.address, allowed],
    });
    await indexed(market.client, block);
  };
  await allow(true);
  const signed = await build({ signer: publisher, version: 5 });
  await upload(signed.blocks);
  assert.equal((await postHead(encodeHead(signed.head).bytes)).status, 200);
  await allow(false);
  const late = await build({ signer: publisher, version: 6 });
  await assertProblem(await postHead(encodeHead(late.head).bytes), { status: 403, code: 'head.signer_unknown' });

  const { block } = await seller.send({ ...shops, functionName: 'raiseLowestVersion', args: [9n] });
  await indexed(market.client, block);
  const { head } = await build({ version: 8 });
  await assertProblem(await postHead(encodeHead(head).bytes), {
    status: 409,
    code: 'head.cancelled',
    field: 'catalogue.version',
    limit: 'at least 9',
  });
  // Nothing of the shop can be bought any more, so nothing of it is listed.
  assert.deepEqual((await getJson<{ items: unknown[] }>(url('listings'))).items, []);
});

async function carOf(blocks: readonly Block[]): Promise<Uint8Array> {
  const { writer, out } = CarWriter.create(blocks.slice(0, 1).map(({ cid }) => cid));
  const parts = Array.fromAsync(out);
  for (const block of blocks) await writer.put(block);
  await writer.close();
  return Buffer.concat(await parts);
}

test('CARs with any fault are refused whole, so that not one of their blocks is taken', async () => {
  const good = rawBlock(Buffer.from('a good block'));
  const bad: [string, Uint8Array | Promise<Uint8Array>, status: number, code: string, limit?: string][] = [
    ['no CAR', Buffer.from('no car'), 400, 'car.malformed'],
    ['a CAR cut short', (await carOf([good, rawBlock(new Uint8Array(500))])).subarray(0, 300), 400, 'car.malformed'],
    [
      'another hash',
      carOf([good, { cid: rawBlock(Buffer.from('this')).cid, bytes: Buffer.from('that') }]),
      400,
      'block.hash_mismatch',
    ],
    [
      'a foreign codec',
      carOf([good, { cid: CID.createV1(0x70, good.cid.multihash), bytes: good.bytes }]),
      400,
      'cid.invalid',
      'CIDv1, sha2-256, raw or dag-cbor',
    ],
    ['CIDv0', carOf([good, { cid: CID.createV0(good.cid.multihash as never), bytes: good.bytes }]), 400, 'cid.invalid'],
    [
      'an identity hash',
      carOf([good, { cid: CID.createV1(0x55, identity.digest(good.bytes)), bytes: good.bytes }]),
      400,
      'cid.invalid',
    ],
    [
      'another hash function',
      carOf([good, { cid: CID.createV1(0x55, await sha512.digest(good.bytes)), bytes: good.bytes }]),
      400,
      'cid.invalid',
    ],
    [
      'a block that is too large',
      carOf([good, rawBlock(new Uint8Array(limits.blockBytes + 1))]),
      413,
      'block.too_large',
      `${limits.blockBytes} bytes`,
    ],
  ];
  for (const [name, car, status, code, limit] of bad) {
    const response = await send(url('blocks'), await car, types.car, 'PUT');
    await assertProblem(response, { status, code, ...(limit === undefined ? {} : { limit }) }).catch((error) => {
      throw new Error(name, { cause: error });
    });
  }
  const tooMany = await announce(url('blocks'), { method: 'PUT', type: types.car, bytes: 33_554_433 });
  assert.deepEqual(
    { status: tooMany.status, code: tooMany.code, details: tooMany.details },
    { status: 413, code: 'request.too_large', details: { field: 'body', limit: '33554432 bytes' } },
  );
  const missing = await send(url('blocks/missing'), JSON.stringify({ cids: [good.cid.toString()] }), types.json);
  assert.deepEqual(await missing.json(), { missing: [good.cid.toString()] });
});

test('a block at its limit is taken, and nobody is served it before something names it', async () => {
  const largest = rawBlock(new Uint8Array(limits.blockBytes).fill(7));
  const answer = await send(url('blocks'), await carOf([largest]), types.car, 'PUT');
  assert.deepEqual(await answer.json(), { staged: 1 });
  await assertProblem(await fetch(`${market.node.url}/ipfs/${largest.cid}`), { status: 404, code: 'block.not_found' });
});

test('questions about blocks name the faulty CID', async () => {
  const fine = encodeDocument({ a: 1 }).cid.toString();
  for (const path of ['blocks/missing', 'blocks/fetch']) {
    await assertProblem(await send(url(path), JSON.stringify({ cids: [fine, 'bafy'] }), types.json), {
      status: 400,
      code: 'cid.invalid',
      field: 'cids.1',
    });
    await assertProblem(await send(url(path), JSON.stringify({ cids: [] }), types.json), {
      status: 400,
      code: 'request.invalid',
      field: 'cids',
      limit: '1',
    });
  }
});
