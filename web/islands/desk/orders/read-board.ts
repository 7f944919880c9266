import type { Page } from '../../../../protocol/api/common.ts';
import type { OrderSummary } from '../../../../protocol/api/order.ts';
import { limits } from '../../../../protocol/limits.ts';
import { finalStates } from '../../../../protocol/order.ts';
import { readJson } from '../../api.ts';

/** Pages of one state that a board reads. */
const MOST_PAGES = 5;
/** Most orders of one state on the board. */
export const MOST_ORDERS = MOST_PAGES * limits.pageRows;

const openStates = ['paid', 'disputed', 'escalated', 'shipped', 'pooling'] as const;

/** What a board is made of. */
export interface BoardOrders {
  orders: OrderSummary[];
  /** True when a state has more orders than the board reads. */
  cut: boolean;
}

/**
 * Reads a shop's open orders, and those that were closed of the newest.
 * @param shop its address
 * @throws VouchError those of the node
 */
export async function readBoard(shop: string): Promise<BoardOrders> {
  const page = (query: string) =>
    readJson<Page<OrderSummary>>(`/api/v1/orders?shop=${shop}&limit=${limits.pageRows}${query}`);
  const all = async (state: string): Promise<BoardOrders> => {
    const orders: OrderSummary[] = [];
    let cursor: string | null = '';
    for (let pages = 0; pages < MOST_PAGES && cursor !== null; pages += 1) {
      const after: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const { items, nextCursor }: Page<OrderSummary> = await page(`&state=${state}${after}`);
      orders.push(...items);
      cursor = nextCursor;
    }
    return { orders, cut: cursor !== null };
  };
  const [newest, ...open] = await Promise.all([page(''), ...openStates.map(all)]);
  return {
    orders: [...open.flatMap(({ orders }) => orders), ...newest.items.filter(({ state }) => finalStates.has(state))],
    cut: open.some(({ cut }) => cut),
  };
}
