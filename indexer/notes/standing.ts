import { type Kysely, sql } from 'kysely';
import type { Address } from '../../protocol/primitives.ts';
import type { Database } from '../store/schema.ts';

/** True for an account that took part at a cost: it paid an order, opened a shop, or registered as a promoter. */
export async function hasStanding(db: Kysely<Database>, account: Address): Promise<boolean> {
  const { rows } = await sql<{ stands: boolean }>`select has_standing(${account}) as stands`.execute(db);
  return rows[0]?.stands === true;
}
