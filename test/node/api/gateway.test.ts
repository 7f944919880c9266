import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CarReader } from '@ipld/car';
import * as dagCbor from '@ipld/dag-cbor';
import { CID } from 'multiformats/cid';
import type { HeldHeadView } from '../../../protocol/api/listing.ts';
import { cidOf, DAG_CBOR, digestOf, encodeDocument, RAW } from '../../../protocol/block.ts';
import { assertProblem, getJson, send, types } from '../../support/http.ts';
import { startMarket, type TestMarket } from '../../support/market.ts';
import { draft, openShop, publish } from '../../support/shop.ts';

const LISTINGS = 60;
let market: TestMarket;
let head: HeldHeadView;
before(async () => {
  market = await startMarket();
  const seller = await openShop(market);
  const drafts = Array.from({ length: LISTINGS }, (_, index) =>
    draft(market, { shop: seller.address, handle: `cup-${index}` }),
  );
  await publish(market, seller.account, drafts);
  head = await getJson(`${market.node.url}/api/v1/heads/${seller.address}`);
});
after(() => market.stop());

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${market.node.url}${path}`, { headers });
const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer());

test('a raw block has the hash that its address names, and the head names the root', async () => {
  const answer = await get(`/ipfs/${head.rootCid}`);
  assert.equal(answer.headers.get('content-type'), 'application/vnd.ipld.raw');
  assert.match(answer.headers.get('content-disposition') ?? '', /^attachment; filename="bafy.*\.bin"$/);
  assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
  assert.equal(answer.headers.get('access-control-allow-origin'), '*');
  assert.match(answer.headers.get('cache-control') ?? '', /immutable/);
  const cid = cidOf(await bytesOf(answer), DAG_CBOR);
  assert.equal(cid.toString(), head.rootCid);
  assert.equal(digestOf(cid), head.catalogue.root);
});

test('a reader who has the block already is told so', async () => {
  for (const format of ['raw', 'car']) {
    const first = await get(`/ipfs/${head.rootCid}?format=${format}`);
    const etag = first.headers.get('etag') ?? '';
    await first.body?.cancel();
    for (const tag of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const again = await get(`/ipfs/${head.rootCid}?format=${format}`, { 'if-none-match': tag });
      assert.equal(again.status, 304, tag);
      assert.equal(again.headers.get('etag'), etag);
      assert.equal((await bytesOf(again)).length, 0);
    }
    const other = await get(`/ipfs/${head.rootCid}?format=${format}`, { 'if-none-match': '"other"' });
    assert.equal(other.status, 200);
  }
});

test('a CAR holds the whole catalogue, every block with its hash, parents first', async () => {
  for (const answer of [
    await get(`/ipfs/${head.rootCid}?format=car`),
    await get(`/ipfs/${head.rootCid}`, { accept: 'application/vnd.ipld.car' }),
  ]) {
    assert.match(answer.headers.get('content-type') ?? '', /^application\/vnd\.ipld\.car; version=1/);
    const car = await CarReader.fromBytes(await bytesOf(answer));
    assert.deepEqual((await car.getRoots()).map(String), [head.rootCid]);
    const seen = new Set<string>([head.rootCid]);
    let listings = 0;
    for await (const { cid, bytes } of car.blocks()) {
      assert.equal(cidOf(bytes, cid.code === RAW ? RAW : DAG_CBOR).toString(), cid.toString());
      assert.ok(seen.has(cid.toString()), 'named by a block before it');
      const document = dagCbor.decode<Record<string, unknown>>(bytes);
      if (document.type === 'listing') listings++;
      for (const link of linksOf(document)) seen.add(link.toString());
    }
    assert.equal(listings, LISTINGS);
  }
});

function linksOf(value: unknown): CID[] {
  const cid = CID.asCID(value);
  if (cid) return [cid];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(linksOf) : [];
}

test('many blocks can be asked for at once, and those that are not held are left out', async () => {
  const absent = encodeDocument({ nobody: 'has this' }).cid.toString();
  const answer = await send(
    `${market.node.url}/api/v1/blocks/fetch`,
    JSON.stringify({ cids: [head.rootCid, absent] }),
    types.json,
  );
  assert.equal(answer.headers.get('content-type'), 'application/vnd.ipld.car');
  const blocks = await Array.fromAsync((await CarReader.fromBytes(await bytesOf(answer))).blocks());
  assert.deepEqual(
    blocks.map(({ cid }) => cid.toString()),
    [head.rootCid],
  );
});

test('CIDs of other kinds, unknown blocks and unknown formats are refused', async () => {
  const digest = CID.parse(head.rootCid).multihash;
  const limit = 'CIDv1, sha2-256, raw or dag-cbor';
  for (const cid of [
    'nonsense',
    'Qm1',
    CID.createV0(digest as never).toString(),
    CID.createV1(0x70, digest).toString(),
    `${head.rootCid.slice(0, -1)}`,
  ])
    for (const path of ['ipfs', 'image'])
      await assertProblem(await get(`/${path}/${cid}`), { status: 400, code: 'cid.invalid', field: 'cid', limit });
  await assertProblem(await get(`/ipfs/${encodeDocument({ a: 1 }).cid}`), { status: 404, code: 'block.not_found' });
  await assertProblem(await get(`/ipfs/${head.rootCid}?format=tar`), {
    status: 400,
    code: 'request.invalid',
    field: 'format',
  });
});

test('no reader keeps that a block is not here: it may come', async () => {
  const absent = encodeDocument({ not: 'yet' }).cid;
  for (const path of ['ipfs', 'image']) {
    const answer = await get(`/${path}/${absent}`);
    assert.deepEqual([answer.headers.get('cache-control'), answer.headers.get('etag')], [null, null]);
    assert.equal(answer.headers.get('access-control-allow-origin'), '*');
    await assertProblem(answer, { status: 404, code: 'block.not_found' });
  }
});

test('HEAD tells of a block without sending it', async () => {
  const answer = await fetch(`${market.node.url}/ipfs/${head.rootCid}`, { method: 'HEAD' });
  assert.equal(answer.status, 200);
  assert.equal((await bytesOf(answer)).length, 0);
});
