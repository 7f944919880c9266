import { type Kysely, sql } from 'kysely';
import type { Address } from '../../protocol/primitives.ts';
import type { Database } from '../store/schema.ts';

/** True for an account that took part at a cost: it paid an order, opened a shop, or registered as a promoter. */
export async function hasStanding(db: Kysely<Database>, account: Address): Promise<boolean> {
  const { rows } = await sql<{
    stands: boolean;
  }>`select exists (select from standing where account = ${account}) as stands`.execute(db);
  return rows[0]?.stands === true;
}

/** A block that was indexed. */
export interface IndexedBlock {
  number: number;
  hash: string;
}

/** True when a block that was indexed is no part of the chain any more. */
export async function wasUndone(db: Kysely<Database>, { number, hash }: IndexedBlock): Promise<boolean> {
  const { rows } = await sql<{ undone: boolean }>`
    select exists (select from blocks where number = ${number} and hash <> ${hash})
      or exists (select from checkpoint where block < ${number}) as undone`.execute(db);
  return rows[0]?.undone === true;
}
