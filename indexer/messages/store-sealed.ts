import { limits } from '../../protocol/limits.ts';
import type { Hex } from '../../protocol/primitives.ts';
import { isSealed } from '../../protocol/sealed.ts';
import type { Connection } from '../store/batch-write.ts';

/**
 * Notes that a text or picture of a message is held, and what it really takes of its shop's share.
 * @returns false for a block that is none: not encrypted, or too large for every place that names it
 */
export async function storeSealed(client: Connection, digest: Hex, bytes: Uint8Array): Promise<boolean> {
  if (!isSealed(bytes) || bytes.length > (await mostBytes(client, digest))) return false;
  await client.query('insert into held_sealed values ($1) on conflict do nothing', [digest]);
  await client.query(
    `with places as (select message_id, position, bytes from message_blocks where digest = $1 for update),
     sized as (
       update message_blocks b set bytes = $2 from places p where b.message_id = p.message_id and b.position = p.position
       returning b.message_id, $2 - p.bytes as change),
     changes as (
       select m.shop, sum(s.change) as change from sized s join messages m on m.id = s.message_id group by m.shop)
     update shop_messages s set bytes = s.bytes + c.change from changes c where s.shop = c.shop`,
    [digest, bytes.length],
  );
  return true;
}

/** A digest may be a picture in one message and a text in another, so that no one can spoil it by naming it first. */
async function mostBytes(client: Connection, digest: Hex): Promise<number> {
  const { rowCount } = await client.query('select from message_blocks where digest = $1 and position > 0 limit 1', [
    digest,
  ]);
  return rowCount === 0 ? limits.messageBodyBytes : limits.attachmentBytes;
}
