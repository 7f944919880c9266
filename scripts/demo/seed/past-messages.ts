import { setTimeout as delay } from 'node:timers/promises';
import type { LocalAccount } from 'viem';
import { hexToBytes } from 'viem/utils';
import type { NodeClient } from '../../../node/shop/node-client.ts';
import { type ComposedMessage, composeMessage } from '../../../protocol/compose-message.ts';
import { VouchError } from '../../../protocol/errors.ts';
import { type MessagePlace, messageTypedData } from '../../../protocol/message-typed-data.ts';
import { type Address, addressSchema, type Hex } from '../../../protocol/primitives.ts';
import { conversations, type PastMessage } from '../conversations.ts';
import { known } from '../known.ts';
import type { PaidOrder } from './history.ts';
import { buyerMailboxOf, mailboxOf } from './people.ts';

const HOUR = 3_600;
/** A message is kept once the node has read its order. */
const LOOK_MILLISECONDS = 200;
const LONGEST_WAIT_MILLISECONDS = 60_000;

/** The accounts of both sides of an order. */
export interface Sides {
  buyer: LocalAccount;
  seller: LocalAccount;
}

interface ConversationOptions {
  place: MessagePlace;
  /** Both sides of each order, and what the chain knows of it, by its ID in `market.orders`. */
  sides: ReadonlyMap<string, Sides>;
  paid: ReadonlyMap<string, PaidOrder>;
}

/** Who writes: the account that signs, and the key that opens what is written to it. */
interface Writer {
  account: LocalAccount;
  address: Address;
  key: Hex;
}

async function writersOf({ buyer, seller }: Sides, place: MessagePlace): Promise<Record<PastMessage['by'], Writer>> {
  const [buyerKeys, sellerKeys] = await Promise.all([buyerMailboxOf(buyer, place), mailboxOf(seller, place)]);
  return {
    buyer: { account: buyer, address: addressSchema.parse(buyer.address), key: buyerKeys.publicKey },
    seller: { account: seller, address: addressSchema.parse(seller.address), key: sellerKeys.publicKey },
  };
}

/**
 * Writes what the people of the demo market said to each other about their orders: signed by their accounts, and encrypted
 * to the keys that their wallets make, so that either side reads it on the page of the order.
 * @returns the messages of each order, the oldest first
 * @throws VouchError `message.invalid`, `message_body.invalid`; RangeError for an order that the demo market does not have
 */
export const writeConversations = ({ place, sides, paid }: ConversationOptions): Promise<ComposedMessage[][]> =>
  Promise.all(
    Object.entries(conversations).map(async ([name, messages]) => {
      const { id: order, paidAt } = known(paid, name);
      const writers = await writersOf(known(sides, name), place);
      return Promise.all(
        messages.map(({ by, hours, text }) => {
          const [own, other] = by === 'buyer' ? [writers.buyer, writers.seller] : [writers.seller, writers.buyer];
          return composeMessage({
            order,
            sender: own.address,
            now: paidAt + hours * HOUR,
            seen: [],
            text,
            pictures: [],
            ownKey: own.key,
            otherKey: other.key,
            key: null,
            sign: async (message) => hexToBytes(await own.account.signTypedData(messageTypedData(place, message))),
          });
        }),
      );
    }),
  );

/**
 * Hands conversations to a node, each as soon as the node has read its order.
 * @throws VouchError `order.not_found` when the node does not come to read it, and those of the node
 */
export async function sendConversations(
  client: Pick<NodeClient, 'content' | 'message'>,
  written: readonly (readonly ComposedMessage[])[],
): Promise<void> {
  const until = Date.now() + LONGEST_WAIT_MILLISECONDS;
  const send = async ({ envelope, contents }: ComposedMessage): Promise<void> => {
    for (const { bytes } of contents) await client.content(bytes, 'application/vnd.ipld.raw');
    for (;;) {
      try {
        await client.message(envelope.bytes);
        return;
      } catch (error) {
        const isEarly = error instanceof VouchError && error.code === 'order.not_found';
        if (!isEarly || Date.now() > until) throw error;
      }
      await delay(LOOK_MILLISECONDS);
    }
  };
  await Promise.all(
    written.map(async (messages) => {
      for (const message of messages) await send(message);
    }),
  );
}
