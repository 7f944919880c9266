import { bytesToHex, hexToBytes } from 'viem/utils';
import { z } from 'zod';
import { limits } from '../../../protocol/limits.ts';
import type { NoteKey } from '../../../protocol/note.ts';
import { noteKeySchema } from '../../../protocol/note.ts';
import { type NoteSigner, noteSignerFromSecret } from '../../../protocol/note-key.ts';
import {
  type Address,
  addressSchema,
  bytes32Schema,
  secondsSchema,
  signatureSchema,
} from '../../../protocol/primitives.ts';

/** A key of this browser that may sign notes for an account, with the account's word for it. */
export interface KeptNoteKey {
  key: NoteKey;
  signer: NoteSigner;
}

const keptSchema = z.object({
  market: addressSchema,
  chainId: z.number().int(),
  secret: bytes32Schema,
  since: secondsSchema,
  validUntil: secondsSchema,
  signature: z.string().regex(/^0x[0-9a-f]+$/),
});

/** Where notes belong. */
export interface NoteHome {
  chainId: number;
  market: Address;
}

const nameOf = (account: string): string => `vouch.note-key.${account}`;

/**
 * Finds the key that this browser keeps for an account. It can publish notes and nothing else, so it may lie in the
 * browser's storage; the account takes it back with a note.
 * @returns undefined without one, or with one of another market
 */
export function keptNoteKey(storage: Storage, account: Address, home: NoteHome): KeptNoteKey | undefined {
  const text = storage.getItem(nameOf(account));
  if (text === null) return undefined;
  let stored: unknown;
  try {
    stored = JSON.parse(text);
  } catch (error) {
    console.warn('a kept key is unreadable and is made anew', error);
    return undefined;
  }
  const kept = keptSchema.safeParse(stored);
  if (!kept.success || kept.data.market !== home.market || kept.data.chainId !== home.chainId) return undefined;
  const { secret, since, validUntil, signature } = kept.data;
  const signer = noteSignerFromSecret(hexToBytes(secret));
  const key = noteKeySchema.safeParse({
    owner: account,
    key: signer.address,
    since,
    validUntil,
    signature: signatureSchema.parse(hexToBytes(signature as `0x${string}`)),
  });
  return key.success ? { key: key.data, signer } : undefined;
}

/** Makes a key of random bytes, without the account's word yet. @param since Unix seconds */
export function newNoteKey(
  account: Address,
  since: number,
): { granted: Omit<NoteKey, 'signature'>; signer: NoteSigner } {
  const signer = noteSignerFromSecret(crypto.getRandomValues(new Uint8Array(32)));
  return {
    granted: { owner: account, key: signer.address, since, validUntil: since + limits.noteKeySeconds },
    signer,
  };
}

/** Keeps a key for the account's next notes. */
export function keepNoteKey(storage: Storage, { key, signer }: KeptNoteKey, { chainId, market }: NoteHome): void {
  const { owner, since, validUntil, signature } = key;
  const kept = {
    market,
    chainId,
    secret: bytesToHex(signer.secret),
    since,
    validUntil,
    signature: bytesToHex(signature),
  };
  storage.setItem(nameOf(owner), JSON.stringify(kept));
}
