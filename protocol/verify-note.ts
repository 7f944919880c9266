import { failure, type Result, success } from './errors.ts';
import { limits } from './limits.ts';
import type { Note, NoteKey, SignedNote } from './note.ts';
import { type NotePlace, noteDigest, noteKeyDigest } from './note-typed-data.ts';
import { isSignedBy, type SignaturePorts } from './signatures.ts';

/** What checking a note needs from outside. */
export interface NotePorts extends SignaturePorts, NotePlace {}

/**
 * Checks who signed a note: its author, or a key that the author let sign notes at the time that the note says.
 * @param signed a note of the right form, from `decodeNote`
 * @param ports the market's chain and address, and how signatures are checked
 * @returns the note, or `note.signature_invalid`, `note.key_owner_mismatch`, `note.key_too_early`, `note.key_expired`,
 * `note.key_too_long`, `note.key_withdrawn`, `note.key_signature_invalid`. What a port throws passes through.
 */
export async function verifyNote(signed: SignedNote, ports: NotePorts): Promise<Result<Note>> {
  const { note, key, signature } = signed;
  const digest = noteDigest(ports, note);
  if (key === null) {
    return (await isSignedBy(ports, { signer: note.author, digest, signature }))
      ? success(note)
      : signatureInvalid(note.author);
  }
  const refused = checkKey(note, key);
  if (refused !== undefined) return refused;
  // The key is a plain one, so no contract is asked about it.
  if (ports.recover(digest, signature) !== key.key) return signatureInvalid(key.key);
  const { owner } = key;
  if (await isSignedBy(ports, { signer: owner, digest: noteKeyDigest(ports, key), signature: key.signature })) {
    return success(note);
  }
  return failure({
    code: 'note.key_signature_invalid',
    message: `${owner} did not let the key ${key.key} sign notes.`,
    hint: 'Let the owner sign for the key again.',
    details: { field: 'key.signature', owner },
  });
}

function checkKey({ author, updatedAt, keysFrom }: Note, { owner, since, validUntil }: NoteKey) {
  if (owner !== author) {
    return failure({
      code: 'note.key_owner_mismatch',
      message: `The note of ${author} comes with a key of ${owner}.`,
      hint: 'Sign with a key of the author.',
      details: { field: 'key.owner', owner, author },
    });
  }
  if (updatedAt < since) {
    return failure({
      code: 'note.key_too_early',
      message: `The key was granted at ${since}; the note says that it was written at ${updatedAt}.`,
      hint: 'Date the note after its key.',
      details: { field: 'note.updatedAt', limit: `at least ${since}` },
    });
  }
  if (validUntil < updatedAt) {
    return failure({
      code: 'note.key_expired',
      message: `The key was valid until ${validUntil}; the note was written at ${updatedAt}.`,
      hint: 'Sign for a key again.',
      details: { field: 'key.validUntil', limit: `at least ${updatedAt}`, validUntilSeconds: validUntil },
    });
  }
  const latest = since + limits.noteKeySeconds;
  if (validUntil > latest) {
    return failure({
      code: 'note.key_too_long',
      message: `The key is valid until ${validUntil}, more than 90 days after it was granted.`,
      hint: 'Sign for a key for at most 90 days.',
      details: { field: 'key.validUntil', limit: `at most ${latest}`, validUntilSeconds: validUntil },
    });
  }
  if (since < keysFrom) {
    return failure({
      code: 'note.key_withdrawn',
      message: `The key was granted at ${since}, and the note says that keys from before ${keysFrom} count no more.`,
      hint: 'Let the owner sign for a new key.',
      details: { field: 'key.since', limit: `at least ${keysFrom}` },
    });
  }
  return undefined;
}

const signatureInvalid = (signer: string) =>
  failure({
    code: 'note.signature_invalid',
    message: `The note is not signed by ${signer}.`,
    hint: 'Sign the note again.',
    details: { field: 'signature', signer },
  });
