import type { Kysely } from 'kysely';
import type { Address, Hex } from '../../protocol/primitives.ts';
import type { Database } from '../store/schema.ts';

/** A note as peers compare it. */
export interface HeldNote {
  /** Digest of the CID of its signed form. */
  id: Hex;
  updatedAt: number;
}

/** Rows read in one step. */
const STEP = 5_000;

/** All notes that this node holds and shows, read in steps. */
export async function* heldNotes(db: Kysely<Database>): AsyncGenerator<HeldNote> {
  for (let after: Hex | undefined; ; ) {
    const rows = await db
      .selectFrom('notes')
      .select(['id', 'updated_at as updatedAt'])
      .where('hidden_at', 'is', null)
      .where('id', '>', after ?? '0x')
      .orderBy('id')
      .limit(STEP)
      .execute();
    yield* rows;
    after = rows.at(-1)?.id;
    if (after === undefined || rows.length < STEP) return;
  }
}

/** The signed forms of notes that are shown; IDs of others are left out. */
export async function envelopesOfNotes(db: Kysely<Database>, ids: readonly Hex[]): Promise<Uint8Array[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('notes')
    .select('envelope')
    .where('id', 'in', ids)
    .where('hidden_at', 'is', null)
    .execute();
  return rows.map(({ envelope }) => envelope);
}

/** The signed note of an account, or undefined when none is held or shown. */
export async function noteOf(db: Kysely<Database>, author: Address): Promise<Uint8Array | undefined> {
  const row = await db
    .selectFrom('notes')
    .select('envelope')
    .where('author', '=', author)
    .where('hidden_at', 'is', null)
    .executeTakeFirst();
  return row?.envelope;
}
