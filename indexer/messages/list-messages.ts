import { type Kysely, sql } from 'kysely';
import type { Page } from '../../protocol/api/common.ts';
import type { MessageView } from '../../protocol/api/message.ts';
import { cidFromDigest, RAW } from '../../protocol/block.ts';
import type { Hex } from '../../protocol/primitives.ts';
import { cutPage, decodeCursor, encodeCursor } from '../queries/cursor.ts';
import type { Database } from '../store/schema.ts';

export interface ListMessagesParameters {
  order: Hex;
  limit: number;
  cursor?: string | undefined;
}

const SORT = 'sent';

/**
 * Messages of an order, the newest first. Those of an order that the index does not know are not shown.
 * @throws VouchError `cursor.invalid`
 */
export async function listMessages(
  db: Kysely<Database>,
  { order, limit, cursor }: ListMessagesParameters,
): Promise<Page<MessageView>> {
  const after = decodeCursor(cursor, { sort: SORT, keys: ['number', 'hex'] });
  const { rows } = await sql<{
    id: Hex;
    by: MessageView['by'];
    sentAt: number;
    envelope: Buffer;
    blocks: { digest: Hex; held: boolean }[];
  }>`
    select m.id, case when m.sender = o.buyer then 'buyer' else 'seller' end as by, m.sent_at as "sentAt", m.envelope, (
      select jsonb_agg(jsonb_build_object('digest', b.digest, 'held', held.digest is not null) order by b.position)
      from message_blocks b left join held_sealed held using (digest) where b.message_id = m.id) as blocks
    from messages m join orders o on o.id = m.order_id
    where m.order_id = ${order}
      ${after === undefined ? sql`` : sql`and (m.sent_at, m.id) < (${after[0]}::int8, ${after[1]})`}
    order by m.sent_at desc, m.id desc limit ${limit + 1}`.execute(db);
  const { kept, nextCursor } = cutPage(rows, limit, ({ sentAt, id }) => encodeCursor(SORT, [sentAt, id]));
  return {
    items: kept.map(({ id, by, sentAt, envelope, blocks }) => {
      const [body, ...attachments] = blocks.map(({ digest, held }) => ({
        cid: cidFromDigest(digest, RAW).toString(),
        held,
      }));
      if (body === undefined) throw new RangeError(`the message ${id} names no text`);
      return { id, by, sentAt, envelope: envelope.toString('base64url'), body, attachments };
    }),
    nextCursor,
  };
}
