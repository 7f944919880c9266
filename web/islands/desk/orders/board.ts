import type { OrderSummary } from '../../../../protocol/api/order.ts';
import type { OrderState } from '../../../../protocol/order.ts';

/** Columns of a shop's board, in the order in which they ask for work. */
export const columns = ['ship', 'returns', 'away', 'pooling', 'done'] as const;
export type Column = (typeof columns)[number];

const columnOfState: Readonly<Record<OrderState, Column>> = {
  none: 'done',
  pooling: 'pooling',
  paid: 'ship',
  shipped: 'away',
  disputed: 'returns',
  escalated: 'returns',
  completed: 'done',
  refunded: 'done',
  settled: 'done',
  ruled: 'done',
};

/** What the board shows of all orders. */
export interface BoardFilter {
  text: string;
  due: 'all' | 'soon' | 'late';
}

export const everything: BoardFilter = { text: '', due: 'all' };

const SOON_SECONDS = 2 * 86_400;

/** Texts of an order in which words are looked for. */
const wordsOf = (order: OrderSummary): string =>
  [...Object.values(order.titles), ...Object.values(order.variants), order.id, order.buyer].join('\n').toLowerCase();

/**
 * Whether an order is shown.
 * @param now Unix seconds
 */
export function isShown(order: OrderSummary, { text, due }: BoardFilter, now: number): boolean {
  const left = order.deadline === null ? Number.POSITIVE_INFINITY : order.deadline - now;
  if (due === 'late' && left >= 0) return false;
  if (due === 'soon' && left > SOON_SECONDS) return false;
  const found = wordsOf(order);
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => found.includes(word));
}

/** Orders by column: what is due first stands first, and what is closed the newest first. */
export function boardOf(orders: readonly OrderSummary[]): Readonly<Record<Column, OrderSummary[]>> {
  const board: Record<Column, OrderSummary[]> = { ship: [], returns: [], away: [], pooling: [], done: [] };
  for (const order of orders) board[columnOfState[order.state]].push(order);
  for (const column of columns)
    board[column].sort((a, b) =>
      column === 'done'
        ? b.paidAt - a.paidAt
        : (a.deadline ?? Number.POSITIVE_INFINITY) - (b.deadline ?? Number.POSITIVE_INFINITY) || a.paidAt - b.paidAt,
    );
  return board;
}

/** One thing to take from the shelf, for so many orders. */
export interface PickLine {
  key: string;
  order: OrderSummary;
  quantity: number;
  orders: number;
}

/** What chosen orders need from the shelf: each listing and variant once. */
export function pickLines(orders: readonly OrderSummary[]): PickLine[] {
  const lines = new Map<string, PickLine>();
  for (const order of orders) {
    const key = `${order.listing} ${JSON.stringify(order.variants)}`;
    const line = lines.get(key) ?? { key, order, quantity: 0, orders: 0 };
    lines.set(key, { ...line, quantity: line.quantity + order.quantity, orders: line.orders + 1 });
  }
  return [...lines.values()].sort((a, b) => b.quantity - a.quantity || a.key.localeCompare(b.key));
}
