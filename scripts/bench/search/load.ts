import { hash } from 'node:crypto';
import type pg from 'pg';
import { listingPlace } from '../../../indexer/catalogue/listing-place.ts';
import { searchBatch, writeSearchRows } from '../../../indexer/search/write-rows.ts';
import { type BatchColumn, type BatchValue, insertBatch, quote } from '../../../indexer/store/batch-write.ts';
import { transaction } from '../../../indexer/store/transaction.ts';
import type { Address } from '../../../protocol/primitives.ts';
import { type BenchListing, benchListing, shopAddress, shopCount, vocabulary } from './corpus.ts';

const TOKEN = `0x${'d0'.padStart(40, '0')}` as const;
const BATCH = 2_000;
const DIGEST = `0x${'00'.repeat(32)}`;

const column = (name: string, type: BatchColumn['type'], cast?: BatchColumn['cast']): BatchColumn =>
  cast === undefined ? { name, type } : { name, type, cast };

const listingColumns: BatchColumn[] = [
  ...['shop', 'handle', 'cid', 'kind', 'token'].map((name) => column(name, 'text')),
  ...['price_from_units', 'price_to_units', 'price_micros'].map((name) => column(name, 'numeric')),
  ...['coverage_bps', 'commission_bps', 'milli_stars', 'reviews'].map((name) => column(name, 'int')),
  ...['version', 'updated_at', 'place'].map((name) => column(name, 'int8')),
  column('terms', 'text', 'jsonb'),
  column('tags', 'text', 'text[]'),
];
const documentColumns: BatchColumn[] = [
  ...['cid', 'digest', 'shop', 'handle', 'kind'].map((name) => column(name, 'text')),
  column('titles', 'text', 'jsonb'),
  column('document', 'text', 'jsonb'),
  column('skus', 'text', 'text[]'),
];
const offerColumns: BatchColumn[] = [
  ...['shop', 'sku', 'handle', 'code', 'leaf'].map((name) => column(name, 'text')),
  column('position', 'int'),
  column('price_units', 'numeric'),
  column('max_sold', 'int8'),
];

/** Writes a market of many listings straight into the tables. */
export async function loadMarket(pool: pg.Pool, count: number, log: (line: string) => void): Promise<void> {
  const words = vocabulary();
  await openShops(
    pool,
    Array.from({ length: shopCount }, (_, shop) => shopAddress(shop)),
  );
  const numbers = Array.from({ length: count }, (_, number) => number);
  // A batch holds listings of one shop, as a catalogue does.
  const byShop = Map.groupBy(numbers, (number) => number % shopCount);
  let done = 0;
  let shops: BenchListing[][] = [];
  const flush = async () => {
    await transaction(pool, async (client) => {
      for (const listings of shops) await writeListings(client, listings);
    });
    shops = [];
  };
  for (const own of byShop.values()) {
    shops.push(own.map((number) => benchListing(words, number)));
    done += own.length;
    if (shops.length * own.length >= BATCH) {
      await flush();
      log(`${done} listings written`);
    }
  }
  await flush();
  await pool.query('select settle_tills(array(select address from shops))');
}

/** Opens shops that may sell, with catalogues that hold for long. */
export async function openShops(pool: pg.Pool, shops: readonly Address[]): Promise<void> {
  await pool.query(`insert into tokens values ($1, 'dUSD', 6, true, 0, 1000000000000)`, [TOKEN]);
  await pool.query(
    `insert into shops (address, profile, encryption_key, opened_at) select shop, $2, $2, 1 from unnest($1::text[]) shop`,
    [shops, DIGEST],
  );
  await pool.query(
    `insert into heads (shop, version, root, offers, valid_until, signer, signature, bytes, listings, profile, received_at)
     select shop, 1, $2, $2, 4000000000, shop, '', '', 100, null, 1 from unnest($1::text[]) shop`,
    [shops, DIGEST],
  );
  await pool.query(
    `insert into deposits (shop, token, staked_units, locked_units, unbonding_units, release_at)
     select shop, $2, 1000000 * n, 0, 0, 0 from unnest($1::text[]) with ordinality as each (shop, n)`,
    [shops, TOKEN],
  );
}

/** Writes listings of one shop, whose names are found too. */
export async function writeListings(
  client: pg.PoolClient,
  listings: readonly BenchListing[],
  names: readonly string[] = [],
): Promise<void> {
  const rowsOf = (row: (each: BenchListing) => BatchValue[]) => listings.map(row);
  // No document is behind it; it only has the form of one.
  const cid = ({ shop, handle }: BenchListing['listing']) =>
    `b${hash('sha256', `${shop}/${handle}`).replace(/./g, (digit) => 'abcdefghijklmnop'[Number.parseInt(digit, 16)] ?? '')}`;
  await insertBatch(client, {
    table: 'listing_documents',
    columns: documentColumns,
    rows: rowsOf(({ listing }) => [
      cid(listing),
      DIGEST,
      listing.shop,
      listing.handle,
      listing.kind,
      JSON.stringify(
        Object.fromEntries(Object.entries(listing.texts).map(([language, { title }]) => [language, title])),
      ),
      '{}',
      '{}',
    ]),
  });
  await insertBatch(client, {
    table: 'listings',
    columns: listingColumns,
    rows: rowsOf(({ listing, priceUnits, milliStars, reviews, updatedAt }) => [
      listing.shop,
      listing.handle,
      cid(listing),
      listing.kind,
      TOKEN,
      priceUnits,
      priceUnits,
      priceUnits,
      10_000,
      500,
      milliStars,
      reviews,
      1,
      updatedAt,
      listingPlace(listing.shop, listing.handle),
      '{}',
      `{${listing.tags.map(quote).join(',')}}`,
    ]),
  });
  await insertBatch(client, {
    table: 'offers',
    columns: offerColumns,
    rows: rowsOf(({ listing, priceUnits }) => [
      listing.shop,
      listing.handle,
      listing.handle,
      'A',
      DIGEST,
      0,
      priceUnits,
      5,
    ]),
  });
  const [first] = listings;
  if (first === undefined) return;
  const batch = searchBatch(listings.map(({ listing }) => listing));
  await writeSearchRows(client, { shop: first.listing.shop, batch, names });
}
