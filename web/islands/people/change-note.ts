import { hexToBytes } from 'viem';
import { signTypedData } from 'viem/actions';
import { digestOf } from '../../../protocol/block.ts';
import { composeNote, maySign, type NoteChange, nextNote } from '../../../protocol/compose-note.ts';
import { contractError } from '../../../protocol/contract-errors.ts';
import { unwrap, VouchError } from '../../../protocol/errors.ts';
import { decodeNote, type Note } from '../../../protocol/note.ts';
import { signNote } from '../../../protocol/note-key.ts';
import { noteKeyTypedData } from '../../../protocol/note-typed-data.ts';
import { type Address, addressSchema } from '../../../protocol/primitives.ts';
import { recoverSigner } from '../../../protocol/recover-signer.ts';
import { verifyNote } from '../../../protocol/verify-note.ts';
import { chainTime } from '../../wallet/chain-time.ts';
import { verifyByContract } from '../../wallet/contract-signature.ts';
import { contractAddress } from '../../wallet/contracts.ts';
import { postBytes, request } from '../api.ts';
import { type KeyHolder, onMarketChain, walletOf } from '../keys/key-holder.ts';
import { type KeptNoteKey, keepNoteKey, keptNoteKey, type NoteHome, newNoteKey } from './kept-note-key.ts';

const homeOf = ({ chain }: Pick<KeyHolder, 'chain'>): NoteHome => ({
  chainId: chain.chainId,
  market: contractAddress(chain.contracts, 'market'),
});

/**
 * Reads the note of the connected account and checks that the account signed it, so that no node can add to it.
 * @returns undefined for an account that has none
 * @throws VouchError those of `verifyNote`, `note.author_mismatch`, and what the node refuses
 */
export async function readOwnNote(holder: Pick<KeyHolder, 'chain' | 'connection'>): Promise<Note | undefined> {
  const author = addressSchema.parse(holder.connection.account);
  let response: Response;
  try {
    response = await request(`/api/v1/people/${author}/note`);
  } catch (error) {
    if (error instanceof VouchError && error.code === 'note.not_found') return undefined;
    throw error;
  }
  const signed = unwrap(decodeNote(new Uint8Array(await response.arrayBuffer())));
  const client = walletOf(holder);
  const note = unwrap(
    await verifyNote(signed, {
      ...homeOf(holder),
      recover: recoverSigner,
      verifyContractSignature: (check) => verifyByContract(client, check),
    }),
  );
  if (note.author === author) return note;
  throw new VouchError({
    code: 'note.author_mismatch',
    message: `The node answered the note of ${note.author} instead of that of ${author}.`,
    hint: 'Use another node.',
  });
}

/** The key that signs: the one that this browser keeps, or a new one for which the wallet is asked once. */
async function keyFor(holder: KeyHolder, note: Note): Promise<KeptNoteKey> {
  const home = homeOf(holder);
  const kept = keptNoteKey(localStorage, note.author, home);
  if (kept !== undefined && maySign(note, kept.key)) return kept;
  const { granted, signer } = newNoteKey(note.author, note.updatedAt);
  await onMarketChain(holder);
  const client = walletOf(holder);
  const signature = await signTypedData(client, {
    account: client.account,
    ...noteKeyTypedData(home, granted),
  }).catch((cause: unknown) => {
    throw contractError(cause);
  });
  const made = { key: { ...granted, signature: hexToBytes(signature) }, signer };
  keepNoteKey(localStorage, made, home);
  return made;
}

/** True when the note follows the account. */
export const follows = (note: Note | undefined, account: Address): boolean =>
  note !== undefined && (note.followsPeople.includes(account) || note.followsShops.includes(account));

/**
 * Publishes the next note of the connected account.
 * @param holder the wallet, asked once in three months
 * @param change what changes
 * @returns the note that now stands
 * @throws VouchError `note.invalid`, and what wallet or node refuse; nothing changed then
 */
export async function changeNote(holder: KeyHolder, change: NoteChange): Promise<Note> {
  const author = addressSchema.parse(holder.connection.account);
  const before = await readOwnNote(holder);
  const note = unwrap(nextNote(before, { author, change, now: await chainTime(walletOf(holder)) }));
  const { key, signer } = await keyFor(holder, note);
  const block = await composeNote({ note, key, sign: (each) => signNote(homeOf(holder), each, signer) });
  const { id } = await postBytes<{ id: string }>('/api/v1/notes', {
    body: block.bytes,
    type: 'application/vnd.ipld.dag-cbor',
  });
  if (id === digestOf(block.cid)) return note;
  throw new VouchError({
    code: 'block.hash_mismatch',
    message: 'The node took in another note than was sent.',
    hint: 'Use another node.',
  });
}
