import { type Kysely, sql } from 'kysely';
import { limits } from '../../protocol/limits.ts';
import type { Address } from '../../protocol/primitives.ts';
import type { Database } from '../store/schema.ts';

/** What the chain says about a signer of a shop's catalogues. */
export interface PublishingTerms {
  isOpen: boolean;
  /** True when the signer is the open shop itself or one of its publishers. */
  mayPublish: boolean;
  /** Catalogues below this version are cancelled. */
  lowestVersion: number;
  /** Stake that is not leaving, by token, as decimal strings of token units. */
  stakedUnits: Record<Address, string>;
  /** True when the stake in one accepted token reaches the least at which nodes carry a shop. */
  meetsMinimum: boolean;
  /** How much of the shop nodes carry; null below the minimum. */
  quota: ReplicationQuota | null;
}

/** How much of a shop nodes carry. */
export interface ReplicationQuota {
  listings: number;
  /** Listings and pictures together. */
  bytes: number;
}

/** Listings that the minimum stake carries; more stake carries more in proportion. */
const LISTINGS_AT_MINIMUM = 1_000;
const BYTES_PER_LISTING = 262_144;

/** Reads what a node must know before it accepts a head of `shop` that `signer` signed. */
export async function publishingTerms(
  db: Kysely<Database>,
  { shop, signer }: { shop: Address; signer: Address },
): Promise<PublishingTerms> {
  const [row, publisher, stakes] = await Promise.all([
    db.selectFrom('shops').select('lowest_version').where('address', '=', shop).executeTakeFirst(),
    db
      .selectFrom('publishers')
      .select('allowed')
      .where('shop', '=', shop)
      .where('publisher', '=', signer)
      .executeTakeFirst(),
    stakesOf(db, shop),
  ]);
  const isOpen = row !== undefined;
  const quota = isOpen ? replicationQuota(stakes) : null;
  return {
    isOpen,
    mayPublish: isOpen && (signer === shop || publisher?.allowed === true),
    lowestVersion: Number(row?.lowest_version ?? 0),
    stakedUnits: Object.fromEntries(stakes.map(({ token, units }) => [token, units])),
    meetsMinimum: quota !== null,
    quota,
  };
}

interface Stake {
  token: Address;
  /** Staked and not leaving. */
  units: string;
  minStakeUnits: string;
  accepted: boolean;
}

async function stakesOf(db: Kysely<Database>, shop: Address): Promise<Stake[]> {
  const { rows } = await sql<Stake>`
    select d.token, greatest(d.staked_units - d.unbonding_units, 0)::text as units,
      t.min_stake_units::text as "minStakeUnits", t.accepted
    from deposits d join tokens t on t.address = d.token where d.shop = ${shop}`.execute(db);
  return rows;
}

/**
 * The quota that stakes give: that of the best token, 1,000 listings per minimum stake.
 * @returns null when no stake in an accepted token reaches its minimum
 */
export function replicationQuota(stakes: readonly Omit<Stake, 'token'>[]): ReplicationQuota | null {
  const listings = stakes
    .filter(({ accepted }) => accepted)
    .map(({ units, minStakeUnits }) => {
      const [staked, least] = [BigInt(units), BigInt(minStakeUnits)];
      if (staked < least) return 0;
      // A token without a minimum carries what one minimum would.
      return least === 0n ? LISTINGS_AT_MINIMUM : Number((staked * BigInt(LISTINGS_AT_MINIMUM)) / least);
    });
  const most = Math.min(limits.catalogueListings, Math.max(0, ...listings));
  return most === 0 ? null : { listings: most, bytes: most * BYTES_PER_LISTING };
}
