import type { LocalAccount } from 'viem';
import type { Block } from '../../../../protocol/block.ts';
import { composeNote, emptyNote } from '../../../../protocol/compose-note.ts';
import type { Note, NoteKey } from '../../../../protocol/note.ts';
import { noteSignerFromSecret, signNote } from '../../../../protocol/note-key.ts';
import { type NotePlace, noteKeyTypedData, noteTypedData } from '../../../../protocol/note-typed-data.ts';
import { type Address, addressSchema } from '../../../../protocol/primitives.ts';

/** Somebody who writes notes. */
export interface Author {
  address: Address;
  /** A note that is signed by the account itself. */
  write(changes: Partial<Note>): Promise<Block>;
  /** A note that is signed by a key which the account granted for this time. */
  writeByKey(changes: Partial<Note>, time: { since: number; validUntil: number }): Promise<Block>;
}

const bytesOf = (signature: string): Uint8Array => Buffer.from(signature.slice(2), 'hex');

/** Makes an author. @param place the market that the notes are for */
export function authorOf(place: NotePlace, account: LocalAccount): Author {
  const address = addressSchema.parse(account.address);
  const signer = noteSignerFromSecret(new Uint8Array(32).fill(7));
  const note = (changes: Partial<Note>): Note => ({ ...emptyNote(address), ...changes });
  return {
    address,
    write: (changes) =>
      composeNote({
        note: note(changes),
        key: null,
        sign: async (each) => bytesOf(await account.signTypedData(noteTypedData(place, each))),
      }),
    writeByKey: async (changes, { since, validUntil }) => {
      const granted = { owner: address, key: signer.address, since, validUntil };
      const signature = bytesOf(await account.signTypedData(noteKeyTypedData(place, granted)));
      const key: NoteKey = { ...granted, signature };
      return composeNote({ note: note(changes), key, sign: (each) => signNote(place, each, signer) });
    },
  };
}
