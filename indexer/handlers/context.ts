import { orderIdOfDispute } from '../../protocol/court.ts';
import type { Address, Hex } from '../../protocol/primitives.ts';
import type { Connection } from '../store/batch-write.ts';
import type { ChainEvent } from './events.ts';
import { RowChanges } from './row-changes.ts';

/** A deposit while events are folded into it. */
export interface DepositBalance {
  stakedUnits: bigint;
  lockedUnits: bigint;
  unbondingUnits: bigint;
  releaseAt: number;
  closedUnits: bigint;
  failedUnits: bigint;
  /** Zero while the shop may sell, otherwise one more than the tier that its stake must reach. */
  suspendedTier: number;
}

/** What handlers need of an order that an event only names. */
export interface KnownOrder {
  buyer: Address;
  shop: Address;
  token: Address;
  sku: Hex;
  quantity: number;
  totalUnits: bigint;
}

/** What handlers may know beside the event, read before them, and where they put their changes. */
export interface HandlerContext {
  rows: RowChanges;
  /** Orders that the events name. */
  orders: Map<Hex, KnownOrder>;
  /** Who paid for a round of an order's case, in the events at hand. */
  payers: Map<Hex, Address>;
  /** What coupons took off at their last use, in the events at hand. */
  couponUnits: Map<Hex, bigint>;
  /** Deposits that the events name, by `shop|token`. */
  deposits: Map<string, DepositBalance>;
  /** Symbols of the tokens that the events name. */
  symbols: Map<Address, string>;
}

export const depositKey = (shop: Address, token: Address): string => `${shop}|${token}`;

/**
 * Reads from the database what the handlers of these events need.
 * @param client inside the transaction that will write the changes
 */
export async function loadContext(
  client: Connection,
  events: readonly ChainEvent[],
  symbols: Map<Address, string>,
): Promise<HandlerContext> {
  const context: HandlerContext = {
    rows: new RowChanges(),
    orders: new Map(),
    payers: new Map(),
    couponUnits: new Map(),
    deposits: new Map(),
    symbols,
  };
  await loadDeposits(client, events, context);
  await loadOrders(client, events, context);
  return context;
}

async function loadDeposits(
  client: Connection,
  events: readonly ChainEvent[],
  { deposits }: HandlerContext,
): Promise<void> {
  const pairs = new Map<string, Record<string, unknown>>();
  for (const { contract, args } of events) {
    if (contract === 'deposits') pairs.set(`${args.shop}|${args.token}`, args);
  }
  if (pairs.size === 0) return;
  const named = [...pairs.values()];
  const { rows } = await client.query<Record<'shop' | 'token', Address> & Record<string, string | number>>(
    `select d.* from unnest($1::text[], $2::text[]) as named (shop, token) join deposits d using (shop, token)`,
    [named.map(({ shop }) => shop), named.map(({ token }) => token)],
  );
  for (const row of rows) {
    deposits.set(depositKey(row.shop, row.token), {
      stakedUnits: BigInt(row.staked_units ?? 0),
      lockedUnits: BigInt(row.locked_units ?? 0),
      unbondingUnits: BigInt(row.unbonding_units ?? 0),
      releaseAt: Number(row.release_at),
      closedUnits: BigInt(row.closed_units ?? 0),
      failedUnits: BigInt(row.failed_units ?? 0),
      suspendedTier: Number(row.suspended_tier),
    });
  }
}

/** The order of which a handler must know more than its event says. */
const orderIn: Record<string, (args: Record<string, unknown>) => unknown> = {
  OrderProposed: ({ orderId }) => orderId,
  OrderEscalated: ({ orderId }) => orderId,
  OrderClosed: ({ orderId }) => orderId,
  DiscountGivenBack: ({ orderId }) => orderId,
  RoundOpened: ({ orderId }) => orderId,
  JurorDrawn: ({ orderId }) => orderId,
  // Safety: the decoder gives a bigint for every uint256.
  Evidence: ({ evidenceGroupId }) => orderIdOfDispute(evidenceGroupId as bigint),
};

async function loadOrders(
  client: Connection,
  events: readonly ChainEvent[],
  { orders }: HandlerContext,
): Promise<void> {
  const ids = new Set<unknown>();
  // Orders that begin in these events are not in the database yet, and their handler tells of them.
  const begun = new Set<unknown>();
  for (const { name, args } of events) {
    if (name === 'OrderPaid') begun.add(args.orderId);
    const id = orderIn[name]?.(args);
    if (id !== undefined && !begun.has(id)) ids.add(id);
  }
  if (ids.size === 0) return;
  const { rows } = await client.query<Omit<KnownOrder, 'totalUnits'> & { id: Hex; total_units: string }>(
    'select id, buyer, shop, token, sku, quantity, total_units from orders where id = any($1)',
    [[...ids]],
  );
  for (const { id, total_units, ...order } of rows) orders.set(id, { ...order, totalUnits: BigInt(total_units) });
}
