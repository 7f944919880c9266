import type { Block } from './block.ts';
import type { Result } from './errors.ts';
import { encodeNote, type Note, type NoteKey, noteSchema, type Recommendation } from './note.ts';
import type { Address } from './primitives.ts';
import type { Localised } from './text.ts';
import { validate } from './validate.ts';

/** Something that a person changes in their note. */
export type NoteChange =
  /** An account that was followed the other way is followed this way from now on. */
  | { kind: 'follow'; whom: 'person' | 'shop'; account: Address }
  | { kind: 'unfollow'; account: Address }
  /** Takes the place of an earlier word on the same listing, and stands first. */
  | { kind: 'recommend'; recommendation: Omit<Recommendation, 'writtenAt'> }
  | { kind: 'withdraw'; shop: Address; handle: string }
  /** Names and a few words about oneself; none for a language that is left out. */
  | { kind: 'name'; names: Localised; about: Localised }
  /** All note keys that were granted before now count no more. Only the account itself may sign this one. */
  | { kind: 'take-keys-back' };

/** The note of an account that has none yet. */
export const emptyNote = (author: Address): Note => ({
  author,
  updatedAt: 0,
  keysFrom: 0,
  names: {},
  about: {},
  followsPeople: [],
  followsShops: [],
  recommendations: [],
});

/**
 * The next note of a person.
 * @param before the newest note that is known, or undefined for the first
 * @param options the author, what changes, and the time in Unix seconds
 * @returns the note, dated after the one before also where the clock runs behind; or `note.invalid`, which names what is
 * too much
 */
export function nextNote(
  before: Note | undefined,
  { author, change, now }: { author: Address; change: NoteChange; now: number },
): Result<Note> {
  const note = before ?? emptyNote(author);
  const updatedAt = Math.max(now, note.updatedAt + 1);
  return validate(noteSchema, { ...note, ...changed(note, change, updatedAt), updatedAt }, 'note');
}

function changed(note: Note, change: NoteChange, updatedAt: number): Partial<Note> {
  switch (change.kind) {
    case 'follow': {
      const list = change.whom === 'person' ? 'followsPeople' : 'followsShops';
      const others = withoutAccount(note, change.account);
      return { ...others, [list]: [...others[list], change.account].sort() };
    }
    case 'unfollow':
      return withoutAccount(note, change.account);
    case 'recommend': {
      const { shop, handle } = change.recommendation;
      const others = without(note.recommendations, shop, handle);
      return { recommendations: [{ ...change.recommendation, writtenAt: updatedAt }, ...others] };
    }
    case 'withdraw':
      return { recommendations: without(note.recommendations, change.shop, change.handle) };
    case 'name':
      return { names: change.names, about: change.about };
    case 'take-keys-back':
      return { keysFrom: updatedAt };
  }
}

const withoutAccount = ({ followsPeople, followsShops }: Note, account: Address) => ({
  followsPeople: followsPeople.filter((each) => each !== account),
  followsShops: followsShops.filter((each) => each !== account),
});

const without = (recommendations: readonly Recommendation[], shop: Address, handle: string): Recommendation[] =>
  recommendations.filter((each) => each.shop !== shop || each.handle !== handle);

/**
 * True when a note key may sign this note. Else the account signs it, or grants a new key `since` its `updatedAt`.
 * @param key the granted key that is at hand
 */
export const maySign = (note: Note, key: Omit<NoteKey, 'signature'>): boolean =>
  key.owner === note.author &&
  key.since >= note.keysFrom &&
  key.since <= note.updatedAt &&
  key.validUntil >= note.updatedAt;

/**
 * Signs a note.
 * @param parts the note; and what signs: the wallet by `noteTypedData` (key null), or by `signNote` the key that the
 * author granted
 * @returns bytes for `POST /api/v1/notes`; the digest of the CID is the note's ID
 * @throws VouchError `note.invalid`, `note.too_large`, and what `sign` throws
 */
export async function composeNote(parts: {
  note: Note;
  key: NoteKey | null;
  sign(note: Note): Uint8Array | Promise<Uint8Array>;
}): Promise<Block> {
  const { note, key, sign } = parts;
  return encodeNote({ v: 1, type: 'note', note, key, signature: await sign(note) });
}
