import { type Kysely, sql } from 'kysely';
import type { Hex } from '../../protocol/primitives.ts';
import type { Database } from '../store/schema.ts';

/** A message as peers compare it. */
export interface HeldMessage {
  id: Hex;
  sentAt: number;
}

/** Rows read in one step. */
const STEP = 5_000;

/** All messages that this node holds, read in steps. */
export async function* heldMessages(db: Kysely<Database>): AsyncGenerator<HeldMessage> {
  for (let after: Hex | undefined; ; ) {
    const rows = await db
      .selectFrom('messages')
      .select(['id', 'sent_at as sentAt'])
      .where('id', '>', after ?? '0x')
      .orderBy('id')
      .limit(STEP)
      .execute();
    yield* rows;
    after = rows.at(-1)?.id;
    if (after === undefined || rows.length < STEP) return;
  }
}

/** The signed forms of messages; IDs of messages that are no longer here are left out. */
export async function envelopesOf(db: Kysely<Database>, ids: readonly Hex[]): Promise<Uint8Array[]> {
  if (ids.length === 0) return [];
  const rows = await db.selectFrom('messages').select('envelope').where('id', 'in', ids).execute();
  return rows.map(({ envelope }) => envelope);
}

/** Digests of encrypted blocks that count as held, read in steps. */
export async function* heldSealed(db: Kysely<Database>): AsyncGenerator<Hex[]> {
  for (let after: Hex | undefined; ; ) {
    const rows = await db
      .selectFrom('held_sealed')
      .select('digest')
      .where('digest', '>', after ?? '0x')
      .orderBy('digest')
      .limit(STEP)
      .execute();
    yield rows.map(({ digest }) => digest);
    after = rows.at(-1)?.digest;
    if (after === undefined || rows.length < STEP) return;
  }
}

/**
 * Asks for an encrypted block anew, at once: somebody sent it again because this node lacks it, also where the index says
 * that it is held.
 * @param options now in Unix seconds; `keptSeconds` that blocks outlive their order
 * @returns true when an order or a message names the digest
 */
export async function wantSealedAgain(
  db: Kysely<Database>,
  digest: Hex,
  { now, keptSeconds }: { now: number; keptSeconds: number },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into wanted (digest, purpose, order_id) (
      select b.digest, 'message', m.order_id from message_blocks b join messages m on m.id = b.message_id
      where b.digest = ${digest}
      union all
      select o.details, 'details', o.id from orders o
      where o.details = ${digest} and (o.closed_at is null or o.closed_at >= ${now - keptSeconds}::int8)
      limit 1)
    on conflict (digest) do update set next_at = 0`.execute(db);
  if (Number(numAffectedRows ?? 0) === 0) return false;
  await db.deleteFrom('held_sealed').where('digest', '=', digest).execute();
  return true;
}
