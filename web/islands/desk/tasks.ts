import type { Page } from '../../../protocol/api/common.ts';
import type { OrderSummary } from '../../../protocol/api/order.ts';
import type { ShopDetail } from '../../../protocol/api/shop.ts';
import { limits } from '../../../protocol/limits.ts';
import type { IconName } from '../../components/icon.tsx';
import { readJson } from '../api.ts';

/** Orders that wait for the shop, and when the first of them must be dealt with. */
export interface Waiting {
  count: number;
  /** Unix seconds. */
  first: number | null;
}

/** Something that the shop has to do. */
export interface Task {
  name: 'suspended' | 'ship' | 'answer' | 'renew' | 'list' | 'deposit' | 'policies';
  icon: IconName;
  tone: 'bad' | 'warn' | 'plain';
  /** Page of the desk where it is done. */
  path: string;
  count: number | null;
  /** Until when, in Unix seconds. */
  until: number | null;
}

/** A catalogue is valid for 30 days: it is signed again in the last week. */
export const RENEW_SECONDS = 7 * 86_400;

const waitingIn = (orders: readonly OrderSummary[]): Waiting => {
  const deadlines = orders.flatMap(({ deadline }) => (deadline === null ? [] : [deadline]));
  return { count: orders.length, first: deadlines.length === 0 ? null : Math.min(...deadlines) };
};

/** Asks the node which orders wait; as many as one answer holds are counted. */
export async function readWaiting(shop: string): Promise<{ paid: Waiting; disputed: Waiting }> {
  const read = async (state: string): Promise<Waiting> =>
    waitingIn(
      (await readJson<Page<OrderSummary>>(`/api/v1/orders?shop=${shop}&state=${state}&limit=${limits.pageRows}`)).items,
    );
  const [paid, disputed] = await Promise.all([read('paid'), read('disputed')]);
  return { paid, disputed };
}

/**
 * What a shop has to do, most urgent first.
 * @param parts the shop, the orders that wait, and the time in Unix seconds
 */
export function tasksOf({
  shop,
  waiting,
  now,
}: {
  shop: Pick<ShopDetail, 'deposits' | 'validUntil' | 'listings' | 'shipping' | 'returns'>;
  waiting: { paid: Waiting; disputed: Waiting };
  now: number;
}): Task[] {
  const plain = { tone: 'plain', count: null, until: null } as const;
  const tasks: Task[] = [];
  if (shop.deposits.some(({ record }) => record.suspended))
    tasks.push({ ...plain, name: 'suspended', icon: 'warning', tone: 'bad', path: '/desk#deposit' });
  const { paid, disputed } = waiting;
  if (disputed.count > 0)
    tasks.push({
      name: 'answer',
      icon: 'scales',
      tone: 'bad',
      path: '/desk/orders',
      count: disputed.count,
      until: disputed.first,
    });
  if (paid.count > 0)
    tasks.push({
      name: 'ship',
      icon: 'truck',
      tone: 'warn',
      path: '/desk/orders',
      count: paid.count,
      until: paid.first,
    });
  if (shop.validUntil !== null && shop.validUntil < now + RENEW_SECONDS)
    tasks.push({ ...plain, name: 'renew', icon: 'pen', tone: 'warn', path: '/desk/goods', until: shop.validUntil });
  if (!shop.deposits.some(({ stakedUnits }) => BigInt(stakedUnits) > 0n))
    tasks.push({ ...plain, name: 'deposit', icon: 'coin', path: '/desk#deposit' });
  if (shop.listings === 0) tasks.push({ ...plain, name: 'list', icon: 'bag', path: '/desk/goods' });
  // Buyers look for both before they pay a shop that is new to them.
  else if ([shop.shipping, shop.returns].some((texts) => Object.keys(texts).length === 0))
    tasks.push({ ...plain, name: 'policies', icon: 'file', path: '/desk/settings#profile' });
  return tasks;
}
