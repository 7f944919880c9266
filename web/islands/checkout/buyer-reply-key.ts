import { VouchError } from '../../../protocol/errors.ts';
import type { Hex } from '../../../protocol/primitives.ts';
import { type KeyHolder, ownKeys } from '../keys/key-holder.ts';

/**
 * The key to which the seller may write back, from one signature of the buyer's wallet.
 * @returns null for an account whose signatures make no key: it can buy all the same
 * @throws VouchError `wallet.rejected`, and what else the wallet throws
 */
export async function buyerReplyKey(holder: KeyHolder): Promise<Hex | null> {
  try {
    return (await ownKeys(holder, 'buyer')).mailbox.publicKey;
  } catch (error) {
    if (error instanceof VouchError && error.code === 'mailbox.signature_unsupported') return null;
    throw error;
  }
}
