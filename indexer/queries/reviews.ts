import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Page, TokenView } from '../../protocol/api/common.ts';
import type { ReviewView } from '../../protocol/api/review.ts';
import type { Address, Hex } from '../../protocol/primitives.ts';
import type { Database } from '../store/schema.ts';
import { cutPage, decodeCursor, encodeCursor } from './cursor.ts';
import { tokenJson } from './listing-summaries.ts';
import { listingCid, type SoldGoods, soldGoods, variantNames } from './order-summaries.ts';

export interface ListReviewsParameters {
  shop?: string | undefined;
  /** CID of any version of a listing: reviews of all its versions are given. */
  listing?: string | undefined;
  order?: string | undefined;
  limit: number;
  cursor?: string | undefined;
}

/**
 * Lists reviews, newest first, with their texts where this node holds them.
 * @throws VouchError `cursor.invalid`
 */
export async function listReviews(db: Kysely<Database>, parameters: ListReviewsParameters): Promise<Page<ReviewView>> {
  const { shop, listing, order, limit } = parameters;
  const after = decodeCursor(parameters.cursor, { sort: 'posted', keys: ['number', 'number'] });
  const conditions = [
    // What was said on an order stays readable with the order.
    order === undefined ? sql`is_carried(r.shop)` : sql`true`,
    ...(shop === undefined ? [] : [sql`r.shop = ${shop}`]),
    ...(order === undefined ? [] : [sql`r.order_id = ${order}`]),
    ...(listing === undefined ? [] : [ofListing(listing)]),
    ...(after === undefined ? [] : [sql`(r.posted_block, r.posted_log) < (${after[0]}::int, ${after[1]}::int)`]),
  ];
  const { rows } = await sql<ReviewRow>`
    select r.order_id, r.shop, r.buyer, o.listing, ${soldGoods}, ${tokenJson} as token, o.total_units::text,
      r.weight_units::text, o.outcome, r.first_stars, r.posted_at, r.posted_block, r.posted_log, r.replied_at,
      ${contentJson(sql`r.content`, sql`r.order_id`)} as content,
      ${contentJson(sql`r.reply_content`, sql`r.order_id`)} as reply_content,
      (select coalesce(jsonb_agg(jsonb_build_object(
          'stars', a.stars, 'postedAt', a.posted_at, 'content', ${contentJson(sql`a.content`, sql`a.order_id`)}
        ) order by a.number), '[]') from amendments a where a.order_id = r.order_id) as amendments
    from reviews r
    join orders o on o.id = r.order_id
    join tokens t on t.address = r.token
    left join listing_documents d on d.digest = o.listing and d.shop = o.shop
    where ${sql.join(conditions, sql` and `)}
    order by r.posted_block desc, r.posted_log desc limit ${limit + 1}`.execute(db);
  const { kept, nextCursor } = cutPage(rows, limit, (row) =>
    encodeCursor('posted', [row.posted_block, row.posted_log]),
  );
  return { items: kept.map(viewOf), nextCursor };
}

const ofListing = (cid: string) => sql`o.listing in (
  select version.digest from listing_documents named
  join listing_documents version on version.shop = named.shop and version.handle = named.handle where named.cid = ${cid})`;

/** A stored text as JSON; null unless it was written for this very order. */
const contentJson = (digest: RawBuilder<unknown>, order: RawBuilder<unknown>) => sql<ReviewView['content']>`(
  select jsonb_build_object('text', c.text, 'language', c.language, 'photos', c.photos, 'writtenAt', c.written_at)
  from contents c where c.digest = ${digest} and c.order_id = ${order} and c.kind in ('review', 'reply'))`;

interface ReviewRow extends SoldGoods {
  order_id: Hex;
  shop: Address;
  buyer: Address;
  listing: Hex;
  token: TokenView;
  total_units: string;
  weight_units: string;
  outcome: string;
  first_stars: number;
  posted_at: number;
  posted_block: number;
  posted_log: number;
  replied_at: number | null;
  content: ReviewView['content'];
  reply_content: ReviewView['content'];
  amendments: ReviewView['amendments'];
}

const viewOf = (row: ReviewRow): ReviewView => ({
  order: row.order_id,
  shop: row.shop,
  buyer: row.buyer,
  listing: listingCid(row.listing),
  titles: row.titles,
  variants: variantNames(row),
  token: row.token,
  totalUnits: row.total_units,
  weightUnits: row.weight_units,
  outcome: row.outcome,
  stars: row.first_stars,
  postedAt: row.posted_at,
  content: row.content,
  amendments: row.amendments,
  reply: row.replied_at === null ? null : { postedAt: row.replied_at, content: row.reply_content },
});
