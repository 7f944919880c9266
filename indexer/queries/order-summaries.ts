import { type Kysely, sql } from 'kysely';
import type { ImageView, TokenView } from '../../protocol/api/common.ts';
import type { OrderGroupView, OrderSummary } from '../../protocol/api/order.ts';
import { cidFromDigest, DAG_CBOR } from '../../protocol/block.ts';
import { pickLanguage } from '../../protocol/pick-language.ts';
import type { Hex } from '../../protocol/primitives.ts';
import type { Localised } from '../../protocol/text.ts';
import type { Database, OrderRow, StoredListing } from '../store/schema.ts';
import { shopNamesOf, tokenJson } from './listing-summaries.ts';
import { changedBlockOf, deadlineOf, groupJson, joinGroup, stateOf } from './order-state.ts';

/** The CID of the listing document that an order names. */
export const listingCid = (digest: Hex): string => cidFromDigest(digest, DAG_CBOR).toString();

/** What a sale's listing document says about the goods: columns from `orders o` and `listing_documents d`. */
export const soldGoods = sql`coalesce(d.titles, '{}') as titles, d.image, d.document -> 'options' as options,
  d.document -> 'variants' -> (array_position(d.skus, o.sku) - 1) -> 'values' as chosen`;

export interface SoldGoods {
  titles: Localised;
  image: ImageView | null;
  options: StoredListing['options'] | null;
  chosen: number[] | null;
}

/** The chosen option values, joined, in every language that one of them has. */
export function variantNames({ options, chosen }: Pick<SoldGoods, 'options' | 'chosen'>): Localised {
  if (options === null || chosen === null) return {};
  const values = options
    .map((option, index) => option.values[chosen[index] ?? -1])
    .filter((names) => names !== undefined);
  const languages = new Set(values.flatMap((names) => Object.keys(names)));
  return Object.fromEntries(
    [...languages].map((language) => [
      language,
      values.map((names) => pickLanguage(names, language).value).join(' / '),
    ]),
  );
}

/** The summaries of orders in the order of their IDs, in one statement. */
export async function orderSummaries(db: Kysely<Database>, ids: readonly Hex[]): Promise<OrderSummary[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<SummaryRow>`
    select o.id, ${stateOf} as state, o.outcome, o.shop, coalesce(${shopNamesOf(sql`o.shop`)}, '{}') as shop_names, o.buyer,
      ${tokenJson} as token, o.total_units::text, o.quantity, o.listing, ${soldGoods}, o.paid_at, ${deadlineOf} as deadline, r.stars, ${groupJson} as group_json,
      ${changedBlockOf} <= (select finalized from checkpoint) as final
    from unnest(${ids}::text[]) with ordinality as wanted (id, position)
    join orders o on o.id = wanted.id
    join tokens t on t.address = o.token
    ${joinGroup}
    left join listing_documents d on d.digest = o.listing and d.shop = o.shop
    left join reviews r on r.order_id = o.id
    order by wanted.position`.execute(db);
  return rows.map(summaryOf);
}

type SummaryRow = SoldGoods &
  Pick<
    OrderRow,
    'id' | 'state' | 'outcome' | 'shop' | 'buyer' | 'total_units' | 'quantity' | 'listing' | 'paid_at' | 'deadline'
  > & {
    shop_names: Localised;
    token: TokenView;
    stars: number | null;
    group_json: OrderGroupView | null;
    final: boolean | null;
  };

const summaryOf = (row: SummaryRow): OrderSummary => ({
  id: row.id,
  state: row.state,
  outcome: row.outcome,
  shop: row.shop,
  shopNames: row.shop_names,
  buyer: row.buyer,
  token: row.token,
  totalUnits: row.total_units,
  quantity: row.quantity,
  listing: listingCid(row.listing),
  titles: row.titles,
  image: row.image,
  variants: variantNames(row),
  paidAt: row.paid_at,
  deadline: row.deadline,
  stars: row.stars,
  group: row.group_json,
  final: row.final ?? false,
});
