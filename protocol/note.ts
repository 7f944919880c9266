import { z } from 'zod';
import { type Block, decodeDocument, digestOf, encodeDocument } from './block.ts';
import { type Result, unwrap } from './errors.ts';
import { limits } from './limits.ts';
import { handleSchema } from './listing.ts';
import {
  type Address,
  addressSchema,
  bytes32Schema,
  type Hex,
  languageSchema,
  secondsSchema,
  signatureSchema,
} from './primitives.ts';
import { textSchema } from './text.ts';
import { validate } from './validate.ts';

/** A person's word about a listing. */
export const recommendationSchema = z.strictObject({
  shop: addressSchema,
  handle: handleSchema,
  /** The order in which the author bought it; null when they did not. Readers check it against the chain. */
  order: bytes32Schema.nullable(),
  text: textSchema(limits.recommendationCharacters, 1),
  language: languageSchema,
  writtenAt: secondsSchema,
});
export type Recommendation = z.infer<typeof recommendationSchema>;

/** One text per language, or none at all. */
const optionalTexts = (most: number) =>
  z
    .record(languageSchema, textSchema(most, 1))
    .refine((texts) => Object.keys(texts).length <= limits.languages, `has at most ${limits.languages} languages`);

/** Each account once and in rising order, so that equal lists have equal bytes. */
const accountsSchema = z
  .array(addressSchema)
  .max(limits.noteFollows)
  .refine(
    (accounts) => accounts.every((account, index) => index === 0 || (accounts[index - 1] as Address) < account),
    'must name each account once, in rising order',
  );

/**
 * What one person says in public of themselves, of people, shops and listings. Each account has one note, and a newer one
 * replaces it whole.
 */
export const noteSchema = z
  .strictObject({
    author: addressSchema,
    updatedAt: secondsSchema,
    /** Note keys that were granted before count no more: it rises when the author takes keys back. Zero at first. */
    keysFrom: secondsSchema,
    names: optionalTexts(limits.noteNameCharacters),
    about: optionalTexts(limits.noteAboutCharacters),
    /** No account is in both lists. */
    followsPeople: accountsSchema,
    followsShops: accountsSchema,
    /** In the order that the author chose. */
    recommendations: z.array(recommendationSchema).max(limits.noteRecommendations),
  })
  .superRefine((note, context) => {
    const issue = (path: PropertyKey[], message: string) => context.addIssue({ code: 'custom', path, message });
    const { author, updatedAt, keysFrom, followsPeople, followsShops, recommendations } = note;
    if (keysFrom > updatedAt) issue(['keysFrom'], 'must not be after updatedAt');
    if (followsPeople.includes(author)) issue(['followsPeople'], 'names the author');
    if (followsShops.includes(author)) issue(['followsShops'], 'names the author');
    if (followsShops.some((account) => followsPeople.includes(account)))
      issue(['followsShops'], 'names an account of followsPeople');
    if (followsPeople.length + followsShops.length > limits.noteFollows)
      issue(['followsShops'], `has with followsPeople more than ${limits.noteFollows} accounts`);
    const listings = new Set<string>();
    recommendations.forEach(({ shop, handle, writtenAt }, index) => {
      const listing = `${shop} ${handle}`;
      if (listings.has(listing)) issue(['recommendations', index], 'repeats a listing');
      listings.add(listing);
      if (shop === author) issue(['recommendations', index, 'shop'], "is the author's own");
      if (writtenAt > updatedAt) issue(['recommendations', index, 'writtenAt'], 'must not be after updatedAt');
    });
  });
export type Note = z.infer<typeof noteSchema>;

/** A key that signs notes for its owner, so that the wallet is asked once and not for every change. */
export const noteKeySchema = z.strictObject({
  owner: addressSchema,
  key: addressSchema,
  /** When it was granted. */
  since: secondsSchema,
  validUntil: secondsSchema,
  /** The owner's, over the four above. */
  signature: signatureSchema,
});
export type NoteKey = z.infer<typeof noteKeySchema>;

/** A signed note: all of it travels. */
export const signedNoteSchema = z.strictObject({
  v: z.literal(1),
  type: z.literal('note'),
  note: noteSchema,
  /** The author's note key, or null when the author signed the note itself. */
  key: noteKeySchema.nullable(),
  signature: signatureSchema,
});
export type SignedNote = z.infer<typeof signedNoteSchema>;

/**
 * Encodes a signed note. The digest of its CID is the note's ID.
 * @throws VouchError `note.invalid`, `note.too_large`
 */
export function encodeNote(signed: SignedNote): Block {
  const block = encodeDocument(unwrap(validate(signedNoteSchema, signed, 'note')));
  unwrap(decodeNote(block.bytes));
  return block;
}

/** Decodes and checks the form of a signed note; its signatures are checked apart. */
export const decodeNote = (bytes: Uint8Array): Result<SignedNote> =>
  decodeDocument(bytes, { schema: signedNoteSchema, mostBytes: limits.noteBytes, noun: 'note' });

/** The digest of what a note says: what is signed. */
export const contentDigest = (note: Note): Hex => digestOf(encodeDocument(note).cid);

/** Where a note stands among those of its author. */
export interface NoteRank extends Pick<Note, 'keysFrom' | 'updatedAt'> {
  /** Digest of the CID of its signed form. */
  id: Hex;
}

/**
 * True when the first of two notes of one author replaces the second. This is a total order, so nodes that saw the same
 * notes keep the same one in whatever order they came: the one that takes back more keys, then the later one, then the
 * lower ID. A key that was taken back cannot sign one that stands above the note that took it back.
 */
export function replaces(a: NoteRank, b: NoteRank): boolean {
  if (a.keysFrom !== b.keysFrom) return a.keysFrom > b.keysFrom;
  if (a.updatedAt !== b.updatedAt) return a.updatedAt > b.updatedAt;
  return a.id < b.id;
}
