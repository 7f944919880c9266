import { type Kysely, sql } from 'kysely';
import type { ListingSummary } from '../../protocol/api/listing.ts';
import type { Database } from '../store/schema.ts';
import { listingSummaries } from './listing-summaries.ts';

/** Current listings of a shop by their handles, in that order; those that it no longer sells are left out. */
export async function featuredListings(
  db: Kysely<Database>,
  { shop, handles }: { shop: string; handles: readonly string[] },
): Promise<ListingSummary[]> {
  if (handles.length === 0) return [];
  const { rows } = await sql<{ id: number }>`
    select l.id from unnest(${handles}::text[]) with ordinality as wanted (handle, position)
    join listings l on l.shop = ${shop} and l.handle = wanted.handle order by wanted.position`.execute(db);
  return listingSummaries(
    db,
    rows.map(({ id }) => id),
  );
}
