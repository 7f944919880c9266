import type { Hex } from '../../../protocol/primitives.ts';
import { type KeyHolder, ownKeys } from '../keys/key-holder.ts';

/**
 * The key to which the seller may write back.
 * @throws VouchError `wallet.rejected`, and what else the wallet throws
 */
export const buyerReplyKey = async (holder: KeyHolder): Promise<Hex> =>
  (await ownKeys(holder, 'buyer')).mailbox.publicKey;
