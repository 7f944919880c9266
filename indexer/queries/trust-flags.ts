import { type Kysely, sql } from 'kysely';
import type { FlagView } from '../../protocol/api/trust.ts';
import type { Database } from '../store/schema.ts';

/** The flags of a shop, a listing, a buyer or a promoter; warnings first. */
export async function flagsOf(
  db: Kysely<Database>,
  { subject, account, handle = '' }: { subject: Database['flags']['subject']; account: string; handle?: string },
): Promise<FlagView[]> {
  const { rows } = await sql<FlagView>`
    select kind, severity, share_bps as "shareBps", cases as count, since, evidence from flags
    where subject = ${subject} and account = ${account} and handle = ${handle}
    order by severity desc, kind`.execute(db);
  return rows;
}
