import { type Kysely, sql } from 'kysely';
import type { ShopTrustView } from '../../protocol/api/trust.ts';
import type { Address } from '../../protocol/primitives.ts';
import type { Database } from '../store/schema.ts';
import {
  MOST_PARTS,
  partColumns,
  type StoredPart,
  type StoredScore,
  scoredDay,
  scoreEvidence,
} from './score-evidence.ts';
import { depositJson, depositView, type StoredDeposit } from './shop-summaries.ts';
import { flagsOf } from './trust-flags.ts';

/** Months that a record shows. */
const MONTHS = 24;

/** Why to trust a shop, or not; undefined when it never opened. Every part is read at a cost that no shop's size changes. */
export async function shopTrust(db: Kysely<Database>, shop: string): Promise<ShopTrustView | undefined> {
  const [facts, day, parts, deposits, months, flags] = await Promise.all([
    factsOf(db, shop),
    scoredDay(db),
    heaviestOf(db, shop),
    depositsOf(db, shop),
    monthsOf(db, shop),
    flagsOf(db, { subject: 'shop', account: shop }),
  ]);
  if (facts === undefined) return undefined;
  const scored = facts.weight === null ? undefined : (facts as FactsRow & StoredScore);
  return {
    shop,
    score: scoreEvidence(scored, parts, day),
    deposits,
    outcomes: {
      open: facts.open,
      completed: facts.completed,
      cancelled: facts.cancelled,
      notShipped: facts.not_shipped,
      settled: facts.settled,
      disputed: facts.disputed,
      disputesLost: facts.disputes_lost,
      distinctBuyers: facts.buyers,
      openUnits: facts.open_micros,
      topBuyerBps: facts.top_buyer_bps,
    },
    shipping: { cases: facts.shipped, medianSeconds: facts.shipping_median, p90Seconds: facts.shipping_p90 },
    answers: { cases: facts.answered, medianSeconds: facts.answer_median, p90Seconds: facts.answer_p90 },
    repeatBuyersBps: facts.buyers === 0 ? 0 : Math.floor((facts.repeat_buyers * 10_000) / facts.buyers),
    months,
    flags,
  };
}

interface FactsRow {
  milli_stars: number | null;
  reviews: number | null;
  weight_micros: string | null;
  weight: string | null;
  histogram: number[] | null;
  top_buyer_bps: number;
  open: number;
  completed: number;
  cancelled: number;
  not_shipped: number;
  settled: number;
  disputed: number;
  disputes_lost: number;
  open_micros: string;
  buyers: number;
  repeat_buyers: number;
  shipped: number;
  shipping_median: number | null;
  shipping_p90: number | null;
  answered: number;
  answer_median: number | null;
  answer_p90: number | null;
}

async function factsOf(db: Kysely<Database>, shop: string): Promise<FactsRow | undefined> {
  const { rows } = await sql<FactsRow>`
    select sc.milli_stars, sc.reviews, sc.weight_micros::text, sc.weight::text, sc.histogram,
      coalesce(sc.top_buyer_bps, 0) as top_buyer_bps,
      coalesce(r.open, 0) as open, coalesce(r.completed, 0) as completed, coalesce(r.cancelled, 0) as cancelled,
      coalesce(r.not_shipped, 0) as not_shipped, coalesce(r.settled, 0) as settled, coalesce(r.disputed, 0) as disputed,
      coalesce(r.disputes_lost, 0) as disputes_lost,
      (select coalesce(trunc(sum(o.units * 1000000 / power(10::numeric, t.decimals))), 0)::text
       from open_units o join tokens t on t.address = o.token where o.shop = s.address) as open_micros,
      coalesce(f.buyers, 0) as buyers, coalesce(f.repeat_buyers, 0) as repeat_buyers,
      coalesce(f.shipped, 0) as shipped, f.shipping_median, f.shipping_p90,
      coalesce(f.answered, 0) as answered, f.answer_median, f.answer_p90
    from shops s
    left join shop_scores sc on sc.shop = s.address
    left join shop_records r on r.shop = s.address
    left join shop_facts f on f.shop = s.address
    where s.address = ${shop}`.execute(db);
  return rows[0];
}

async function heaviestOf(db: Kysely<Database>, shop: string): Promise<StoredPart[]> {
  const { rows } = await sql<StoredPart>`
    select ${partColumns} from review_parts p where p.shop = ${shop}
    order by p.weight desc, p.order_id limit ${MOST_PARTS}`.execute(db);
  return rows;
}

async function depositsOf(db: Kysely<Database>, shop: string): Promise<ShopTrustView['deposits']> {
  const { rows } = await sql<{ deposit: StoredDeposit; open: string }>`
    select ${depositJson} as deposit, (
      select coalesce(sum(o.units), 0)::text from open_units o where o.shop = d.shop and o.token = d.token) as open
    from deposits d join tokens t on t.address = d.token where d.shop = ${shop}
    order by d.staked_units desc, d.token`.execute(db);
  return rows.map(({ deposit, open }) => ({ ...depositView(deposit), openUnits: open }));
}

async function monthsOf(db: Kysely<Database>, shop: string): Promise<ShopTrustView['months']> {
  const rows = await db
    .selectFrom('shop_months')
    .selectAll()
    // Safety: an address of another form finds no row.
    .where('shop', '=', shop as Address)
    .orderBy('month', 'desc')
    .limit(MONTHS)
    .execute();
  return rows.reverse().map(({ month, orders, paid_micros, completed, failed, disputed, reviews, stars }) => ({
    month,
    orders,
    paidUnits: paid_micros,
    completed,
    failed,
    disputed,
    reviews,
    meanMilliStars: meanMilliStars(stars, reviews),
  }));
}

/** Mean of stars in thousandths, rounded down; null without reviews. */
export const meanMilliStars = (stars: number, reviews: number): number | null =>
  reviews === 0 ? null : Math.floor((stars * 1_000) / reviews);
