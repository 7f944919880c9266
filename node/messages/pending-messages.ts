import { unwrap } from '../../protocol/errors.ts';
import { decodeMessage } from '../../protocol/message.ts';
import type { Hex } from '../../protocol/primitives.ts';

/** Messages whose order this node has not read yet: the chain may be slower than the network. */
export interface PendingMessages {
  /** Keeps a message of the right form. */
  add(bytes: Uint8Array): void;
  /** Orders that messages wait for. */
  orders(): Hex[];
  /** Takes out what waits for an order. */
  take(order: Hex): Uint8Array[];
}

/** Makes the memory. @param most messages, of which the oldest go first */
export function createPendingMessages(most: number): PendingMessages {
  const waiting = new Map<string, { order: Hex; bytes: Uint8Array }>();
  return {
    add: (bytes) => {
      const { message, signature } = unwrap(decodeMessage(bytes));
      waiting.set(`${message.order} ${Buffer.from(signature).toString('hex')}`, { order: message.order, bytes });
      const [oldest] = waiting.keys();
      if (waiting.size > most && oldest !== undefined) waiting.delete(oldest);
    },
    orders: () => [...new Set(Array.from(waiting.values(), ({ order }) => order))],
    take: (order) => {
      const found = [...waiting].filter(([, each]) => each.order === order);
      for (const [key] of found) waiting.delete(key);
      return found.map(([, { bytes }]) => bytes);
    },
  };
}
