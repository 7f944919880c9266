import { keccak_256 } from '@noble/hashes/sha3';
import type { CID } from 'multiformats/cid';
import type pg from 'pg';
import type { CatalogueEntry } from '../../protocol/catalogue.ts';
import type { CatalogueUpdate } from '../../protocol/catalogue-update.ts';
import { VouchError } from '../../protocol/errors.ts';
import { encodeHead } from '../../protocol/head.ts';
import { type Listing, skuOf } from '../../protocol/listing.ts';
import { createOfferHasher } from '../../protocol/offer-hasher.ts';
import type { Address } from '../../protocol/primitives.ts';
import { listingVector } from '../search/vectors.ts';
import {
  type BatchColumn,
  type BatchValue,
  type Connection,
  insertBatch,
  quote,
  unnest,
} from '../store/batch-write.ts';
import { transaction } from '../store/transaction.ts';
import { neutralMilliStars } from '../trust/neutral.ts';
import { reindexShopNames, shopNames, writeListingDocuments, writeProfile } from './write-documents.ts';

/** Listings that one statement writes: bounds memory, and more gains nothing. */
const BATCH_LISTINGS = 250;

/**
 * Takes over a shop's newer catalogue in one transaction: head, profile, listings, offers and search. Applying the same
 * update again changes nothing.
 * @param store its pool
 * @param update what changed; blocks and signature were checked by the caller
 * @param options `now` in Unix seconds of the node's clock: when the change was received
 * @throws VouchError `catalogue.outdated` when a newer version is held
 */
export async function applyCatalogue(
  { pool }: { pool: pg.Pool },
  update: CatalogueUpdate,
  { now }: { now: number },
): Promise<void> {
  await transaction(pool, async (client) => {
    const { shop } = update.head.catalogue;
    await lockShop(client, shop);
    await writeHead(client, update, now);
    if (update.profile && update.root.profile) await writeProfile(client, update.root.profile, update.profile);
    await removeListings(client, update, now);
    const names = await shopNames(client, shop);
    await writeListings(client, update, { names, now });
    if (update.profile !== undefined) await reindexShopNames(client, shop);
    await client.query(
      'insert into stale_scores select $1 where exists (select from reviews where shop = $1) on conflict do nothing',
      [shop],
    );
  });
}

/** Changes of one shop come one after the other, on whatever connection. */
const lockShop = (client: Connection, shop: Address) =>
  client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [shop]);

async function writeHead(client: Connection, { head, root }: CatalogueUpdate, now: number): Promise<void> {
  const { shop, version, root: digest, offers, validUntil } = head.catalogue;
  const { rows } = await client.query<{ version: number }>('select version from heads where shop = $1', [shop]);
  const held = rows[0]?.version ?? 0;
  if (held > version) {
    throw new VouchError({
      code: 'catalogue.outdated',
      message: `Version ${version} of ${shop} is older than version ${held}, which is held.`,
      hint: 'Publish a version above it.',
      details: { field: 'version', limit: `above ${held}` },
    });
  }
  await client.query(
    `insert into heads (shop, version, root, offers, valid_until, signer, signature, bytes, listings, profile, received_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     on conflict (shop) do update set version = excluded.version, root = excluded.root, offers = excluded.offers,
       valid_until = excluded.valid_until, signer = excluded.signer, signature = excluded.signature,
       bytes = excluded.bytes, listings = excluded.listings, profile = excluded.profile,
       received_at = excluded.received_at`,
    [
      shop,
      version,
      digest,
      offers,
      validUntil,
      head.signer,
      head.signature,
      encodeHead(head).bytes,
      root.count,
      root.profile?.toString() ?? null,
      now,
    ],
  );
}

async function removeListings(client: Connection, update: CatalogueUpdate, now: number): Promise<void> {
  const { shop } = update.head.catalogue;
  const kept = update.changed.map(({ entry }) => entry.handle);
  const [condition, handles] = update.complete ? ['handle <> all($2)', kept] : ['handle = any($2)', update.removed];
  for (const table of ['listings', 'offers']) {
    await client.query(`delete from ${table} where shop = $1 and ${condition}`, [shop, handles]);
  }
  // Documents stay for the orders that name them, until they are pruned.
  await client.query(
    `update listing_documents set superseded_at = $3 where shop = $1 and superseded_at is null and (${condition} or handle = any($4))`,
    [shop, handles, now, kept],
  );
}

const listingColumns: BatchColumn[] = [
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
  { name: 'search', type: 'text', cast: 'tsvector' },
  { name: 'updated_at', type: 'int8' },
];
const offerColumns: BatchColumn[] = [
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

type Changed = { entry: CatalogueEntry; listing: Listing };

/** Writes all listings, batch by batch. The next batch is made ready while the database takes the one before. */
async function writeListings(
  client: Connection,
  { head, changed }: CatalogueUpdate,
  { names, now }: { names: readonly string[]; now: number },
): Promise<void> {
  const { shop, version } = head.catalogue;
  let pending: Promise<void> = Promise.resolve();
  try {
    for (let start = 0; start < changed.length; start += BATCH_LISTINGS) {
      const part = changed.slice(start, start + BATCH_LISTINGS);
      const batch = {
        shop,
        documents: part.map(({ entry, listing }) => ({ cid: entry.listing, listing })),
        handles: part.map(({ entry }) => entry.handle),
        listings: part.map((each) => listingRow(each, { shop, version, names, now })),
        offers: part.flatMap((each) => offerRows(shop, each)),
      };
      await pending;
      pending = writeBatch(client, batch);
      // A failure is thrown by the next await; until then it must not count as unhandled.
      pending.catch(() => undefined);
      await yieldToOthers();
    }
  } finally {
    // Nothing may follow the rollback on this connection.
    await pending;
  }
}

/** Lets requests be answered between two batches of a large catalogue, and the statements of the first be sent. */
const yieldToOthers = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

interface Batch {
  shop: Address;
  documents: { cid: CID; listing: Listing }[];
  handles: string[];
  listings: BatchValue[][];
  offers: BatchValue[][];
}

async function writeBatch(client: Connection, { shop, documents, handles, listings, offers }: Batch): Promise<void> {
  await writeListingDocuments(client, documents, null);
  const { select, values } = unnest(listingColumns, listings);
  const columns = listingColumns.map(({ name }) => name);
  const updates = columns.slice(2).map((name) => `${name} = excluded.${name}`);
  await client.query(
    `insert into listings (${columns.join(', ')}, price_micros, milli_stars, reviews)
     select l.*, l.price_from_units * 1000000 / power(10::numeric, t.decimals), coalesce(s.milli_stars, ${neutralMilliStars}), coalesce(s.reviews, 0)
     from (${select}) l
     left join tokens t on t.address = l.token
     left join listing_scores s on s.shop = l.shop and s.handle = l.handle
     on conflict (shop, handle) do update set ${updates.join(', ')}, price_micros = excluded.price_micros`,
    values,
  );
  await client.query('delete from offers where shop = $1 and handle = any($2)', [shop, handles]);
  await insertBatch(client, { table: 'offers', columns: offerColumns, rows: offers });
}

function listingRow(
  { entry, listing }: Changed,
  { shop, version, names, now }: { shop: Address; version: number; names: readonly string[]; now: number },
) {
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
    listingVector(listing, names),
    now,
  ];
}

const least = (prices: readonly bigint[]): bigint => prices.reduce((a, b) => (b < a ? b : a));

const hasher = createOfferHasher(keccak_256);

function offerRows(shop: Address, { entry }: Changed) {
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
