import type { OrderDetail } from '../../../protocol/api/order.ts';
import type { CheckedMessage } from '../../../protocol/checked-message.ts';
import { addressSchema, type Hex } from '../../../protocol/primitives.ts';
import { type KeyHolder, walletOf } from '../keys/key-holder.ts';
import { shopKeyOnChain } from '../keys/shop-keys.ts';
import { isUnreadable, readDetails } from '../order/read-details.ts';

/** The key that the other side gave in its newest message whose signature and text fit. */
const keyInMessages = (messages: readonly CheckedMessage[], by: CheckedMessage['by']): Hex | undefined =>
  messages
    .toReversed()
    .flatMap((message) => (message.by === by && message.content.kind === 'open' ? [message.content.body.replyKey] : []))
    .at(0);

/**
 * The key to which a message to the other side is encrypted. A shop's is on the chain; a buyer gave one with the order
 * details, whose digest is on the chain, or in a signed message. No node can put its own in between.
 * @param role side of who writes
 * @param messages those of the order, checked and opened
 * @returns null when the buyer gave none
 */
export async function replyKey(
  holder: KeyHolder,
  { role, order, messages }: { role: 'buyer' | 'seller'; order: OrderDetail; messages: readonly CheckedMessage[] },
): Promise<Hex | null> {
  if (role === 'buyer') return shopKeyOnChain(walletOf(holder), holder.chain, addressSchema.parse(order.shop));
  const given = keyInMessages(messages, 'buyer');
  if (given !== undefined) return given;
  if (!order.detailsHeld) return null;
  try {
    return (await readDetails(holder, 'seller', order)).replyKey ?? null;
  } catch (error) {
    if (isUnreadable(error)) return null;
    throw error;
  }
}
