import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getBytes, Wallet } from 'ethers';
import type { Head } from '../../protocol/head.ts';
import { offerLeaf, offersOf } from '../../protocol/offer.ts';
import { buildOfferTree } from '../../protocol/offer-tree.ts';
import type { Address } from '../../protocol/primitives.ts';
import { type PurchaseCheck, verifyOffer, verifyOfferForPurchase } from '../../protocol/purchase-check.ts';
import { recoverSigner } from '../../protocol/recover-signer.ts';
import { catalogueTypedData } from '../../protocol/typed-data.ts';
import { addressOf, bytes32Of, chainId, deliveries, entry, listingBlock, market, signedCatalogue } from './samples.ts';

const NOW = 1_790_000_000;
const wallet = new Wallet(bytes32Of('5a'));
// Safety: ethers gives 0x-prefixed hex.
const owner = wallet.address.toLowerCase() as Address;
const offers = offersOf(owner, entry());
const tree = buildOfferTree(offers.map(offerLeaf));
const medium = offers[0]!;

async function head(): Promise<Head> {
  const catalogue = signedCatalogue({ shop: owner, offers: tree.root, validUntil: NOW + 86_400 });
  const { domain, types, message } = catalogueTypedData(chainId, market, catalogue);
  const signature = await wallet.signTypedData(domain, { Catalogue: [...types.Catalogue] }, message);
  return { v: 1, type: 'head', catalogue, signer: owner, signature: getBytes(signature) };
}

const shown = { handle: 'linen-shirt', code: 'M', priceUnits: 29_900_000n, delivery: deliveries };

async function outcome(changes: Partial<PurchaseCheck> = {}): Promise<string> {
  const result = await verifyOfferForPurchase({
    head: await head(),
    chainId,
    market,
    now: NOW,
    publishing: async () => ({ mayPublish: true, lowestVersion: 0 }),
    recover: recoverSigner,
    verifyContractSignature: async () => false,
    offer: medium,
    proof: tree.proof(offerLeaf(medium))!,
    listingBytes: listingBlock.bytes,
    shown,
    ...changes,
  });
  return result.ok ? 'ok' : result.error.code;
}

test('a line that is what the shop signed may be paid', async () => {
  assert.equal(await outcome(), 'ok');
});

test('each thing that a node could change is found', async () => {
  const cheaper = { ...medium, priceUnits: 1n };
  const altered = listingBlock.bytes.slice();
  altered[40] = (altered[40] ?? 0) ^ 1;
  const [domestic] = deliveries;
  const cases: [string, Partial<PurchaseCheck>][] = [
    ['head.expired', { now: NOW + 86_400 }],
    ['head.signature_invalid', { chainId: 1 }],
    ['offer.shop_mismatch', { offer: { ...medium, shop: addressOf('99') } }],
    ['offer.not_in_catalogue', { offer: cheaper }],
    ['offer.not_in_catalogue', { proof: [] }],
    ['offer.not_in_catalogue', { proof: [bytes32Of('01')] }],
    ['listing.digest_mismatch', { listingBytes: altered }],
    ['offer.sku_mismatch', { shown: { ...shown, code: 'L' } }],
    ['offer.sku_mismatch', { shown: { ...shown, handle: 'other' } }],
    ['offer.price_mismatch', { shown: { ...shown, priceUnits: 29_900_001n } }],
    ['delivery.invalid', { shown: { ...shown, delivery: [] } }],
    ['delivery.invalid', { shown: { ...shown, delivery: [{ ...domestic!, firstUnits: 0n }] } }],
  ];
  for (const [code, change] of cases) assert.equal(await outcome(change), code);
});

test('more lines under a verified head need no chain, and errors say what was found', async () => {
  const check = { head: await head(), proof: tree.proof(offerLeaf(medium))!, listingBytes: listingBlock.bytes, shown };
  assert.deepEqual(verifyOffer({ ...check, offer: medium }), { ok: true, value: medium });
  const result = verifyOffer({ ...check, offer: medium, shown: { ...shown, priceUnits: 5n } });
  assert.ok(!result.ok);
  assert.deepEqual(result.error.details, { field: 'priceUnits', found: '5', expected: '29900000' });
  assert.match(result.error.hint ?? '', /Do not pay/);
});
