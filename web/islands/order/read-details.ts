import type { OrderDetail } from '../../../protocol/api/order.ts';
import { type Result, unwrap, VouchError } from '../../../protocol/errors.ts';
import { decryptDetails, openWithNumberedKeys } from '../../../protocol/mailbox.ts';
import type { OrderDetails } from '../../../protocol/order-details.ts';
import { bytes32Schema } from '../../../protocol/primitives.ts';
import { type KeyHolder, ownKeys } from '../keys/key-holder.ts';
import { createNumberMemory, currentShopKeys } from '../keys/shop-keys.ts';
import { readRawBlock } from '../read-block.ts';

type Role = 'buyer' | 'seller';

/** Number of the newest key of an account, and why it is not known for sure. */
async function newestNumber(holder: KeyHolder, role: Role): Promise<{ newest: number; doubt?: VouchError }> {
  if (role === 'buyer') return { newest: 1 };
  const memory = createNumberMemory(localStorage);
  try {
    return { newest: (await currentShopKeys(holder, memory)).number };
  } catch (error) {
    // The shop uses a key of another program now; what is older may still open.
    if (!(error instanceof VouchError) || error.code !== 'mailbox.key_other') throw error;
    return { newest: memory.find(holder.connection.account), doubt: error };
  }
}

/** True when the details are gone, or were encrypted to a key that this account does not have. */
export const isUnreadable = (error: unknown): boolean =>
  error instanceof VouchError &&
  (error.code.endsWith('.undecryptable') || error.code.endsWith('.not_found') || error.code === 'mailbox.key_other');

/**
 * Opens with the keys of an account, the newest first.
 * @param open opens with an age identity
 * @throws VouchError `mailbox.key_other` when nothing fits and the shop uses a key of another program, and those of the
 * wallet
 */
export async function openAsParty<T>(
  holder: KeyHolder,
  role: Role,
  open: (identity: string) => Promise<Result<T>>,
): Promise<Result<T>> {
  const { newest, doubt } = await newestNumber(holder, role);
  const opened = await openWithNumberedKeys({
    newest,
    identityOf: async (number) => (await ownKeys(holder, role, number)).mailbox.identity,
    open,
  });
  if (!opened.ok && doubt !== undefined) throw doubt;
  return opened;
}

/**
 * Opens the encrypted details of an order as its seller or its buyer. Keys are made by the wallet's signature and stay in
 * the page's memory, and so do the details.
 * @param holder the wallet of one of the parties
 * @throws VouchError `block.hash_mismatch`, `details.undecryptable`, `mailbox.key_other` and those of the wallet
 */
export const readDetails = (holder: KeyHolder, role: Role, order: OrderDetail): Promise<OrderDetails> =>
  holder.page.memory.once(`details ${order.id} ${holder.connection.account}`, async () => {
    const bytes = await readRawBlock(bytes32Schema.parse(order.terms.details));
    return unwrap(await openAsParty(holder, role, (identity) => decryptDetails(bytes, identity)));
  });
