import { type Kysely, sql } from 'kysely';
import type { CID } from 'multiformats/cid';
import { digestOf } from '../../protocol/block.ts';
import { limits } from '../../protocol/limits.ts';
import type { Database } from '../store/schema.ts';

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
