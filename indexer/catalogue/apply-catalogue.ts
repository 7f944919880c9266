import type { CID } from 'multiformats/cid';
import type pg from 'pg';
import type { CatalogueUpdate } from '../../protocol/catalogue-update.ts';
import { VouchError } from '../../protocol/errors.ts';
import { encodeHead } from '../../protocol/head.ts';
import type { Listing } from '../../protocol/listing.ts';
import type { Address } from '../../protocol/primitives.ts';
import { type SearchBatch, searchBatch, settleTills, writeSearchRows } from '../search/write-rows.ts';
import { type BatchValue, type Connection, insertBatch, unnest } from '../store/batch-write.ts';
import { transaction } from '../store/transaction.ts';
import { neutralMilliStars } from '../trust/neutral.ts';
import { listingColumns, listingRow, offerColumns, offerRows } from './listing-rows.ts';
import { reindexShopNames, shopNames, writeListingDocuments, writeProfile } from './write-documents.ts';

/** Listings that one statement writes: bounds memory, and more gains nothing. */
const BATCH_LISTINGS = 250;

/**
 * Takes over a shop's newer catalogue in one transaction: head, profile, listings, offers and search. Listings are read and
 * written a few hundred at a time, so that the size of a shop does not matter to memory; readers see all or nothing of it.
 * Applying the same update again changes nothing.
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
    await settleTills(client, shop);
    await client.query(
      'insert into stale_scores select $1 where exists (select from reviews where shop = $1) on conflict do nothing',
      [shop],
    );
  });
}

/** Changes of one shop come one after the other, on whatever connection. */
export const lockShop = (client: Connection, shop: Address) =>
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

/** Takes away what the update says is gone; of a complete one, everything, since its listings follow. */
async function removeListings(client: Connection, update: CatalogueUpdate, now: number): Promise<void> {
  const { shop } = update.head.catalogue;
  const [condition, handles] = update.complete ? ['', []] : [' and handle = any($2)', [update.removed]];
  for (const table of ['listings', 'offers']) {
    await client.query(`delete from ${table} where shop = $1${condition}`, [shop, ...handles]);
  }
  // Documents stay for the orders that name them, until they are pruned.
  await client.query(
    `update listing_documents set superseded_at = $${handles.length + 2} where shop = $1 and superseded_at is null${condition}`,
    [shop, ...handles, now],
  );
}

/** Writes all listings, batch by batch. The next batch is made ready while the database takes the one before. */
async function writeListings(
  client: Connection,
  { head, changed, complete }: CatalogueUpdate,
  { names, now }: { names: readonly string[]; now: number },
): Promise<void> {
  const { shop, version } = head.catalogue;
  let pending: Promise<void> = Promise.resolve();
  try {
    for await (const part of changed) {
      for (let start = 0; start < part.length; start += BATCH_LISTINGS) {
        const slice = part.slice(start, start + BATCH_LISTINGS);
        const batch = {
          shop,
          documents: slice.map(({ entry, listing }) => ({ cid: entry.listing, listing })),
          handles: slice.map(({ entry }) => entry.handle),
          listings: slice.map((each) => listingRow(each, { shop, version })),
          offers: slice.flatMap((each) => offerRows(shop, each)),
          search: searchBatch(slice.map(({ listing }) => listing)),
          names,
          supersededAt: complete ? null : now,
        };
        await pending;
        pending = writeBatch(client, batch);
        // A failure is thrown by the next await; until then it must not count as unhandled.
        pending.catch(() => undefined);
        await yieldToOthers();
      }
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
  search: SearchBatch;
  /** Names of the shop. */
  names: readonly string[];
  /** When older documents of the same handles ceased to be current; null where that is noted already. */
  supersededAt: number | null;
}

async function writeBatch(client: Connection, batch: Batch): Promise<void> {
  const { shop, documents, handles, listings, offers, search, names, supersededAt } = batch;
  if (supersededAt !== null) {
    await client.query(
      'update listing_documents set superseded_at = $3 where shop = $1 and superseded_at is null and handle = any($2)',
      [shop, handles, supersededAt],
    );
  }
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
  await writeSearchRows(client, { shop, batch: search, names });
}
