import type { Kysely } from 'kysely';
import type { Address, Hex } from '../../protocol/primitives.ts';
import type { Database } from '../store/schema.ts';

/** What a message is checked against. */
export interface MessageOrder {
  buyer: Address;
  shop: Address;
  /** Unix seconds. */
  paidAt: number;
  /** When the order became final; null while it is not. */
  closedAt: number | null;
}

/** The parties and times of an order, or undefined when the index has none with this ID. */
export async function messageOrder(db: Kysely<Database>, order: Hex): Promise<MessageOrder | undefined> {
  return db
    .selectFrom('orders')
    .select(['buyer', 'shop', 'paid_at as paidAt', 'closed_at as closedAt'])
    .where('id', '=', order)
    .executeTakeFirst();
}

/** Which of these orders the index knows. */
export async function knownOrders(db: Kysely<Database>, orders: readonly Hex[]): Promise<Hex[]> {
  if (orders.length === 0) return [];
  const rows = await db.selectFrom('orders').select('id').where('id', 'in', orders).execute();
  return rows.map(({ id }) => id);
}
