import { type Kysely, sql } from 'kysely';
import type { Address } from '../../protocol/primitives.ts';
import type { Database } from '../store/schema.ts';

/**
 * Names shops whose stake nodes carry and of which this node holds no catalogue, chosen by lot.
 * @param most shops
 */
export async function missingShops(db: Kysely<Database>, most: number): Promise<Address[]> {
  const { rows } = await sql<{ address: Address }>`
    select s.address from shops s
    where not exists (select from heads h where h.shop = s.address)
      and exists (
        select from deposits d join tokens t on t.address = d.token
        where d.shop = s.address and t.accepted
          and d.staked_units - d.unbonding_units >= greatest(t.min_stake_units, 1))
    order by random() limit ${most}`.execute(db);
  return rows.map(({ address }) => address);
}
