import type { Goods } from '../../../protocol/same-goods.ts';
import { isSameGoods } from '../../../protocol/same-goods.ts';
import type { Connection } from '../../store/batch-write.ts';
import type { StoredListing } from '../../store/schema.ts';
import type { BoughtVersion } from './score-sums.ts';
import type { ListingName } from './settle-scores.ts';

/** Pairs of documents that are compared at once: each may have 64 kB. */
const PAIRS = 50;

/** Which versions may have come to another place: some of them, those of some shops, or all that have none yet. */
export type Moved = { versions: readonly BoughtVersion[] } | { shops: readonly string[] } | 'unplaced';

interface Placed extends BoughtVersion {
  was: string | null;
  handle: string | null;
  current: string | null;
  compared: string | null;
}

/**
 * Finds the listing of every bought version, and whether that still sells the same goods.
 * @returns the listings whose scores are to be summed again
 */
export async function placeVersions(client: Connection, moved: Moved): Promise<ListingName[]> {
  const [scope, parameters] = scopeOf(moved);
  const { rows: plain } = await client.query<ListingName>(
    `update version_scores v set handle = placed.handle, compared = placed.current, counts = true
     from (${places} where ${scope} and (l.cid is null or l.cid = d.cid)) placed
     where (v.shop, v.listing) = (placed.shop, placed.listing)
       and (v.handle, v.compared, v.counts) is distinct from (placed.handle, placed.current, true)
     returning placed.shop, coalesce(placed.handle, placed.was) as handle`,
    parameters,
  );
  const { rows: changed } = await client.query<Placed>(
    `select * from (${places} where ${scope} and l.cid <> d.cid) placed
     where (placed.handle, placed.current) is distinct from (placed.was, placed.compared)`,
    parameters,
  );
  for (let start = 0; start < changed.length; start += PAIRS)
    await compare(client, changed.slice(start, start + PAIRS));
  return named([...plain, ...changed]);
}

/** Where versions belong now: `was` is the handle that was known before, and `current` the version that is for sale. */
const places = `
  select v.shop, v.listing, v.handle as was, d.handle, l.cid as current, v.compared
  from version_scores v left join listing_documents d on d.digest = v.listing and d.shop = v.shop
  left join listings l on l.shop = v.shop and l.handle = d.handle`;

function scopeOf(moved: Moved): [string, (readonly string[])[]] {
  if (moved === 'unplaced') return ['v.handle is not null and v.compared is null', []];
  if ('shops' in moved) return ['v.shop = any($1)', [moved.shops]];
  const { versions } = moved;
  return [
    '(v.shop, v.listing) in (select * from unnest($1::text[], $2::text[]))',
    [versions.map(({ shop }) => shop), versions.map(({ listing }) => listing)],
  ];
}

function named(listings: readonly { shop: string; handle: string | null }[]): ListingName[] {
  const byName = new Map<string, ListingName>();
  for (const { shop, handle } of listings) if (handle !== null) byName.set(`${shop}/${handle}`, { shop, handle });
  return [...byName.values()];
}

async function compare(client: Connection, versions: readonly Placed[]): Promise<void> {
  const { rows } = await client.query<{ listing: string; shop: string; before: StoredListing; after: StoredListing }>(
    `select v.shop, v.listing, old.document as before, now.document as after
     from unnest($1::text[], $2::text[], $3::text[]) as v (shop, listing, current)
     join listing_documents old on old.digest = v.listing and old.shop = v.shop
     join listing_documents now on now.cid = v.current and now.cid <> old.cid`,
    [versions.map(({ shop }) => shop), versions.map(({ listing }) => listing), versions.map(({ current }) => current)],
  );
  const others = new Set(
    rows
      .filter(({ before, after }) => !isSameGoods(goodsOf(before), goodsOf(after)))
      .map(({ shop, listing }) => `${shop} ${listing}`),
  );
  await client.query(
    `update version_scores v set handle = placed.handle, compared = placed.current, counts = placed.counts
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bool[]) as placed (shop, listing, handle, current, counts)
     where (v.shop, v.listing) = (placed.shop, placed.listing)`,
    [
      versions.map(({ shop }) => shop),
      versions.map(({ listing }) => listing),
      versions.map(({ handle }) => handle),
      versions.map(({ current }) => current),
      versions.map(({ shop, listing }) => !others.has(`${shop} ${listing}`)),
    ],
  );
}

const goodsOf = ({ kind, brand, category, texts, images, variants }: StoredListing): Goods => ({
  kind,
  brand,
  category,
  texts,
  images: images.map(({ sources }) => sources.map(({ cid }) => cid)),
  barcodes: variants.flatMap(({ barcode }) => (barcode === undefined ? [] : [barcode])),
});
