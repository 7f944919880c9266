import type { OrderDetail } from '../../protocol/api/order.ts';
import { finalStates, type OrderState } from '../../protocol/order.ts';
import type { PageKey, PageView } from '../page-view.ts';
import { StopRail } from './stop-rail.tsx';
import { Moment } from './time.tsx';
import { travels } from './travels.ts';

interface Stop {
  state: OrderState;
  word: PageKey;
  /** When it was reached; null for what is still to come. */
  at: number | null;
  /** Drawn between the stops of a smooth order. */
  between: boolean;
}

const timeOf = (order: OrderDetail, event: OrderDetail['steps'][number]['event']): number | null =>
  order.steps.find((step) => step.event === event)?.at ?? null;

/** A group's order is paid into the group first, and paid to the shop once the group is full. */
const openingStops = ({ group, paidAt }: OrderDetail, final: boolean): Stop[] => {
  const paid = { state: 'paid', word: 'state.paid', between: false } as const;
  if (group === null) return [{ ...paid, at: paidAt }];
  const pooling: Stop = { state: 'pooling', word: 'state.pooling', at: paidAt, between: false };
  return final && group.filledAt === null ? [pooling] : [pooling, { ...paid, at: group.filledAt }];
};

const stopsOf = (order: OrderDetail): Stop[] => {
  const final = finalStates.has(order.state);
  const disputedAt = timeOf(order, 'disputed');
  const escalatedAt = timeOf(order, 'escalated');
  const shippedAt = timeOf(order, 'shipped');
  const handedOver: PageKey = travels(order.terms.kind) ? 'state.shipped' : 'order.delivered';
  const endWord: PageKey = final ? `state.${order.state}` : disputedAt === null ? 'state.completed' : 'order.end';
  return [
    ...openingStops(order, final),
    ...(final && shippedAt === null
      ? []
      : [{ state: 'shipped', word: handedOver, at: shippedAt, between: false } as const]),
    ...(disputedAt === null
      ? []
      : [{ state: 'disputed', word: 'state.disputed', at: disputedAt, between: true } as const]),
    ...(escalatedAt === null
      ? []
      : [{ state: 'escalated', word: 'state.escalated', at: escalatedAt, between: true } as const]),
    { state: final ? order.state : 'completed', word: endWord, at: timeOf(order, 'closed'), between: false },
  ];
};

/** How far an order has come; a dispute stands between two stops, as a detour. */
export const OrderRail = ({ view, order }: { view: PageView; order: OrderDetail }) => (
  <StopRail
    label={view.t('order.progress')}
    stops={stopsOf(order).map(({ state, word, at, between }) => ({
      key: state,
      name: view.t(word),
      icon: between ? 'scales' : at === null ? 'arrow' : state === 'refunded' ? 'back' : 'check',
      state: at === null ? 'ahead' : 'done',
      here: state === order.state,
      between,
      ...(at === null ? {} : { note: <Moment view={view} at={at} style="day" /> }),
    }))}
  />
);
