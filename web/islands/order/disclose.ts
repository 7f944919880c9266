import type { OrderDetail } from '../../../protocol/api/order.ts';
import type { CheckedMessage } from '../../../protocol/checked-message.ts';
import { type Disclosure, fileKeyOf } from '../../../protocol/disclosure.ts';
import { unwrap } from '../../../protocol/errors.ts';
import type { OrderDetails } from '../../../protocol/order-details.ts';
import type { Hex } from '../../../protocol/primitives.ts';
import { orderThread } from '../conversation/order-thread.ts';
import { type KeyHolder, walletOf } from '../keys/key-holder.ts';
import { readRawBlock } from '../read-block.ts';
import { isUnreadable, openAsParty, readDetails } from './read-details.ts';

type Role = 'buyer' | 'seller';

/** What a party can open to the court. */
export interface Disclosable {
  /** Null where this node does not hold them, or they do not open. */
  details: OrderDetails | null;
  /** Messages that open, oldest first. */
  messages: readonly CheckedMessage[];
}

/** An order may have no details that this account can open; its messages can be shown all the same. */
const detailsOrNone = (holder: KeyHolder, role: Role, order: OrderDetail): Promise<OrderDetails | null> =>
  readDetails(holder, role, order).catch((error: unknown) => {
    if (isUnreadable(error)) return null;
    throw error;
  });

/**
 * Reads all that was written about an order, as one of its parties.
 * @throws VouchError those of the wallet and of the node
 */
export async function readDisclosable(holder: KeyHolder, role: Role, order: OrderDetail): Promise<Disclosable> {
  const thread = orderThread(order, { client: walletOf(holder), chain: holder.chain });
  await thread.openWith((unseal) => openAsParty(holder, role, unseal));
  const failure = thread.error.value;
  if (failure !== null) throw failure;
  const messages = (thread.messages.value ?? []).filter(({ content }) => content.kind === 'open');
  return { details: order.detailsHeld ? await detailsOrNone(holder, role, order) : null, messages };
}

/**
 * Takes the keys of single blocks out, for everybody. What was written elsewhere stays closed.
 * @param digests of encrypted details, texts and photos
 * @throws VouchError `disclosure.undecryptable`, `block.hash_mismatch`, and those of the wallet and of the node
 */
export async function discloseBlocks(holder: KeyHolder, role: Role, digests: readonly Hex[]): Promise<Disclosure[]> {
  const disclosed: Disclosure[] = [];
  for (const digest of digests) {
    const bytes = await readRawBlock(digest);
    disclosed.push(unwrap(await openAsParty(holder, role, (identity) => fileKeyOf(bytes, identity))));
  }
  return disclosed;
}
