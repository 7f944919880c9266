import type pg from 'pg';
import type { Address } from '../../protocol/primitives.ts';
import { shopNames } from '../catalogue/write-documents.ts';
import type { Log } from '../log.ts';
import type { StoredListing } from '../store/schema.ts';
import { transaction } from '../store/transaction.ts';
import { foldWords } from './fold-words.ts';
import { searchBatch, settleTills, writeSearchRows } from './write-rows.ts';

/** What keeps the search right besides the writing of catalogues. */
export interface SearchKeeper {
  /** Looks for work, unless it is at work. By one process at a time. Fulfilled when it is done, whatever failed. */
  look(): Promise<void>;
  /** Ends after the batch in hand. */
  stop(): Promise<void>;
}

/**
 * Lets the dictionary follow the listings, and takes up once the listings of a store that was written before there was a
 * search. What fails is tried again at the next look.
 */
export function keepSearch(pool: pg.Pool, log: Log): SearchKeeper {
  let isWhole = false;
  let isStopping = false;
  let work: Promise<void> | undefined;
  const keep = async (): Promise<void> => {
    try {
      if (!isWhole) await indexMissing(pool);
      isWhole = true;
      await foldWords(pool, () => isStopping);
    } catch (err) {
      log.warn({ err }, 'the dictionary of the search is not up to date; it is tried again');
    } finally {
      work = undefined;
    }
  };
  return {
    look: async () => {
      if (!isStopping) work ??= keep();
      await work;
    },
    stop: async () => {
      isStopping = true;
      await work;
    },
  };
}

const BATCH_LISTINGS = 250;

/** Makes the search's rows of listings that have none, from their documents. */
async function indexMissing(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ shop: Address; handle: string }>(
    'select shop, handle from listings l where not exists (select from search_rows r where r.id = l.id) order by shop, handle',
  );
  const byShop = Map.groupBy(rows, ({ shop }) => shop);
  for (const [shop, listings] of byShop) {
    for (let start = 0; start < listings.length; start += BATCH_LISTINGS) {
      const handles = listings.slice(start, start + BATCH_LISTINGS).map(({ handle }) => handle);
      await transaction(pool, async (client) => {
        const { rows: stored } = await client.query<{ document: StoredListing }>(
          `select d.document from listings l join listing_documents d on d.cid = l.cid
           where l.shop = $1 and l.handle = any($2) for update of l`,
          [shop, handles],
        );
        const batch = searchBatch(stored.map(({ document }) => document));
        await writeSearchRows(client, { shop, batch, names: await shopNames(client, shop) });
        await settleTills(client, shop);
      });
    }
  }
}
