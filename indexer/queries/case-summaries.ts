import { type Kysely, sql } from 'kysely';
import type { ImageView, TokenView } from '../../protocol/api/common.ts';
import type { CaseSummary } from '../../protocol/api/court.ts';
import { rulings } from '../../protocol/court.ts';
import type { Address, Hex } from '../../protocol/primitives.ts';
import type { Localised } from '../../protocol/text.ts';
import type { Database } from '../store/schema.ts';
import { shopNamesOf, tokenJson } from './listing-summaries.ts';

/**
 * The summaries of cases in the order of their orders' IDs, in one statement.
 * @param now Unix seconds: decides whether jurors may still commit
 */
export async function caseSummaries(db: Kysely<Database>, ids: readonly Hex[], now: number): Promise<CaseSummary[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<SummaryRow>`
    select c.order_id, o.buyer, o.shop, coalesce(${shopNamesOf(sql`o.shop`)}, '{}') as shop_names,
      coalesce(d.titles, '{}') as titles, d.image, ${tokenJson} as token, o.total_units::text, c.phase, c.round,
      case when ${isUndecided} then null else c.ruling end as ruling, c.opened_at,
      case c.phase when 'appealable' then c.appeal_by
        when 'voting' then case when r.commit_by >= ${now}::int8 and exists (
            select from panel_seats p where p.order_id = c.order_id and p.round = c.round and p.state = 'drawn'
          ) then r.commit_by else r.reveal_by end
      end as deadline,
      o.buyer_bps, o.seller_bps
    from unnest(${ids}::text[]) with ordinality as wanted (id, position)
    join cases c on c.order_id = wanted.id
    join court_rounds r on r.order_id = c.order_id and r.round = c.round
    join orders o on o.id = c.order_id
    join tokens t on t.address = o.token
    left join listing_documents d on d.digest = o.listing and d.shop = o.shop
    order by wanted.position`.execute(db);
  return rows.map(summaryOf);
}

/** No round was decided, or the parties ended the order before the ruling was executed. */
const isUndecided = sql`not exists (
    select from court_rounds decided where decided.order_id = c.order_id and decided.decided_at is not null
  ) or (c.phase = 'closed' and o.outcome not in ('arbitrated', 'arbitrator_refused'))`;

interface SummaryRow {
  order_id: Hex;
  buyer: Address;
  shop: Address;
  shop_names: Localised;
  titles: Localised;
  image: ImageView | null;
  token: TokenView;
  total_units: string;
  phase: CaseSummary['phase'];
  round: number;
  ruling: number | null;
  opened_at: number;
  deadline: number | null;
  buyer_bps: number | null;
  seller_bps: number | null;
}

const summaryOf = (row: SummaryRow): CaseSummary => ({
  order: row.order_id,
  buyer: row.buyer,
  shop: row.shop,
  shopNames: row.shop_names,
  titles: row.titles,
  image: row.image,
  token: row.token,
  totalUnits: row.total_units,
  phase: row.phase,
  round: row.round,
  ruling: row.ruling === null ? null : (rulings[row.ruling] ?? null),
  openedAt: row.opened_at,
  deadline: row.deadline,
  buyerBps: row.buyer_bps,
  sellerBps: row.seller_bps,
});
