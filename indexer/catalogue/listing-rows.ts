import { keccak_256 } from '@noble/hashes/sha3';
import type { ChangedListing } from '../../protocol/catalogue-update.ts';
import { skuOf } from '../../protocol/listing.ts';
import { createOfferHasher } from '../../protocol/offer-hasher.ts';
import type { Address } from '../../protocol/primitives.ts';
import { type BatchColumn, quote } from '../store/batch-write.ts';
import { listingPlace } from './listing-place.ts';

export const listingColumns: BatchColumn[] = [
  { name: 'shop', type: 'text' },
  { name: 'handle', type: 'text' },
  { name: 'cid', type: 'text' },
  { name: 'version', type: 'int8' },
  { name: 'kind', type: 'text' },
  { name: 'token', type: 'text' },
  { name: 'price_from_units', type: 'numeric' },
  { name: 'price_to_units', type: 'numeric' },
  { name: 'coverage_bps', type: 'int' },
  { name: 'commission_bps', type: 'int' },
  { name: 'group_from_units', type: 'numeric' },
  { name: 'terms', type: 'text', cast: 'jsonb' },
  { name: 'tags', type: 'text', cast: 'text[]' },
  { name: 'updated_at', type: 'int8' },
  { name: 'place', type: 'int8' },
];
export const offerColumns: BatchColumn[] = [
  { name: 'shop', type: 'text' },
  { name: 'sku', type: 'text' },
  { name: 'handle', type: 'text' },
  { name: 'position', type: 'int' },
  { name: 'code', type: 'text' },
  { name: 'price_units', type: 'numeric' },
  { name: 'max_sold', type: 'int8' },
  { name: 'group_terms', type: 'text', cast: 'jsonb' },
  { name: 'leaf', type: 'text' },
];

/** The row of a current listing. */
export function listingRow({ entry, listing }: ChangedListing, { shop, version }: { shop: Address; version: number }) {
  const prices = entry.offers.map((offer) => BigInt(offer.priceUnits));
  const groupPrices = entry.offers.flatMap(({ group }) => (group === undefined ? [] : [BigInt(group.priceUnits)]));
  return [
    shop,
    entry.handle,
    entry.listing.toString(),
    version,
    entry.terms.kind,
    entry.terms.token,
    least(prices),
    prices.reduce((most, price) => (price > most ? price : most)),
    entry.terms.coverageBps,
    entry.terms.commissionBps,
    groupPrices.length === 0 ? null : least(groupPrices),
    JSON.stringify(entry.terms),
    `{${listing.tags.map(quote).join(',')}}`,
    entry.updatedAt,
    listingPlace(shop, entry.handle),
  ];
}

const least = (prices: readonly bigint[]): bigint => prices.reduce((a, b) => (b < a ? b : a));

const hasher = createOfferHasher(keccak_256);

/** The rows of an entry's offers. */
export function offerRows(shop: Address, { entry }: ChangedListing) {
  const leaves = hasher.leaves(shop, entry);
  return entry.offers.map(({ code, priceUnits, maxSold, group }, position) => [
    shop,
    skuOf(entry.handle, code),
    entry.handle,
    position,
    code,
    priceUnits,
    maxSold,
    group === undefined ? null : JSON.stringify(group),
    `0x${Buffer.from(leaves[position] ?? []).toString('hex')}`,
  ]);
}
