import type { Page } from '../../../protocol/api/common.ts';
import type { OrderSummary } from '../../../protocol/api/order.ts';
import { readJson } from '../api.ts';
import { memberCode } from './member-code.ts';

const ROWS = 100;
/** A counter with more waiting orders sees the newest of them. */
const MOST_PAGES = 10;

/** Orders that wait at a pickup point, all pages of them, by the code that their members say. */
export async function readWaiting(account: string): Promise<OrderSummary[]> {
  const orders: OrderSummary[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MOST_PAGES; page++) {
    const from: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const answer: Page<OrderSummary> = await readJson(
      `/api/v1/orders?pickup=${account}&state=paid&limit=${ROWS}${from}`,
    );
    orders.push(...answer.items);
    cursor = answer.nextCursor;
    if (cursor === null) break;
  }
  return orders.sort((a, b) => memberCode(a.id).localeCompare(memberCode(b.id)));
}
