import { type Kysely, sql } from 'kysely';
import type { Database } from '../store/schema.ts';

/** The tags that most listings carry. */
export async function listTags(db: Kysely<Database>, most: number): Promise<{ tag: string; count: number }[]> {
  const { rows } = await sql<{ tag: string; count: number }>`
    select tag, count(*)::int8 as count from listings, unnest(tags) as tag group by tag order by count desc, tag limit ${most}
  `.execute(db);
  return rows;
}
