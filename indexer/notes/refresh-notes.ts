import type pg from 'pg';
import { unwrap } from '../../protocol/errors.ts';
import { decodeNote } from '../../protocol/note.ts';
import type { Address } from '../../protocol/primitives.ts';
import { transaction } from '../store/transaction.ts';
import type { HeldNote } from './held-notes.ts';
import { deleteNoteRows, writeNoteRows } from './note-rows.ts';

/** A note whose author has no standing, or is denied, is kept so long: a reorganisation may bring the order back. */
export const HIDDEN_KEPT_SECONDS = 86_400;

/** Notes shown again in one transaction. */
const AT_ONCE = 200;

/** What a look at all notes changed. */
export interface RefreshedNotes {
  hidden: HeldNote[];
  shown: HeldNote[];
  deleted: number;
}

const held = `id, updated_at as "updatedAt"`;
const isDenied = 'exists (select from carried_shops c where c.shop = n.author and not c.carried)';
const mayShow = `exists (select from standing s where s.account = n.author) and not ${isDenied}`;

/**
 * Brings notes to what the chain and the operator say now: those whose author lost standing or was denied are hidden with
 * all that they say, and shown again when that changes; hidden ones are deleted after a day; weights are counted anew.
 * @param now Unix seconds
 */
export async function refreshNotes(pool: pg.Pool, now: number): Promise<RefreshedNotes> {
  const hidden = await transaction(pool, async (client) => {
    const { rows } = await client.query<HeldNote & { author: Address }>(
      `update notes n set hidden_at = $1 where hidden_at is null and not (${mayShow}) returning author, ${held}`,
      [now],
    );
    await deleteNoteRows(
      client,
      rows.map(({ author }) => author),
    );
    return rows;
  });
  const shown: HeldNote[] = [];
  for (;;) {
    const some = await showAgain(pool);
    shown.push(...some);
    if (some.length < AT_ONCE) break;
  }
  const deleted = await deleteHidden(pool, now - HIDDEN_KEPT_SECONDS);
  await pool.query(
    `update notes n set weight_micros = counted.weight
     from (select author, coalesce(w.weight_micros, 0) as weight from notes
       left join purchase_weights w on w.account = author) counted
     where n.author = counted.author and n.weight_micros <> counted.weight`,
  );
  return { hidden, shown, deleted };
}

const showAgain = (pool: pg.Pool): Promise<HeldNote[]> =>
  transaction(pool, async (client) => {
    const { rows } = await client.query<HeldNote & { envelope: Buffer }>(
      `update notes n set hidden_at = null
       where author in (
         select author from notes n where hidden_at is not null and ${mayShow} order by author limit $1 for update)
       returning ${held}, envelope`,
      [AT_ONCE],
    );
    for (const { envelope } of rows) await writeNoteRows(client, unwrap(decodeNote(envelope)).note);
    return rows;
  });

const deleteHidden = (pool: pg.Pool, before: number): Promise<number> =>
  transaction(pool, async (client) => {
    await client.query('select from notes_room for update');
    const { rows } = await client.query<{ bytes: number }>(
      'delete from notes where hidden_at < $1 returning octet_length(envelope) as bytes',
      [before],
    );
    const bytes = rows.reduce((sum, row) => sum + row.bytes, 0);
    await client.query('update notes_room set bytes = bytes - $1', [bytes]);
    return rows.length;
  });
