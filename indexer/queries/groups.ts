import { type Kysely, sql } from 'kysely';
import type { ImageView, Page, TokenView } from '../../protocol/api/common.ts';
import type { GroupDetail, GroupQuery, GroupSummary } from '../../protocol/api/group.ts';
import { groupState } from '../../protocol/group.ts';
import { type Hex, zeroBytes32 } from '../../protocol/primitives.ts';
import type { Localised } from '../../protocol/text.ts';
import type { Database } from '../store/schema.ts';
import { cutPage, decodeCursor, encodeCursor } from './cursor.ts';
import { shopNamesOf, tokenJson } from './listing-summaries.ts';
import { stateOf } from './order-state.ts';
import { listingCid, type SoldGoods, soldGoods, variantNames } from './order-summaries.ts';

export type ListGroupsParameters = GroupQuery & { now: number };

/**
 * Lists groups: open ones by their deadline, those that close next first; with another state, or none, the newest
 * deadline first.
 * @throws VouchError `cursor.invalid`
 */
export async function listGroups(
  db: Kysely<Database>,
  { shop, listing, sku, leader, state, limit, cursor, now }: ListGroupsParameters,
): Promise<Page<GroupSummary>> {
  const sort = state === 'open' ? 'closing' : 'deadline';
  const after = decodeCursor(cursor, { sort, keys: ['number', 'hex'] });
  const [comparison, direction] = sort === 'closing' ? [sql`>`, sql`asc`] : [sql`<`, sql`desc`];
  const conditions = [
    // A leader sees the own groups, whatever became of the shop.
    leader === undefined ? sql`is_carried(g.shop)` : sql`true`,
    ...(shop === undefined ? [] : [sql`g.shop = ${shop}`]),
    ...(sku === undefined ? [] : [sql`g.sku = ${sku}`]),
    ...(leader === undefined ? [] : [sql`g.leader = ${leader}`]),
    ...(listing === undefined
      ? []
      : [
          sql`exists (select from listing_documents d where d.cid = ${listing} and d.shop = g.shop and g.sku = any(d.skus))`,
        ]),
    ...(state === undefined ? [] : [isIn(state, now)]),
    ...(after === undefined ? [] : [sql`(g.deadline, g.id) ${comparison} (${after[0]}::int8, ${after[1]})`]),
  ];
  const { rows } = await sql<{ id: Hex; deadline: number }>`
    select g.id, g.deadline from groups g where ${sql.join(conditions, sql` and `)}
    order by g.deadline ${direction}, g.id ${direction} limit ${limit + 1}`.execute(db);
  const { kept, nextCursor } = cutPage(rows, limit, (row) => encodeCursor(sort, [row.deadline, row.id]));
  const ids = kept.map(({ id }) => id);
  return { items: await groupSummaries(db, ids, now), nextCursor };
}

/** The conditions behind `groupState`, for the database. */
function isIn(state: NonNullable<GroupQuery['state']>, now: number) {
  if (state === 'filled') return sql`g.filled_at is not null`;
  const isLate = sql`${now}::int8 > g.deadline`;
  return state === 'expired' ? sql`g.filled_at is null and ${isLate}` : sql`g.filled_at is null and not ${isLate}`;
}

/** One group with its members, or undefined when there is none with this ID. */
export async function getGroup(db: Kysely<Database>, id: string, now: number): Promise<GroupDetail | undefined> {
  // Safety: an ID of another form finds no row.
  const [[summary], { rows: orders }] = await Promise.all([
    groupSummaries(db, [id as Hex], now),
    sql<GroupDetail['orders'][number]>`
      select o.id as order, o.buyer, o.quantity, o.paid_at as "joinedAt", ${stateOf} as state
      from orders o join groups g on g.id = o.group_id where o.group_id = ${id}
      order by o.paid_block, o.paid_log`.execute(db),
  ]);
  return summary && { ...summary, orders };
}

/** True of every order that is part of a group; said because the index of groups' orders has no others. */
const inGroup = sql`group_id <> ${sql.lit(zeroBytes32)}`;

async function groupSummaries(db: Kysely<Database>, ids: readonly Hex[], now: number): Promise<GroupSummary[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<SummaryRow>`
    select g.id, g.shop, coalesce(${shopNamesOf(sql`g.shop`)}, '{}') as shop_names, g.leader, g.sku,
      ${tokenJson} as token, g.price_units::text, g.size, g.within_seconds, g.leader_bps, g.commission_bps,
      offers.price_units::text as alone_units, o.listing, ${soldGoods}, g.members, g.opened_at, g.deadline, g.filled_at
    from unnest(${ids}::text[]) with ordinality as wanted (id, position)
    join groups g on g.id = wanted.id
    join tokens t on t.address = g.token
    join lateral (
      select listing, sku, shop from orders where group_id = g.id and ${inGroup} order by paid_block, paid_log limit 1
    ) o on true
    left join offers on offers.shop = g.shop and offers.sku = g.sku
    left join listing_documents d on d.digest = o.listing and d.shop = o.shop
    order by wanted.position`.execute(db);
  return rows.map((row) => summaryOf(row, now));
}

type SummaryRow = SoldGoods &
  Pick<
    Database['groups'],
    | 'id'
    | 'shop'
    | 'leader'
    | 'sku'
    | 'price_units'
    | 'size'
    | 'within_seconds'
    | 'leader_bps'
    | 'commission_bps'
    | 'members'
    | 'opened_at'
    | 'deadline'
    | 'filled_at'
  > & {
    shop_names: Localised;
    token: TokenView;
    image: ImageView | null;
    alone_units: string | null;
    listing: Hex;
  };

const summaryOf = (row: SummaryRow, now: number): GroupSummary => ({
  groupId: row.id,
  state: groupState({ filledAt: row.filled_at, deadline: row.deadline }, now),
  shop: row.shop,
  shopNames: row.shop_names,
  leader: row.leader,
  sku: row.sku,
  token: row.token,
  terms: {
    priceUnits: row.price_units,
    size: row.size,
    withinSeconds: row.within_seconds,
    leaderBps: row.leader_bps,
    commissionBps: row.commission_bps,
  },
  aloneUnits: row.alone_units,
  listing: listingCid(row.listing),
  titles: row.titles,
  image: row.image,
  variants: variantNames(row),
  members: row.members,
  openedAt: row.opened_at,
  deadline: row.deadline,
  filledAt: row.filled_at,
});
