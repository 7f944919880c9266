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
}

/** What handlers may know beside the event, read before them, and where they put their changes. */
export interface HandlerContext {
  rows: RowChanges;
  /** Sellers of the orders that the events name. */
  shopOfOrder: Map<Hex, Address>;
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
  const context: HandlerContext = { rows: new RowChanges(), shopOfOrder: new Map(), deposits: new Map(), symbols };
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
    });
  }
}

/** Proposals and escalations name who acted, but not whether that is the seller. */
async function loadOrders(
  client: Connection,
  events: readonly ChainEvent[],
  { shopOfOrder }: HandlerContext,
): Promise<void> {
  const ids = events
    .filter(({ name }) => name === 'OrderProposed' || name === 'OrderEscalated')
    .map(({ args }) => args.orderId);
  if (ids.length === 0) return;
  const { rows } = await client.query<{ id: Hex; shop: Address }>('select id, shop from orders where id = any($1)', [
    ids,
  ]);
  for (const { id, shop } of rows) shopOfOrder.set(id, shop);
}
