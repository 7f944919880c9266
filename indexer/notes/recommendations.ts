import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Page } from '../../protocol/api/common.ts';
import type { RecommendationView } from '../../protocol/api/person.ts';
import type { Address } from '../../protocol/primitives.ts';
import { cutPage, decodeCursor, encodeCursor } from '../queries/cursor.ts';
import type { Database } from '../store/schema.ts';

export interface ListRecommendationsParameters {
  shop: Address;
  /** Only those of one listing. */
  handle?: string | undefined;
  limit: number;
  cursor?: string | undefined;
}

const SORT = 'weight';

/**
 * Recommendations of a shop's listings: by the fees of their authors' settled purchases, so that many words of accounts
 * that bought nothing stand below one of a buyer.
 * @throws VouchError `cursor.invalid`
 */
export async function listRecommendations(
  db: Kysely<Database>,
  { shop, handle, limit, cursor }: ListRecommendationsParameters,
): Promise<Page<RecommendationView>> {
  const after = decodeCursor(cursor, { sort: SORT, keys: ['amount', 'hex', 'number'] });
  const isAfter =
    after === undefined
      ? sql``
      : sql`and (-n.weight_micros, r.author, r.position) > (-${after[0]}::numeric, ${after[1]}, ${after[2]}::int)`;
  const rows = await recommendations(
    db,
    sql`where r.shop = ${shop} ${handle === undefined ? sql`` : sql`and r.handle = ${handle}`} ${isAfter}
      order by n.weight_micros desc, r.author, r.position limit ${limit + 1}`,
  );
  const { kept, nextCursor } = cutPage(rows, limit, ({ weightUnits, author, position }) =>
    encodeCursor(SORT, [weightUnits, author, position]),
  );
  return { items: kept.map(viewOf), nextCursor };
}

/** What a person recommends, in the person's order. */
export const recommendationsBy = async (db: Kysely<Database>, author: Address): Promise<RecommendationView[]> =>
  (await recommendations(db, sql`where r.author = ${author} order by r.position`)).map(viewOf);

type Row = RecommendationView & { position: number };

/** An order counts as the author's purchase when the chain says so: same buyer, same shop, and a listing of that handle. */
async function recommendations(db: Kysely<Database>, which: RawBuilder<unknown>): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select r.author, n.names as "authorNames", n.weight_micros::text as "weightUnits", r.shop, r.handle,
      coalesce(d.titles, '{}') as titles,
      (select o.id from orders o join listing_documents bought on bought.digest = o.listing and bought.shop = o.shop
       where o.id = r.order_id and o.buyer = r.author and o.shop = r.shop and bought.handle = r.handle limit 1) as order,
      r.body as text, r.language, r.written_at as "writtenAt", r.position
    from recommendations r join notes n on n.author = r.author and is_carried(r.shop)
    left join listings l on l.shop = r.shop and l.handle = r.handle
    left join listing_documents d on d.cid = l.cid
    ${which}`.execute(db);
  return rows;
}

const viewOf = ({ position: _, ...view }: Row): RecommendationView => view;
