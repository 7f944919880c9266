import { type Kysely, sql } from 'kysely';
import type { Address, Hex } from '../../protocol/primitives.ts';
import { type Quota, type QuotaStake, quotaOf } from '../../protocol/quota.ts';
import type { Database } from '../store/schema.ts';

/** What the chain says about a signer of a shop's catalogues. */
export interface PublishingTerms {
  isOpen: boolean;
  /** True when the signer is the open shop itself or one of its publishers. */
  mayPublish: boolean;
  /** Catalogues below this version are cancelled. */
  lowestVersion: number;
  /** The newest catalogue that the shop recorded on chain; null when it recorded none. */
  anchored: { version: number; root: Hex } | null;
  /** Stake that is not leaving, by token, as decimal strings of token units. */
  stakedUnits: Record<Address, string>;
  /** True when the stake in one accepted token reaches the least at which nodes carry a shop. */
  meetsMinimum: boolean;
  /** How much of the shop nodes carry; null below the minimum. */
  quota: Quota | null;
}

/** Reads what a node must know before it accepts a head of `shop` that `signer` signed. */
export async function publishingTerms(
  db: Kysely<Database>,
  { shop, signer }: { shop: Address; signer: Address },
): Promise<PublishingTerms> {
  const [row, publisher, anchor, stakes] = await Promise.all([
    db.selectFrom('shops').select('lowest_version').where('address', '=', shop).executeTakeFirst(),
    db
      .selectFrom('publishers')
      .select('allowed')
      .where('shop', '=', shop)
      .where('publisher', '=', signer)
      .executeTakeFirst(),
    db
      .selectFrom('anchors')
      .select(['version', 'root'])
      .where('shop', '=', shop)
      .orderBy('version', 'desc')
      .limit(1)
      .executeTakeFirst(),
    stakesOf(db, shop),
  ]);
  const isOpen = row !== undefined;
  const quota = isOpen ? quotaOf(stakes) : null;
  return {
    isOpen,
    mayPublish: isOpen && (signer === shop || publisher?.allowed === true),
    lowestVersion: Number(row?.lowest_version ?? 0),
    anchored: anchor === undefined ? null : { version: Number(anchor.version), root: anchor.root },
    stakedUnits: Object.fromEntries(stakes.map(({ token, units }) => [token, units])),
    meetsMinimum: quota !== null,
    quota,
  };
}

type Stake = QuotaStake & { token: Address };

async function stakesOf(db: Kysely<Database>, shop: Address): Promise<Stake[]> {
  const { rows } = await sql<Stake>`
    select d.token, greatest(d.staked_units - d.unbonding_units, 0)::text as units,
      t.min_stake_units::text as "minStakeUnits", t.accepted
    from deposits d join tokens t on t.address = d.token where d.shop = ${shop}`.execute(db);
  return rows;
}
