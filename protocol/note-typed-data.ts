import { hashTypedData } from 'viem/utils';
import { contentDigest, type Note, type NoteKey } from './note.ts';
import type { Address, Hex } from './primitives.ts';
import { marketDomain } from './typed-data.ts';

/** Where notes belong: a signature for one market says nothing on another. */
export interface NotePlace {
  chainId: number;
  market: Address;
}

const NOTE_PURPOSE =
  'Publish the name I show, whom I follow and what I recommend. Everybody can read it. It moves no money.';
const KEY_PURPOSE =
  'Let the key below publish the name I show, whom I follow and what I recommend until it expires, so that the wallet is not asked for each change. Everybody can read it. It cannot buy, pay, confirm, review or write messages. It moves no money.';

const noteTypes = {
  Note: [
    { name: 'purpose', type: 'string' },
    { name: 'author', type: 'address' },
    { name: 'updatedAt', type: 'uint64' },
    { name: 'content', type: 'bytes32' },
  ],
} as const;

const noteKeyTypes = {
  NoteKey: [
    { name: 'purpose', type: 'string' },
    { name: 'owner', type: 'address' },
    { name: 'key', type: 'address' },
    { name: 'since', type: 'uint64' },
    { name: 'validUntil', type: 'uint64' },
  ],
} as const;

/** What the author, or the author's note key, signs for a note: pass it to `signTypedData`. */
export const noteTypedData = ({ chainId, market }: NotePlace, note: Note) =>
  ({
    domain: marketDomain(chainId, market),
    types: noteTypes,
    primaryType: 'Note',
    message: {
      purpose: NOTE_PURPOSE,
      author: note.author,
      updatedAt: BigInt(note.updatedAt),
      content: contentDigest(note),
    },
  }) as const;

/** The digest that is signed for a note. */
export const noteDigest = (place: NotePlace, note: Note): Hex => hashTypedData(noteTypedData(place, note));

/** A note key before its owner signed for it. */
export type GrantedNoteKey = Omit<NoteKey, 'signature'>;

/** What an owner signs once, so that a key may sign notes: pass it to `signTypedData`. */
export const noteKeyTypedData = ({ chainId, market }: NotePlace, { owner, key, since, validUntil }: GrantedNoteKey) =>
  ({
    domain: marketDomain(chainId, market),
    types: noteKeyTypes,
    primaryType: 'NoteKey',
    message: { purpose: KEY_PURPOSE, owner, key, since: BigInt(since), validUntil: BigInt(validUntil) },
  }) as const;

/** The digest that an owner signs for a note key. */
export const noteKeyDigest = (place: NotePlace, key: GrantedNoteKey): Hex =>
  hashTypedData(noteKeyTypedData(place, key));
