import { type Kysely, sql } from 'kysely';
import type { CID } from 'multiformats/cid';
import { digestOf } from '../../protocol/block.ts';
import { limits } from '../../protocol/limits.ts';
import { type Hex, zeroBytes32 } from '../../protocol/primitives.ts';
import type { Database } from '../store/schema.ts';
import { DETAILS_KEPT_SECONDS } from './contents.ts';

/** True while an order names this listing document. */
export async function isReferenced(db: Kysely<Database>, listing: CID): Promise<boolean> {
  const row = await db
    .selectFrom('orders')
    .select('id')
    .where('listing', '=', digestOf(listing))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Encrypted details of orders that have been final for 30 days: their blocks are to be deleted.
 * @returns digests of raw blocks; tell `forgetDetails` once they are gone
 */
export async function expiredDetails(
  db: Kysely<Database>,
  { now, limit }: { now: number; limit: number },
): Promise<Hex[]> {
  const rows = await db
    .selectFrom('held_details as held')
    .innerJoin('orders as o', 'o.details', 'held.digest')
    .select('held.digest')
    // Lets the index on details be used, which leaves orders without any out.
    .where('o.details', '<>', zeroBytes32)
    .where('o.closed_at', '<', now - DETAILS_KEPT_SECONDS)
    .limit(limit)
    .execute();
  return rows.map(({ digest }) => digest);
}

/** Notes that the blocks of these details were deleted. */
export async function forgetDetails(db: Kysely<Database>, digests: readonly Hex[]): Promise<void> {
  if (digests.length > 0) await db.deleteFrom('held_details').where('digest', 'in', digests).execute();
}

/**
 * Deletes listing documents that a newer version replaced and that no order names. They stay as long as a signed
 * catalogue may still sell them.
 * @returns how many went
 */
export async function pruneListingDocuments(db: Kysely<Database>, { now }: { now: number }): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from listing_documents d where d.superseded_at < ${now - limits.catalogueValidSeconds}::int8
      and not exists (select from orders o where o.listing = d.digest)`.execute(db);
  return Number(numAffectedRows ?? 0);
}
