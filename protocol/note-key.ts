import type { Note } from './note.ts';
import { type NotePlace, noteDigest } from './note-typed-data.ts';
import { type PlainKey, plainKeyFromSecret, signDigest } from './plain-key.ts';

/**
 * A key that signs notes once its owner signed a `NoteKey` for it. It opens nothing that is secret, so a browser may keep
 * its 32 random bytes; what a thief publishes with it, the owner replaces with a note that takes its keys back.
 */
export type NoteSigner = PlainKey;

/** The note key of a secret that a program made or keeps. @param secret 32 random bytes */
export const noteSignerFromSecret = (secret: Uint8Array): NoteSigner => plainKeyFromSecret(secret);

/** Signs a note with a note key. @returns 65 bytes: r, s, and 27 or 28 */
export const signNote = (place: NotePlace, note: Note, signer: NoteSigner): Uint8Array =>
  signDigest(noteDigest(place, note), signer);
