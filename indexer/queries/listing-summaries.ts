import { type Kysely, sql } from 'kysely';
import type { ImageView, TokenView } from '../../protocol/api/common.ts';
import type { ListingSummary } from '../../protocol/api/listing.ts';
import type { Address } from '../../protocol/primitives.ts';
import { prepared } from '../store/prepared.ts';
import type { Database } from '../store/schema.ts';
import { neutralMilliStars } from '../trust/neutral.ts';

/** The summaries of current listings in the order of their row numbers, in one statement. */
export async function listingSummaries(db: Kysely<Database>, ids: readonly number[]): Promise<ListingSummary[]> {
  if (ids.length === 0) return [];
  // One value of JSON is read in a part of the time that rows of many columns take.
  const { rows } = await prepared(sql<{ summaries: SummaryRow[] | null }>`
    select json_agg(summary) as summaries from (select l.cid, l.shop,
      coalesce(${shopNamesOf(sql`l.shop`)}, '{}') as shop_names, l.handle, l.kind, d.titles, d.image,
      ${tokenJson} as token, l.price_from_units::text, l.price_to_units::text,
      l.group_from_units::text,
      coalesce(r.in_stock, false) as in_stock, l.commission_bps,
      least(l.coverage_bps, trunc(coalesce(till.free_units, 0) * 10000 / l.price_from_units))::int as cover_bps,
      l.tags, l.updated_at,
      coalesce(sc.milli_stars, ${neutralMilliStars}) as milli_stars, coalesce(sc.reviews, 0) as reviews,
      coalesce(sc.weight_micros, 0)::text as weight_micros, coalesce(sc.histogram, '{0,0,0,0,0}') as histogram
    from unnest(${ids}::int8[]) with ordinality as wanted (id, position)
    join listings l on l.id = wanted.id
    join listing_documents d on d.cid = l.cid
    join tokens t on t.address = l.token
    left join listing_scores sc on sc.shop = l.shop and sc.handle = l.handle
    left join search_rows r on r.id = l.id
    left join search_tills till on till.id = r.till
    order by wanted.position) summary`).execute(db);
  return (rows[0]?.summaries ?? []).map(summaryOf);
}

/** A token as JSON, from `tokens t`. */
export const tokenJson = sql<TokenView>`jsonb_build_object('address', t.address, 'symbol', t.symbol, 'decimals', t.decimals)`;

/** The names of the shop that an expression gives: of its catalogue's profile, else of the one named on chain. */
export const shopNamesOf = (shop: ReturnType<typeof sql>) => sql<Record<string, string> | null>`(
  select p.names from shops s left join heads h on h.shop = s.address
  join profiles p on p.shop = s.address and (p.cid = h.profile or p.digest = s.profile)
  where s.address = ${shop} order by p.cid is not distinct from h.profile desc limit 1)`;

interface SummaryRow {
  cid: string;
  shop: Address;
  shop_names: Record<string, string>;
  handle: string;
  kind: ListingSummary['kind'];
  titles: Record<string, string>;
  image: ImageView | null;
  token: TokenView;
  price_from_units: string;
  price_to_units: string;
  group_from_units: string | null;
  in_stock: boolean;
  commission_bps: number;
  cover_bps: number;
  tags: string[];
  updated_at: number;
  milli_stars: number;
  reviews: number;
  weight_micros: string;
  histogram: number[];
}

const summaryOf = (row: SummaryRow): ListingSummary => ({
  cid: row.cid,
  shop: row.shop,
  shopNames: row.shop_names,
  handle: row.handle,
  kind: row.kind,
  titles: row.titles,
  image: row.image,
  token: row.token,
  priceFromUnits: row.price_from_units,
  priceToUnits: row.price_to_units,
  groupFromUnits: row.group_from_units,
  inStock: row.in_stock,
  commissionBps: row.commission_bps,
  coverBps: row.cover_bps,
  tags: row.tags,
  score: {
    milliStars: row.milli_stars,
    reviews: row.reviews,
    weightUnits: row.weight_micros,
    histogram: row.histogram,
  },
  updatedAt: row.updated_at,
});
