import { type Kysely, sql } from 'kysely';
import type { TokenView } from '../../protocol/api/common.ts';
import type { AlliancesView, AllianceView, PointsPlaceView, PointsView } from '../../protocol/api/points.ts';
import { limits } from '../../protocol/limits.ts';
import { pointsEarned } from '../../protocol/points.ts';
import type { Address, Hex } from '../../protocol/primitives.ts';
import type { Localised } from '../../protocol/text.ts';
import type { Database } from '../store/schema.ts';
import { shopNamesOf, tokenJson } from './listing-summaries.ts';

/** Orders whose points nobody claimed that are shown. */
const CLAIMABLE = 100;

/**
 * What somebody holds of loyalty points, where they can be spent, and what can be claimed.
 * @param now Unix seconds: alliances that ran out are left out
 */
export async function getPoints(db: Kysely<Database>, holder: string, now: number): Promise<PointsView> {
  const [balances, claimable] = await Promise.all([balancesOf(db, holder, now), claimableOf(db, holder)]);
  return { holder, balances, claimable };
}

interface BalanceRow {
  issuer: Address;
  issuer_names: Localised;
  token: TokenView;
  earned: string;
  spent: string;
  max_discount_bps: number | null;
  allies: PointsPlaceView[];
}

async function balancesOf(db: Kysely<Database>, holder: string, now: number): Promise<PointsView['balances']> {
  const { rows } = await sql<BalanceRow>`
    select b.issuer, coalesce(${shopNamesOf(sql`b.issuer`)}, '{}') as issuer_names, ${tokenJson} as token,
      b.earned_points::text as earned, b.spent_points::text as spent, p.max_discount_bps,
      (select coalesce(jsonb_agg(jsonb_build_object(
          'shop', a.acceptor, 'shopNames', coalesce(${shopNamesOf(sql`a.acceptor`)}, '{}'), 'rateBps', a.rate_bps,
          'maxDiscountBps', a.max_discount_bps, 'leftPoints', (a.cap_points - a.used_points)::text,
          'validUntil', a.valid_until) order by a.rate_bps desc, a.acceptor), '[]')
        from alliances a where a.issuer = b.issuer and a.token = b.token and a.rate_bps > 0
          and a.valid_until > ${now}::int8 and a.cap_points > a.used_points) as allies
    from points_balances b
    join tokens t on t.address = b.token
    left join points_programs p on p.shop = b.issuer and p.token = b.token
    where b.holder = ${holder} order by b.earned_points - b.spent_points desc, b.issuer, b.token`.execute(db);
  return rows.map((row) => ({
    issuer: row.issuer,
    issuerNames: row.issuer_names,
    token: row.token,
    points: (BigInt(row.earned) - BigInt(row.spent)).toString(),
    earnedPoints: row.earned,
    spentPoints: row.spent,
    places: [...ownPlace(row), ...row.allies],
  }));
}

/** A shop that takes none of its own points is no place to spend them. */
const ownPlace = ({ issuer, issuer_names, max_discount_bps }: BalanceRow): PointsPlaceView[] =>
  max_discount_bps === null || max_discount_bps === 0
    ? []
    : [
        {
          shop: issuer,
          shopNames: issuer_names,
          rateBps: limits.pointsRateBps,
          maxDiscountBps: max_discount_bps,
          leftPoints: null,
          validUntil: null,
        },
      ];

async function claimableOf(db: Kysely<Database>, holder: string): Promise<PointsView['claimable']> {
  const { rows } = await sql<{ id: Hex; shop: Address; token: TokenView; total: string; earn_bps: number }>`
    select o.id, o.shop, ${tokenJson} as token, o.total_units::text as total, p.earn_bps
    from orders o
    join points_programs p on p.shop = o.shop and p.token = o.token and p.earn_bps > 0
    join tokens t on t.address = o.token
    where o.buyer = ${holder} and o.state = 'completed'
      and not exists (select from points_claims claim where claim.order_id = o.id)
    order by o.paid_block desc, o.paid_log desc limit ${CLAIMABLE}`.execute(db);
  return rows
    .map(({ id, shop, token, total, earn_bps }) => ({
      order: id,
      issuer: shop,
      token,
      points: pointsEarned(BigInt(total), earn_bps).toString(),
    }))
    .filter(({ points }) => points !== '0');
}

/** The alliances of a shop that were not ended, in either role. */
export async function listAlliances(db: Kysely<Database>, shop: string): Promise<AlliancesView> {
  const { rows } = await sql<AllianceView>`
    select a.issuer, coalesce(${shopNamesOf(sql`a.issuer`)}, '{}') as "issuerNames",
      a.acceptor, coalesce(${shopNamesOf(sql`a.acceptor`)}, '{}') as "acceptorNames", ${tokenJson} as token,
      a.rate_bps as "rateBps", a.max_discount_bps as "maxDiscountBps", a.cap_points::text as "capPoints",
      a.used_points::text as "usedPoints", a.valid_until as "validUntil"
    from alliances a join tokens t on t.address = a.token
    where a.rate_bps > 0 and ${shop} in (a.issuer, a.acceptor)
    order by a.made_at desc, a.issuer, a.acceptor, a.token`.execute(db);
  return {
    accepts: rows.filter(({ acceptor }) => acceptor === shop),
    acceptedBy: rows.filter(({ issuer }) => issuer === shop),
  };
}
