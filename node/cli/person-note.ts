import { createClient, hexToBytes, http } from 'viem';
import { composeNote, emptyNote, type NoteChange, nextNote } from '../../protocol/compose-note.ts';
import { unwrap, VouchError } from '../../protocol/errors.ts';
import { decodeNote, type Note, type SignedNote } from '../../protocol/note.ts';
import { type NotePlace, noteTypedData } from '../../protocol/note-typed-data.ts';
import { type Address, addressSchema } from '../../protocol/primitives.ts';
import { recoverSigner } from '../../protocol/recover-signer.ts';
import { verifyNote } from '../../protocol/verify-note.ts';
import { askContractSignature } from '../chain/contract-signature.ts';
import { connectNode, type NodeClient } from '../shop/node-client.ts';
import type { CommandInput } from './command.ts';
import { addressOf, readAccount } from './key-file.ts';
import { nodeOption, text } from './options.ts';

/** The note of an account, as a node told it and as this program checked it. */
export interface PersonNote {
  account: Address;
  client: NodeClient;
  place: NotePlace;
  /** Undefined when the node holds none. */
  signed: SignedNote | undefined;
  note: Note | undefined;
}

/**
 * Loads the note of an account and checks that the account signed it.
 * @throws VouchError those of `verifyNote`, `note.author_mismatch`
 */
export async function readNote({ values, env }: CommandInput, account: Address): Promise<PersonNote> {
  const baseUrl = nodeOption(values, env);
  const client = connectNode(baseUrl);
  const { chainId, contracts } = await client.status();
  const place = { chainId, market: addressSchema.parse(contracts.market) };
  const bytes = await client.note(account);
  if (bytes === undefined) return { account, client, place, signed: undefined, note: undefined };
  const signed = unwrap(decodeNote(bytes));
  const chain = createClient({ transport: http(`${baseUrl}/rpc`) });
  const note = unwrap(
    await verifyNote(signed, {
      ...place,
      recover: recoverSigner,
      verifyContractSignature: async (check) => (await askContractSignature(chain, check)) === 'valid',
    }),
  );
  if (note.author === account) return { account, client, place, signed, note };
  throw new VouchError({
    code: 'note.author_mismatch',
    message: `The node answered the note of ${note.author} instead of that of ${account}.`,
    hint: 'Use another node.',
  });
}

/**
 * Makes, signs and publishes the next note of the account whose key was given.
 * @param changeOf says what changes of the note before
 * @returns the exit code
 * @throws VouchError `note.invalid` and those of the key and the node
 */
export async function changeNote(
  input: CommandInput,
  changeOf: (before: PersonNote) => NoteChange | Promise<NoteChange>,
): Promise<number> {
  const account = await readAccount(text(input.values, 'key-file'), input.env);
  const before = await readNote(input, addressOf(account));
  const author = before.account;
  const now = Math.floor(Date.now() / 1_000);
  const note = unwrap(nextNote(before.note, { author, change: await changeOf(before), now }));
  if (saysTheSame(note, before.note)) {
    input.console.err('Nothing changed.\n');
    return 0;
  }
  const block = await composeNote({
    note,
    // The account itself is at hand, so it needs no key that signs for it.
    key: null,
    sign: async (each) => hexToBytes(await account.signTypedData(noteTypedData(before.place, each))),
  });
  const { id } = await before.client.sendNote(block.bytes);
  input.console.out(`${id}\n`);
  return 0;
}

const saysTheSame = (note: Note, before = emptyNote(note.author)): boolean =>
  JSON.stringify({ ...note, updatedAt: 0 }) === JSON.stringify({ ...before, updatedAt: 0 });
