import type pg from 'pg';
import { type Block, digestOf } from '../../protocol/block.ts';
import { limits } from '../../protocol/limits.ts';
import type { Message } from '../../protocol/message.ts';
import type { Address } from '../../protocol/primitives.ts';
import type { Connection } from '../store/batch-write.ts';
import { transaction } from '../store/transaction.ts';

/** What became of a message: stored, held already, or one too many of its party or its shop. */
export type KeptMessage = 'kept' | 'known' | 'full' | 'shop_full';

/** A message that passed its checks. */
export interface IncomingMessage {
  message: Message;
  /** Its signed form. */
  envelope: Block;
  /** The shop of its order. */
  shop: Address;
  /** Bytes that the messages about this shop's orders may take. */
  mostBytes: number;
  /** Unix seconds. */
  now: number;
}

/**
 * Stores a message, and wants the blocks that it names.
 *
 * INVARIANT: of each party of an order at most `messagesPerOrderAndParty` messages with `attachmentsPerOrderAndParty`
 * pictures are held, and those of a shop take at most `mostBytes`, whatever arrives at the same time: messages about one
 * shop's orders are taken one after another. A block that has not come counts as the largest that it may be.
 */
export const keepMessage = async ({ pool }: { pool: pg.Pool }, incoming: IncomingMessage): Promise<KeptMessage> =>
  transaction(pool, async (client) => {
    const { message, envelope, shop, mostBytes, now } = incoming;
    const { order, sender, sentAt, body, attachments } = message;
    const id = digestOf(envelope.cid);
    const bytes = limits.messageBodyBytes + attachments.length * limits.attachmentBytes;
    await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`messages ${shop}`]);
    const { rows } = await client.query<{ known: boolean; messages: number; pictures: number; taken: number }>(
      `select coalesce(bool_or(m.id = $3), false) as known, count(*)::int as messages,
         coalesce(sum((select count(*) from message_blocks b where b.message_id = m.id and b.position > 0)), 0)::int as pictures,
         coalesce((select bytes from shop_messages where shop = $4), 0)::int8 as taken
       from messages m where m.order_id = $1 and m.sender = $2`,
      [order, sender, id, shop],
    );
    const held = rows[0];
    if (held?.known) return 'known';
    if ((held?.messages ?? 0) + 1 > limits.messagesPerOrderAndParty) return 'full';
    if ((held?.pictures ?? 0) + attachments.length > limits.attachmentsPerOrderAndParty) return 'full';
    if ((held?.taken ?? 0) + bytes > mostBytes) return 'shop_full';
    await client.query('insert into messages values ($1, $2, $3, $4, $5, $6, $7)', [
      id,
      order,
      shop,
      sender,
      sentAt,
      envelope.bytes,
      now,
    ]);
    await client.query(
      `insert into shop_messages values ($1, $2)
       on conflict (shop) do update set bytes = shop_messages.bytes + excluded.bytes`,
      [shop, bytes],
    );
    await wantBlocks(client, { id, order, digests: [body, ...attachments] });
    return 'kept';
  });

async function wantBlocks(
  client: Connection,
  { id, order, digests }: { id: string; order: string; digests: string[] },
): Promise<void> {
  await client.query(
    `insert into message_blocks select $1, position - 1, digest, case when position = 1 then $3::int else $4::int end
     from unnest($2::text[]) with ordinality as named (digest, position)`,
    [id, digests, limits.messageBodyBytes, limits.attachmentBytes],
  );
  // What was refused in another place may be right in this one.
  await client.query(`delete from contents where digest = any($1) and kind = 'refused'`, [digests]);
  await client.query(
    `insert into wanted (digest, purpose, order_id)
     select distinct digest, 'message', $2 from unnest($1::text[]) as named (digest)
     where not exists (select from held_sealed held where held.digest = named.digest)
     on conflict (digest) do update set purpose = excluded.purpose, order_id = excluded.order_id, next_at = 0`,
    [digests, order],
  );
}
