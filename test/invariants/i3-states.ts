import { finalStates, type OrderState } from '../../protocol/order.ts';
import { type Check, written } from './checked.ts';

/** Every edge of the state machine; an order stored as pooling may have become paid in between. */
const edges: Partial<Record<OrderState, readonly OrderState[]>> = {
  none: ['pooling', 'paid'],
  pooling: ['refunded', 'shipped', 'completed'],
  paid: ['shipped', 'refunded', 'completed'],
  shipped: ['completed', 'refunded', 'disputed'],
  disputed: ['disputed', 'escalated', 'settled', 'ruled'],
  escalated: ['escalated', 'settled', 'ruled'],
};

/** I3: orders move along the edges only, and never leave a final state. */
export const i3States: Check = ({ before, after }) =>
  written(before.progress, after.progress).flatMap(([id, { state }]) => {
    const from = before.progress.get(id)?.state ?? 'none';
    if (finalStates.has(from)) return [`I3: ${id} left ${from} for ${state}`];
    return edges[from]?.includes(state) ? [] : [`I3: ${id} went from ${from} to ${state}`];
  });
