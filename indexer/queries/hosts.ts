import { type Kysely, sql } from 'kysely';
import type { Page } from '../../protocol/api/common.ts';
import type { HostView } from '../../protocol/api/host.ts';
import { type Address, type Hex, zeroAddress } from '../../protocol/primitives.ts';
import type { Database } from '../store/schema.ts';
import { cutPage, decodeCursor, encodeCursor } from './cursor.ts';
import { tokenJson } from './listing-summaries.ts';

export interface ListHostsParameters {
  limit: number;
  cursor?: string | undefined;
}

/** Said because the index of hosts' orders has no others. The zero address earns nothing. */
const hasHost = sql`o.host <> ${sql.lit(zeroAddress)}`;

type HostRow = HostView & Pick<Database['hosts'], 'announced_block' | 'announced_log'>;

/**
 * Lists operators in the register, newest announcement first.
 * @throws VouchError `cursor.invalid`
 */
export async function listHosts(db: Kysely<Database>, { limit, cursor }: ListHostsParameters): Promise<Page<HostView>> {
  const after = decodeCursor(cursor, { sort: 'announced', keys: ['number', 'number'] });
  const isAfter =
    after === undefined ? sql`true` : sql`(h.announced_block, h.announced_log) < (${after[0]}::int, ${after[1]}::int)`;
  const { rows } = await sql<HostRow>`
    select h.operator, h.payout, h.peer_id as "peerId", h.endpoints, h.announced_at as "announcedAt",
      h.announced_block, h.announced_log,
      (select count(*) from orders o where o.host = h.payout and ${hasHost}) as orders,
      (select coalesce(jsonb_agg(jsonb_build_object('token', ${tokenJson}, 'earnedUnits', sums.units::text)
          order by t.address), '[]')
        from (
          select o.token, sum((o.payout ->> 'hostUnits')::numeric) as units
          from orders o where o.host = h.payout and ${hasHost} and o.closed_at is not null group by o.token
        ) sums join tokens t on t.address = sums.token where sums.units > 0) as earnings
    from hosts h where not h.retired and ${isAfter}
    order by h.announced_block desc, h.announced_log desc limit ${limit + 1}`.execute(db);
  const { kept, nextCursor } = cutPage(rows, limit, (row) =>
    encodeCursor('announced', [row.announced_block, row.announced_log]),
  );
  return { items: kept.map(({ announced_block: _block, announced_log: _log, ...view }) => view), nextCursor };
}

/** Some operators in the register with what others dial: any, so that nobody is crowded out by later ones. */
export async function registeredHosts(
  db: Kysely<Database>,
  most: number,
): Promise<{ operator: Address; peerId: Hex; endpoints: string[] }[]> {
  const rows = await db
    .selectFrom('hosts')
    .select(['operator', 'peer_id', 'endpoints'])
    .where('retired', '=', false)
    .orderBy(sql`random()`)
    .limit(most)
    .execute();
  return rows.map(({ operator, peer_id, endpoints }) => ({ operator, peerId: peer_id, endpoints }));
}

/** Whose payout address this is in the register, and of which node; undefined when nobody announced it. */
export async function announcementOf(
  db: Kysely<Database>,
  payout: Address,
): Promise<{ operator: Address; peerId: Hex } | undefined> {
  const row = await db
    .selectFrom('hosts')
    .select(['operator', 'peer_id'])
    .where('payout', '=', payout)
    .where('retired', '=', false)
    .executeTakeFirst();
  return row && { operator: row.operator, peerId: row.peer_id };
}

/** Block of the newest announcement in the register, 0 when there is none. */
export async function newestAnnouncement(db: Kysely<Database>): Promise<number> {
  const { rows } = await sql<{ block: number }>`
    select announced_block as block from hosts order by announced_block desc limit 1`.execute(db);
  return rows[0]?.block ?? 0;
}

/**
 * Who announced these peers, by multihash of the peer ID. Nobody checks that a peer is its operator's, so of several
 * operators who announced one, the first of those announcements that still stand counts.
 */
export async function operatorsOf(db: Kysely<Database>, peerIds: readonly Hex[]): Promise<Map<Hex, Address>> {
  if (peerIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('hosts')
    .select(['operator', 'peer_id'])
    .where('peer_id', 'in', peerIds)
    .where('retired', '=', false)
    .orderBy('announced_block', 'desc')
    .orderBy('announced_log', 'desc')
    .execute();
  return new Map(rows.map(({ operator, peer_id }) => [peer_id, operator]));
}
