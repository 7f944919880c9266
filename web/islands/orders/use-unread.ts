import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Page } from '../../../protocol/api/common.ts';
import type { MessageView } from '../../../protocol/api/message.ts';
import type { OrderSummary } from '../../../protocol/api/order.ts';
import { readJson } from '../api.ts';
import { createReadMarks } from '../conversation/read-marks.ts';

/** Orders whose newest message is asked for at the same time. */
const AT_ONCE = 4;

/**
 * Which orders have a message of the other side that this browser has not shown yet.
 * @param orders those in the list
 * @param side the reader's own; null asks nothing
 * @returns IDs of the orders, as they become known
 */
export function useUnread(
  orders: readonly OrderSummary[] | null,
  side: MessageView['by'] | null,
): ReadonlySignal<ReadonlySet<string>> {
  const unread = useSignal<ReadonlySet<string>>(new Set());
  useEffect(() => {
    if (orders === null || side === null) return;
    let current = true;
    const marks = createReadMarks(localStorage);
    const waiting = [...orders];
    const look = async (): Promise<void> => {
      for (let order = waiting.shift(); order !== undefined && current; order = waiting.shift()) {
        const { items } = await readJson<Page<MessageView>>(`/api/v1/orders/${order.id}/messages?limit=1`);
        const [newest] = items;
        const isNew = newest !== undefined && newest.by !== side && newest.sentAt > marks.readUpTo(order.id);
        if (isNew && current) unread.value = new Set([...unread.value, order.id]);
      }
    };
    Promise.all(Array.from({ length: AT_ONCE }, look)).catch((error: unknown) => {
      // The list says all else without it.
      console.warn('new messages cannot be told', error);
    });
    return () => {
      current = false;
    };
  }, [orders, side]);
  return unread;
}
