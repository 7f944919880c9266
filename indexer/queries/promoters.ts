import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Page } from '../../protocol/api/common.ts';
import type { PromoterDetail, PromoterSummary } from '../../protocol/api/promoter.ts';
import { type Address, type Hex, zeroAddress } from '../../protocol/primitives.ts';
import type { Localised } from '../../protocol/text.ts';
import type { Database } from '../store/schema.ts';
import { cutPage, decodeCursor, encodeCursor } from './cursor.ts';
import { tokenJson } from './listing-summaries.ts';
import { listingCid } from './order-summaries.ts';

const RECENT = 50;

export interface ListPromotersParameters {
  /** Only those that this promoter brought. */
  parent?: Address | undefined;
  limit: number;
  cursor?: string | undefined;
}

/**
 * Lists registered promoters, newest first.
 * @throws VouchError `cursor.invalid`
 */
export async function listPromoters(
  db: Kysely<Database>,
  { parent, limit, cursor }: ListPromotersParameters,
): Promise<Page<PromoterSummary>> {
  const after = decodeCursor(cursor, { sort: 'registered', keys: ['number', 'number'] });
  const isAfter =
    after === undefined
      ? sql`true`
      : sql`(p.registered_block, p.registered_log) < (${after[0]}::int, ${after[1]}::int)`;
  const rows = await summaries(
    db,
    sql`where ${isAfter} and ${parent === undefined ? sql`true` : sql`p.parent = ${parent}`} order by p.registered_block desc, p.registered_log desc limit ${limit + 1}`,
  );
  const { kept, nextCursor } = cutPage(rows, limit, (row) =>
    encodeCursor('registered', [row.registered_block, row.registered_log]),
  );
  return { items: kept.map(summaryOf), nextCursor };
}

/** A promoter with its recent commissions, or undefined when it never registered. */
export async function getPromoter(db: Kysely<Database>, address: string): Promise<PromoterDetail | undefined> {
  const [[row], recent] = await Promise.all([summaries(db, sql`where p.address = ${address}`), recentOf(db, address)]);
  return row && { ...summaryOf(row), recent };
}

interface SummaryRow {
  address: Address;
  parent: Address;
  registered_at: number;
  registered_block: number;
  registered_log: number;
  children: number;
  sales: number;
  refunded_sales: number;
  earnings: PromoterSummary['earnings'];
}

async function summaries(db: Kysely<Database>, which: RawBuilder<unknown>): Promise<SummaryRow[]> {
  const { rows } = await sql<SummaryRow>`
    select p.*,
      (select count(*) from promoters child where child.parent = p.address) as children,
      (select count(*) from commissions c where c.promoter = p.address and c.level = 1 and c.state <> 'void') as sales,
      (select count(*) from commissions c where c.promoter = p.address and c.level = 1 and c.state = 'void'
        and not exists (select from orders o where o.id = c.order_id and o.outcome = 'group_expired')) as refunded_sales,
      (select coalesce(jsonb_agg(jsonb_build_object(
          'token', ${tokenJson}, 'earnedUnits', sums.earned::text, 'pendingUnits', sums.pending::text) order by t.address), '[]')
        from (
          select c.token, coalesce(sum(c.units) filter (where c.state = 'earned'), 0) as earned,
            coalesce(sum(c.units) filter (where c.state = 'pending'), 0) as pending
          from commissions c where c.promoter = p.address group by c.token
        ) sums join tokens t on t.address = sums.token) as earnings
    from promoters p ${which}`.execute(db);
  return rows;
}

const summaryOf = (row: SummaryRow): PromoterSummary => ({
  address: row.address,
  parent: row.parent === zeroAddress ? null : row.parent,
  registeredAt: row.registered_at,
  children: row.children,
  sales: row.sales,
  refundedSales: row.refunded_sales,
  earnings: row.earnings,
});

async function recentOf(db: Kysely<Database>, promoter: string): Promise<PromoterDetail['recent']> {
  const { rows } = await sql<{
    order_id: Hex;
    listing: Hex;
    titles: Localised;
    level: 1 | 2;
    token: PromoterDetail['recent'][number]['token'];
    units: string;
    state: string;
    at: number;
  }>`
    select c.order_id, o.listing, coalesce(d.titles, '{}') as titles, c.level, ${tokenJson} as token, c.units::text, c.state, c.at
    from commissions c
    join orders o on o.id = c.order_id
    join tokens t on t.address = c.token
    left join listing_documents d on d.digest = o.listing and d.shop = o.shop
    where c.promoter = ${promoter} order by c.at desc, c.order_id limit ${RECENT}`.execute(db);
  return rows.map(({ order_id, listing, ...rest }) => ({ order: order_id, listing: listingCid(listing), ...rest }));
}
