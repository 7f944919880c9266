import type pg from 'pg';
import { type Note, type NoteRank, replaces } from '../../protocol/note.ts';
import type { Address, Hex } from '../../protocol/primitives.ts';
import type { Connection } from '../store/batch-write.ts';
import { transaction } from '../store/transaction.ts';
import type { HeldNote } from './held-notes.ts';
import { writeNoteRows } from './note-rows.ts';

/** A note that passed its checks. */
export interface IncomingNote {
  id: Hex;
  note: Note;
  /** Its signed form. */
  envelope: Uint8Array;
  /** Bytes that all notes together may take. */
  mostBytes: number;
  /** Unix seconds. */
  now: number;
}

/**
 * What became of a note: `known` is held already, `stale` gives way to the one held, `full` weighs too little in a full
 * store. Of what was kept, `gone` are notes that made way for it.
 */
export type KeptNote = { outcome: 'known' | 'stale' | 'full' } | { outcome: 'kept'; gone: HeldNote[] };

/** Thrown inside the transaction to undo it. */
class Full extends Error {}

/**
 * Stores a note in the place of its author's before, if it replaces that.
 *
 * INVARIANT: one note of an author, and all notes take at most `mostBytes`, whatever arrives at the same time. When they
 * would take more, those go whose authors paid the least in fees of settled purchases, the oldest first; a note that is
 * lighter than all others is not taken.
 */
export async function keepNote({ pool }: { pool: pg.Pool }, incoming: IncomingNote): Promise<KeptNote> {
  try {
    return await transaction(pool, (client) => keep(client, incoming));
  } catch (error) {
    if (error instanceof Full) return { outcome: 'full' };
    throw error;
  }
}

async function keep(client: Connection, incoming: IncomingNote): Promise<KeptNote> {
  const { id, note, envelope, mostBytes, now } = incoming;
  const { author, updatedAt, keysFrom, names, about } = note;
  // One after another: the room is counted in one row.
  const { rows: rooms } = await client.query<{ bytes: number }>('select bytes from notes_room for update');
  const { rows } = await client.query<NoteRank & { bytes: number }>(
    `select id, updated_at as "updatedAt", keys_from as "keysFrom", octet_length(envelope) as bytes
     from notes where author = $1`,
    [author],
  );
  const before = rows[0];
  if (before?.id === id) return { outcome: 'known' };
  if (before !== undefined && !replaces({ id, keysFrom, updatedAt }, before)) return { outcome: 'stale' };
  await client.query(
    `insert into notes values ($1, $2, $3, $4, $5, $6, $7,
       coalesce((select weight_micros from purchase_weights where account = $1), 0), null, $8)
     on conflict (author) do update set id = excluded.id, updated_at = excluded.updated_at,
       keys_from = excluded.keys_from, names = excluded.names, about = excluded.about, envelope = excluded.envelope,
       weight_micros = excluded.weight_micros, hidden_at = null, received_at = excluded.received_at`,
    [author, id, updatedAt, keysFrom, JSON.stringify(names), JSON.stringify(about), envelope, now],
  );
  await writeNoteRows(client, note);
  const taken = (rooms[0]?.bytes ?? 0) + envelope.length - (before?.bytes ?? 0);
  const lighter = taken > mostBytes ? await makeRoom(client, { author, bytes: taken - mostBytes }) : [];
  const freed = lighter.reduce((sum, { bytes }) => sum + bytes, 0);
  await client.query('update notes_room set bytes = $1', [taken - freed]);
  return { outcome: 'kept', gone: before === undefined ? lighter : [before, ...lighter] };
}

/** Deletes the lightest notes until so many bytes are free. @throws Full when those are not lighter than the author's */
async function makeRoom(
  client: Connection,
  { author, bytes }: { author: Address; bytes: number },
): Promise<(HeldNote & { bytes: number })[]> {
  const { rows } = await client.query<HeldNote & { author: Address; bytes: number; total: number }>(
    `with lighter as (
       select n.author, n.id, n.updated_at as "updatedAt", octet_length(n.envelope) as bytes,
         sum(octet_length(n.envelope)) over (order by n.weight_micros, n.updated_at, n.author) as total
       from notes n, notes mine
       where mine.author = $1 and (n.weight_micros, n.updated_at, n.author) < (mine.weight_micros, mine.updated_at, mine.author)
       order by n.weight_micros, n.updated_at, n.author limit $2)
     select author, id, "updatedAt", bytes, total::int8 as total from lighter where total - bytes < $3`,
    [author, mostAtOnce, bytes],
  );
  if ((rows.at(-1)?.total ?? 0) < bytes) throw new Full();
  await client.query('delete from notes where author = any($1)', [rows.map((row) => row.author)]);
  return rows;
}

/** Notes that may make way for one: it has 64 kB, and notes at least about 200 bytes. */
const mostAtOnce = 400;
