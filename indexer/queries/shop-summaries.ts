import { type Kysely, sql } from 'kysely';
import type { DepositView, RecordView, ShopDetail } from '../../protocol/api/shop.ts';
import type { Address } from '../../protocol/primitives.ts';
import { isNewShop, lockableUnits, requiredStakeUnits } from '../../protocol/record.ts';
import type { Database } from '../store/schema.ts';
import { neutralMilliStars } from '../trust/neutral.ts';
import { tokenJson } from './listing-summaries.ts';

/**
 * The full views of shops, in the order of the addresses; unknown ones are left out. One statement, whatever their
 * number.
 */
export async function shopDetails(db: Kysely<Database>, addresses: readonly string[]): Promise<ShopDetail[]> {
  if (addresses.length === 0) return [];
  const { rows } = await sql<ShopRow>`
    select s.address, s.encryption_key, s.lowest_version::text, s.opened_at,
      p.names, p.taglines, p.about, p.shipping, p.returns, p.logo, p.country, p.city, p.theme,
      h.version, h.valid_until,
      (select count(*) from listings l where l.shop = s.address) as listings,
      (select coalesce(jsonb_agg(publisher order by publisher), '[]') from publishers where shop = s.address and allowed) as publishers,
      (select coalesce(jsonb_agg(jsonb_build_object('token', ${tokenJson}, 'earnBps', g.earn_bps,
          'maxDiscountBps', g.max_discount_bps) order by g.token), '[]')
       from points_programs g join tokens t on t.address = g.token
       where g.shop = s.address and (g.earn_bps > 0 or g.max_discount_bps > 0)) as programs,
      (select coalesce(jsonb_agg(${depositJson} order by d.staked_units desc, d.token), '[]')
       from deposits d join tokens t on t.address = d.token where d.shop = s.address) as deposits,
      coalesce(sc.milli_stars, ${neutralMilliStars}) as milli_stars, coalesce(sc.reviews, 0) as reviews,
      coalesce(sc.weight_micros, 0)::text as weight_micros, coalesce(sc.histogram, '{0,0,0,0,0}') as histogram,
      coalesce(sc.top_buyer_bps, 0) as top_buyer_bps,
      coalesce(r.open, 0) as open, coalesce(r.completed, 0) as completed, coalesce(r.cancelled, 0) as cancelled,
      coalesce(r.not_shipped, 0) as not_shipped, coalesce(r.settled, 0) as settled,
      coalesce(r.disputed, 0) as disputed, coalesce(r.disputes_lost, 0) as disputes_lost,
      (select count(*) from shop_buyers b where b.shop = s.address and b.orders > 0) as distinct_buyers,
      (select coalesce(trunc(sum(o.units * 1000000 / power(10::numeric, t.decimals))), 0)::text
       from open_units o join tokens t on t.address = o.token where o.shop = s.address) as open_micros,
      exists (select from equivocations e where e.shop = s.address) as equivocated
    from unnest(${addresses}::text[]) with ordinality as wanted (address, position)
    join shops s on s.address = wanted.address
    left join heads h on h.shop = s.address
    left join lateral (
      select * from profiles p where p.shop = s.address and (p.cid = h.profile or p.digest = s.profile)
      order by p.cid is not distinct from h.profile desc limit 1
    ) p on true
    left join shop_scores sc on sc.shop = s.address
    left join shop_records r on r.shop = s.address
    order by wanted.position`.execute(db);
  return rows.map(detailOf);
}

/** A deposit as the database gives it: what its record allows is computed by `depositView`. */
export type StoredDeposit = Omit<DepositView, 'record'> &
  Pick<RecordView, 'closedUnits' | 'failedUnits'> & { suspendedTier: number; minStakeUnits: string };

/** A deposit as JSON, from `deposits d` and `tokens t`. */
export const depositJson = sql`jsonb_build_object(
  'shop', d.shop,
  'token', jsonb_build_object('address', t.address, 'symbol', t.symbol, 'decimals', t.decimals),
  'stakedUnits', d.staked_units::text, 'lockedUnits', d.locked_units::text, 'unbondingUnits', d.unbonding_units::text,
  'freeUnits', greatest(d.staked_units - d.locked_units - d.unbonding_units, 0)::text,
  'releaseAt', nullif(d.release_at, 0), 'closedUnits', d.closed_units::text, 'failedUnits', d.failed_units::text,
  'suspendedTier', d.suspended_tier, 'minStakeUnits', t.min_stake_units::text)`;

/** Adds what the shop's own record allows. */
export function depositView(stored: StoredDeposit): DepositView {
  const { closedUnits, failedUnits, suspendedTier, minStakeUnits, ...deposit } = stored;
  const record = {
    stakedUnits: BigInt(deposit.stakedUnits),
    closedUnits: BigInt(closedUnits),
    failedUnits: BigInt(failedUnits),
  };
  return {
    ...deposit,
    record: {
      closedUnits,
      failedUnits,
      lockableUnits: lockableUnits(record).toString(),
      isNew: isNewShop(record),
      suspended: suspendedTier > 0,
      requiredUnits: requiredStakeUnits(suspendedTier, BigInt(minStakeUnits)).toString(),
    },
  };
}

type Texts = Record<string, string>;
interface ShopRow {
  address: Address;
  encryption_key: string;
  lowest_version: string;
  opened_at: number;
  names: Texts | null;
  taglines: Texts | null;
  about: Texts | null;
  shipping: Texts | null;
  returns: Texts | null;
  logo: ShopDetail['logo'];
  country: string | null;
  city: Texts | null;
  theme: ShopDetail['theme'];
  version: number | null;
  valid_until: number | null;
  listings: number;
  publishers: Address[];
  programs: ShopDetail['programs'];
  deposits: StoredDeposit[];
  milli_stars: number;
  reviews: number;
  weight_micros: string;
  histogram: number[];
  top_buyer_bps: number;
  open: number;
  completed: number;
  cancelled: number;
  not_shipped: number;
  settled: number;
  disputed: number;
  disputes_lost: number;
  distinct_buyers: number;
  open_micros: string;
  equivocated: boolean;
}

const detailOf = (row: ShopRow): ShopDetail => ({
  address: row.address,
  names: row.names ?? {},
  taglines: row.taglines ?? {},
  about: row.about ?? {},
  shipping: row.shipping ?? {},
  returns: row.returns ?? {},
  logo: row.logo,
  country: row.country,
  city: row.city,
  openedAt: row.opened_at,
  listings: row.listings,
  version: row.version,
  validUntil: row.valid_until,
  deposits: row.deposits.map(depositView),
  score: {
    milliStars: row.milli_stars,
    reviews: row.reviews,
    weightUnits: row.weight_micros,
    histogram: row.histogram,
  },
  outcomes: {
    open: row.open,
    completed: row.completed,
    cancelled: row.cancelled,
    notShipped: row.not_shipped,
    settled: row.settled,
    disputed: row.disputed,
    disputesLost: row.disputes_lost,
    distinctBuyers: row.distinct_buyers,
    openUnits: row.open_micros,
    topBuyerBps: row.top_buyer_bps,
  },
  equivocated: row.equivocated,
  encryptionKey: row.encryption_key,
  publishers: row.publishers,
  lowestVersion: Number(row.lowest_version),
  programs: row.programs,
  theme: row.theme,
});
