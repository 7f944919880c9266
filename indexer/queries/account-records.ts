import { type Kysely, sql } from 'kysely';
import type { BuyerRecordView, PromoterRecordView } from '../../protocol/api/trust.ts';
import type { Address } from '../../protocol/primitives.ts';
import type { Database } from '../store/schema.ts';
import { badReferrals } from '../trust/flags/bad-referrals.ts';
import { meanMilliStars } from './shop-trust.ts';
import { flagsOf } from './trust-flags.ts';

/** What an account did as a buyer; all zero when it never bought. */
export async function buyerRecord(db: Kysely<Database>, account: string): Promise<BuyerRecordView> {
  const [row, flags] = await Promise.all([
    db
      .selectFrom('buyer_records')
      .selectAll()
      // Safety: an address of another form finds no row.
      .where('buyer', '=', account as Address)
      .executeTakeFirst(),
    flagsOf(db, { subject: 'buyer', account }),
  ]);
  return {
    orders: row?.orders ?? 0,
    shops: row?.shops ?? 0,
    completed: row?.completed ?? 0,
    refunded: row?.refunded ?? 0,
    disputed: row?.disputed ?? 0,
    disputesWon: row?.disputes_won ?? 0,
    disputesLost: row?.disputes_lost ?? 0,
    reviews: row?.reviews ?? 0,
    meanMilliStars: meanMilliStars(row?.stars ?? 0, row?.reviews ?? 0),
    firstAt: row?.first_at ?? null,
    flags,
  };
}

/** What became of the sales that a promoter brought, beside all referred sales of the market. */
export async function promoterRecord(db: Kysely<Database>, account: string): Promise<PromoterRecordView> {
  const [rows, flags] = await Promise.all([recordAndUsual(db, account), flagsOf(db, { subject: 'promoter', account })]);
  const { own, usual } = rows;
  const bad = await badReferrals(db, account, rows);
  return {
    sales: own.sales,
    refundedBps: bpsOf(own.refunded, own.sales),
    disputedBps: bpsOf(own.disputed, own.sales),
    usualRefundedBps: bpsOf(usual.refunded, usual.sales),
    usualDisputedBps: bpsOf(usual.disputed, usual.sales),
    meanMilliStars: meanMilliStars(own.stars, own.reviews),
    flags: bad === undefined ? flags : [...flags, bad],
  };
}

const bpsOf = (part: number, whole: number): number => (whole === 0 ? 0 : Math.floor((part * 10_000) / whole));

type Record = Omit<Database['promoter_records'], 'promoter'>;

async function recordAndUsual(db: Kysely<Database>, account: string): Promise<{ own: Record; usual: Record }> {
  const { rows } = await sql<Record>`
    select coalesce(sum(sales), 0)::int as sales, coalesce(sum(refunded), 0)::int as refunded,
      coalesce(sum(disputed), 0)::int as disputed, coalesce(sum(reviews), 0)::int as reviews,
      coalesce(sum(stars), 0)::int as stars from promoter_records where promoter = ${account}
    union all
    select coalesce(sum(sales), 0)::int, coalesce(sum(refunded), 0)::int, coalesce(sum(disputed), 0)::int,
      coalesce(sum(reviews), 0)::int, coalesce(sum(stars), 0)::int from promoter_records`.execute(db);
  // Safety: a sum without grouping gives one row.
  const [own, usual] = rows as [Record, Record];
  return { own, usual };
}
