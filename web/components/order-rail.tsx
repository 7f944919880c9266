import type { OrderDetail } from '../../protocol/api/order.ts';
import { finalStates, type OrderState } from '../../protocol/order.ts';
import type { PageKey, PageView } from '../page-view.ts';
import { Icon } from './icon.tsx';
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
  <ol class="order-rail" aria-label={view.t('order.progress')}>
    {stopsOf(order).map(({ state, word, at, between }) => {
      const here = state === order.state;
      const name = [
        'stop',
        at === null ? 'stop-ahead' : 'stop-done',
        between ? 'stop-between' : '',
        here ? 'stop-here' : '',
        `stop-${state}`,
      ];
      return (
        <li key={state} class={name.filter((part) => part !== '').join(' ')} aria-current={here ? 'step' : undefined}>
          <span class="stop-mark" aria-hidden="true">
            <Icon
              name={between ? 'scales' : at === null ? 'arrow' : state === 'refunded' ? 'back' : 'check'}
              size={16}
            />
          </span>
          <span class="stop-name">{view.t(word)}</span>
          {at !== null && (
            <span class="small quiet">
              <Moment view={view} at={at} style="day" />
            </span>
          )}
        </li>
      );
    })}
  </ol>
);
