import { type Kysely, sql } from 'kysely';
import type { Hex } from '../../protocol/primitives.ts';
import type { Database } from '../store/schema.ts';
import type { HeldMessage } from './held-messages.ts';

/** Order details and messages are kept so long after their order is final. */
export const SEALED_KEPT_SECONDS = 30 * 86_400;

/** A message whose time is over, with the blocks that it names. */
export interface ExpiredMessage extends HeldMessage {
  digests: Hex[];
}

/** When the time of a message began to run: once its order was final, or once it came where the chain has no such order. */
const endedAt = sql<number>`case when o.id is null then m.received_at else o.closed_at end`;

/**
 * Messages of orders that have been final for 30 days, and those that came so long ago for an order that is none.
 * @returns at most so many; tell `forgetMessages` once their blocks are gone
 */
export async function expiredMessages(
  db: Kysely<Database>,
  { now, limit }: { now: number; limit: number },
): Promise<ExpiredMessage[]> {
  const { rows } = await sql<ExpiredMessage>`
    select m.id, m.sent_at as "sentAt", array(select digest from message_blocks b where b.message_id = m.id) as digests
    from messages m left join orders o on o.id = m.order_id
    where ${endedAt} < ${now - SEALED_KEPT_SECONDS}::int8 limit ${limit}`.execute(db);
  return rows;
}

/**
 * Encrypted details of orders that have been final for 30 days.
 * @returns digests of raw blocks that nothing names any more; tell `forgetSealed` once they are gone
 */
export async function expiredDetails(
  db: Kysely<Database>,
  { now, limit }: { now: number; limit: number },
): Promise<Hex[]> {
  const { rows } = await sql<{ digest: Hex }>`
    select distinct held.digest from held_sealed held join orders o on o.details = held.digest
    where o.details <> ${`0x${'0'.repeat(64)}`} and o.closed_at < ${now - SEALED_KEPT_SECONDS}::int8
      and ${unnamed(sql`held.digest`, now)} limit ${limit}`.execute(db);
  return rows.map(({ digest }) => digest);
}

/** Of these blocks, those that no order or message names whose time is not over. */
export async function unnamedSealed(db: Kysely<Database>, digests: readonly Hex[], now: number): Promise<Hex[]> {
  const { rows } = await sql<{ digest: Hex }>`
    select distinct digest from unnest(${digests}::text[]) as named (digest)
    where ${unnamed(sql`named.digest`, now)}`.execute(db);
  return rows.map(({ digest }) => digest);
}

/** One block may stand in several places: orders of one purchase share their details. */
const unnamed = (digest: ReturnType<typeof sql>, now: number) => sql`
  not exists (select from orders live where live.details = ${digest}
    and coalesce(live.closed_at >= ${now - SEALED_KEPT_SECONDS}::int8, true))
  and not exists (select from message_blocks b join messages m on m.id = b.message_id
    left join orders o on o.id = m.order_id
    where b.digest = ${digest} and coalesce(${endedAt} >= ${now - SEALED_KEPT_SECONDS}::int8, true))`;

/** Notes that these blocks were deleted. */
export async function forgetSealed(db: Kysely<Database>, digests: readonly Hex[]): Promise<void> {
  if (digests.length === 0) return;
  await db.deleteFrom('held_sealed').where('digest', 'in', digests).execute();
}

/** Deletes messages whose blocks are gone, and gives back what they took of their shop's share. */
export async function forgetMessages(db: Kysely<Database>, ids: readonly Hex[]): Promise<void> {
  await sql`
    with gone as (delete from messages where id = any(${ids}::text[]) returning id, shop),
    sizes as (
      select g.shop, sum(b.bytes) as bytes from gone g join message_blocks b on b.message_id = g.id group by g.shop)
    update shop_messages s set bytes = s.bytes - sizes.bytes from sizes where s.shop = sizes.shop`.execute(db);
}
