import { kinds } from '../../protocol/kind.ts';
import type { Listing } from '../../protocol/listing.ts';
import type { Address } from '../../protocol/primitives.ts';
import { type BatchColumn, type BatchValue, type Connection, quote, unnest } from '../store/batch-write.ts';
import { countriesOf, listingWords, type SearchedListing, shopNameHashes } from './listing-words.ts';

const columns: BatchColumn[] = [
  { name: 'handle', type: 'text' },
  { name: 'kind', type: 'int' },
  { name: 'category', type: 'int' },
  { name: 'latitude_e6', type: 'int' },
  { name: 'longitude_e6', type: 'int' },
  { name: 'countries', type: 'text', cast: 'text[]' },
  { name: 'words', type: 'text', cast: 'int[]' },
  { name: 'impacts', type: 'text', cast: 'int[]' },
];

/** The search's rows of listings, made ready to be written. */
export interface SearchBatch {
  rows: BatchValue[][];
  /** Tokens that the dictionary knows by name. */
  texts: Map<number, string>;
}

/** Makes the search's rows of some listings of a shop. */
export function searchBatch(listings: readonly (SearchedListing & Pick<Listing, 'place'>)[]): SearchBatch {
  const texts = new Map<number, string>();
  const rows = listings.map((listing) => {
    const words = listingWords(listing);
    for (const [hash, text] of words.texts) texts.set(hash, text);
    return [
      listing.handle,
      kinds.indexOf(listing.kind),
      listing.category ?? 0,
      listing.place?.point?.latitudeE6 ?? null,
      listing.place?.point?.longitudeE6 ?? null,
      `{${countriesOf(listing).map(quote).join(',')}}`,
      `{${words.hashes.join(',')}}`,
      `{${words.impacts.join(',')}}`,
    ];
  });
  return { rows, texts };
}

/**
 * Writes the search's rows of current listings, whose own rows and offers are written already. What follows from the chain
 * is kept by triggers from then on.
 * @param connection inside a transaction
 * @param names names of the shop
 */
export async function writeSearchRows(
  connection: Connection,
  { shop, batch, names }: { shop: Address; batch: SearchBatch; names: readonly string[] },
): Promise<void> {
  if (batch.rows.length === 0) return;
  const { select, values } = unnest(columns, batch.rows);
  const [shopAt, namesAt] = [columns.length + 1, columns.length + 2];
  const ownNames = `{${shopNameHashes(names).join(',')}}`;
  const updated =
    `updated_at price_micros price_units till kind category latitude_e6 longitude_e6 is_covered_whole is_group
    in_stock tags countries words`.split(/\s+/);
  await connection.query(
    `insert into search_tills (shop, token) select distinct shop, token from listings l
     where l.shop = $1 and not exists (select from search_tills t where t.shop = l.shop and t.token = l.token)`,
    [shop],
  );
  await connection.query(
    `insert into search_rows (id, place, milli_stars, reviews, ${updated.join(', ')})
     select l.id, l.place, l.milli_stars, l.reviews, l.updated_at, search_price_micros(l.price_from_units, k.decimals),
       l.price_from_units, t.id, b.kind, b.category, b.latitude_e6, b.longitude_e6, l.coverage_bps = 10000,
       l.group_from_units is not null, is_in_stock(l.shop, l.handle), l.tags, b.countries,
       b.words || $${namesAt}::int[]
     from (${select}) b
     join listings l on l.shop = $${shopAt} and l.handle = b.handle
     join search_tills t on t.shop = l.shop and t.token = l.token
     left join tokens k on k.address = l.token
     on conflict (id) do update set ${updated.map((name) => `${name} = excluded.${name}`).join(', ')}`,
    [...values, shop, ownNames],
  );
  await connection.query(
    `insert into search_impacts (id, handle, words, impacts)
     select l.id, b.handle, b.words || $${namesAt}::int[], b.impacts
     from (${select}) b join listings l on l.shop = $${shopAt} and l.handle = b.handle
     on conflict (id) do update set words = excluded.words, impacts = excluded.impacts`,
    [...values, shop, ownNames],
  );
  await connection.query('insert into search_texts (hashes, texts) values ($1, $2)', [
    `{${[...batch.texts.keys()].join(',')}}`,
    `{${[...batch.texts.values()].map(quote).join(',')}}`,
  ]);
}

/** Puts the present names of a shop into the rows of all its listings. */
export async function writeShopNames(connection: Connection, shop: Address, names: readonly string[]): Promise<void> {
  // A token without an impact is one of the shop's name.
  await connection.query(
    `with named as (
       update search_impacts i set words = i.words[:cardinality(i.impacts)] || $2::int[]
       from search_tills t join search_rows r on r.till = t.id
       where t.shop = $1 and i.id = r.id and i.words[cardinality(i.impacts) + 1:] is distinct from $2::int[]
       returning i.id, i.words)
     update search_rows r set words = named.words from named where r.id = named.id`,
    [shop, `{${shopNameHashes(names).join(',')}}`],
  );
}

/** Brings what listings of a shop have in common up to date, after its catalogue changed. */
export const settleTills = (connection: Connection, shop: Address) =>
  connection.query('select settle_tills(array[$1])', [shop]);
