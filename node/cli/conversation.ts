import { type CheckedMessage, checkMessage, openMessage } from '../../protocol/checked-message.ts';
import type { OrderParty } from './order-party.ts';

/** The messages of an order, the oldest first: their signatures checked, and opened with the keys of the party. */
export async function conversationOf({ client, order, ports, open }: OrderParty): Promise<CheckedMessage[]> {
  const views = await client.messages(order.id);
  const messages: CheckedMessage[] = [];
  for (const view of views.toReversed()) {
    messages.push(await openMessage(await checkMessage(view, order, ports), ports, open));
  }
  return messages.sort((a, b) => a.sentAt - b.sentAt);
}
