import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CID } from 'multiformats/cid';
import sharp from 'sharp';
import type { Abi } from 'viem';
import type { ChainAccount } from '../../../node/chain/chain-account.ts';
import { marketAbi } from '../../../protocol/abi/market.ts';
import type { EvidenceView } from '../../../protocol/api/court.ts';
import type { UploadedEvidence } from '../../../protocol/api/evidence.ts';
import type { OrderDetail } from '../../../protocol/api/order.ts';
import { digestOf, encodeDocument } from '../../../protocol/block.ts';
import { type Evidence, encodeEvidence } from '../../../protocol/evidence.ts';
import { type Image, imageSourceSchema } from '../../../protocol/image.ts';
import { limits } from '../../../protocol/limits.ts';
import type { Hex } from '../../../protocol/primitives.ts';
import { assertProblem, getJson, send, types } from '../../support/http.ts';
import { startMarket, type TestMarket } from '../../support/market.ts';
import { draft, openShop, publish } from '../../support/shop.ts';
import { buy, listingOf, orderAfter, ship, termsOf } from '../../support/trade.ts';
import { until } from '../../support/until.ts';

let market: TestMarket;
let seller: ChainAccount;
let buyer: ChainAccount;
let order: OrderDetail;
before(async () => {
  market = await startMarket({ nodes: 2 });
  seller = await openShop(market);
  buyer = market.account('buyer');
  await publish(market, seller.account, [draft(market, { shop: seller.address, handle: 'cup' })]);
  const { block } = await buy(market, buyer, await listingOf(market.node.url, seller.address, 'cup'));
  order = await orderAfter(market.node.url, buyer.address, block);
  await ship(market, seller, termsOf(order));
});
after(() => market.stop());

const evidenceOf = (parts: Partial<Evidence> = {}): Evidence => ({
  v: 1,
  type: 'evidence',
  order: order.id as Hex,
  language: 'en',
  text: 'The cup came in two pieces.',
  images: [],
  writtenAt: 1_800_000_000,
  ...parts,
});
const upload = (bytes: Uint8Array) => send(`${market.node.url}/api/v1/evidence`, bytes, types.cbor);
const act = (who: ChainAccount, functionName: string, args: readonly unknown[]) =>
  who.send({ address: market.deployment.contracts.market, abi: marketAbi as Abi, functionName, args });
const listed = async (url: string) =>
  (await getJson<{ items: EvidenceView[] }>(`${url}/api/v1/orders/${order.id}/evidence`)).items;

async function picture(): Promise<Image> {
  const bytes = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#733' } })
    .jpeg()
    .toBuffer();
  const answer = await send(`${market.node.url}/api/v1/images`, new Uint8Array(bytes), 'image/jpeg');
  const { sources } = (await answer.json()) as { sources: Record<string, unknown>[] };
  return {
    sources: sources.map((source) => imageSourceSchema.parse({ ...source, cid: CID.parse(String(source.cid)) })),
  };
}

test('what is no evidence is refused by what is wrong with it', async () => {
  const bad: [object, field: string][] = [
    [{ ...evidenceOf(), text: '' }, 'text'],
    [{ ...evidenceOf(), text: 'x'.repeat(limits.evidenceCharacters + 1) }, 'text'],
    [{ ...evidenceOf(), order: '0x1' }, 'order'],
    [{ ...evidenceOf(), type: 'review' }, 'type'],
    [{ ...evidenceOf(), by: 'buyer' }, 'evidence'],
    [{ ...evidenceOf(), images: Array.from({ length: limits.evidenceImages + 1 }, () => ({ sources: [] })) }, 'images'],
  ];
  for (const [document, field] of bad)
    await assertProblem(await upload(encodeDocument(document).bytes), { status: 400, code: 'evidence.invalid', field });
  await assertProblem(await upload(new Uint8Array(limits.evidenceBytes + 1)), {
    status: 413,
    code: 'request.too_large',
    field: 'body',
  });
});

test('evidence of both sides is read on every node, with its pictures, and only under its own order', async () => {
  const image = await picture();
  const complaint = encodeEvidence(evidenceOf({ images: [image] }));
  const uploaded = (await (await upload(complaint.bytes)).json()) as UploadedEvidence;
  assert.deepEqual(uploaded, { cid: complaint.cid.toString(), digest: digestOf(complaint.cid) });
  await act(buyer, 'dispute', [termsOf(order), 10_000, uploaded.digest]);

  const foreign = encodeEvidence(evidenceOf({ order: `0x${'77'.repeat(32)}`, text: 'Of another order.' }));
  assert.equal((await upload(foreign.bytes)).status, 200);
  await act(seller, 'propose', [termsOf(order), 1_000, digestOf(foreign.cid)]);
  const answer = encodeEvidence(evidenceOf({ text: 'It was whole when it left.' }));
  assert.equal((await upload(answer.bytes)).status, 200);
  await act(seller, 'propose', [termsOf(order), 1_500, digestOf(answer.cid)]);

  for (const { url } of market.nodes) {
    const items = await until(`the evidence on ${url}`, async () => {
      const found = await listed(url);
      return found.length === 3 && found[0]?.content && found[2]?.content ? found : undefined;
    });
    assert.deepEqual(
      items.map(({ by, content }) => [by, content?.text]),
      [
        ['buyer', 'The cup came in two pieces.'],
        ['seller', undefined],
        ['seller', 'It was whole when it left.'],
      ],
    );
    const [source] = items[0]?.content?.images[0]?.sources ?? [];
    await until(`the picture on ${url}`, async () => (await fetch(`${url}/image/${source?.cid}`)).status === 200);
    assert.equal((await fetch(`${url}/ipfs/${uploaded.cid}`)).status, 200);
  }
  const { steps } = await getJson<OrderDetail>(`${market.node.url}/api/v1/orders/${order.id}`);
  assert.deepEqual(
    steps.map(({ event, content }) => [event, content]),
    [
      ['paid', null],
      ['shipped', steps[1]?.content],
      ['disputed', uploaded.digest],
      ['proposed', digestOf(foreign.cid)],
      ['proposed', digestOf(answer.cid)],
    ],
  );
});

test('of what comes with proposals eight pieces a party are kept', async () => {
  // The complaint was the first.
  const pieces = Array.from({ length: 8 }, (_, index) => encodeEvidence(evidenceOf({ text: `Piece ${index + 2}.` })));
  for (const [index, piece] of pieces.entries()) {
    await upload(piece.bytes);
    await act(buyer, 'propose', [termsOf(order), 9_000 - index, digestOf(piece.cid)]);
  }
  const kept = await until('all eight pieces', async () => {
    const own = (await listed(market.node.url)).filter(({ by }) => by === 'buyer');
    return own.length === 9 && own.slice(0, 8).every(({ content }) => content !== null) ? own : undefined;
  });
  assert.deepEqual(
    kept.map(({ content }) => content !== null),
    [true, true, true, true, true, true, true, true, false],
  );
  // A block is on the disk before the index is asked about it, so a refused one may be served for a moment.
  const ninth = `${market.node.url}/ipfs/${pieces[7]?.cid}`;
  await until('the ninth piece is deleted', async () => (await fetch(ninth)).status === 404);
});
