import { type Kysely, sql } from 'kysely';
import type { Page, TokenView } from '../../protocol/api/common.ts';
import type { DepositView } from '../../protocol/api/shop.ts';
import type { CreditView } from '../../protocol/api/status.ts';
import type { Database } from '../store/schema.ts';
import { cutPage, decodeCursor, encodeCursor } from './cursor.ts';
import { tokenJson } from './listing-summaries.ts';
import { depositJson, depositView, type StoredDeposit } from './shop-summaries.ts';

export interface ListDepositsParameters {
  shop?: string | undefined;
  limit: number;
  cursor?: string | undefined;
}

/**
 * Lists deposits, largest first.
 * @throws VouchError `cursor.invalid`
 */
export async function listDeposits(
  db: Kysely<Database>,
  { shop, limit, cursor }: ListDepositsParameters,
): Promise<Page<DepositView>> {
  const after = decodeCursor(cursor, { sort: 'staked', keys: ['amount', 'hex', 'hex'] });
  const conditions = [
    sql`d.staked_units > 0`,
    ...(shop === undefined ? [] : [sql`d.shop = ${shop}`]),
    ...(after === undefined
      ? []
      : [sql`(d.staked_units, d.shop, d.token) < (${after[0]}::numeric, ${after[1]}, ${after[2]})`]),
  ];
  const { rows } = await sql<{ view: StoredDeposit }>`
    select ${depositJson} as view from deposits d join tokens t on t.address = d.token
    where ${sql.join(conditions, sql` and `)}
    order by d.staked_units desc, d.shop desc, d.token desc limit ${limit + 1}`.execute(db);
  const { kept, nextCursor } = cutPage(rows, limit, ({ view }) =>
    encodeCursor('staked', [view.stakedUnits, view.shop, view.token.address]),
  );
  return { items: kept.map(({ view }) => depositView(view)), nextCursor };
}

/** What an account may withdraw from the vault, by token. */
export async function listCredits(db: Kysely<Database>, owner: string): Promise<CreditView[]> {
  const { rows } = await sql<{ owner: string; token: TokenView; credit: string; withdrawn: string }>`
    select c.owner, ${tokenJson} as token, (c.credited_units - c.withdrawn_units)::text as credit, c.withdrawn_units::text as withdrawn
    from credits c join tokens t on t.address = c.token where c.owner = ${owner} order by t.address`.execute(db);
  return rows.map(({ credit, withdrawn, ...rest }) => ({ ...rest, creditUnits: credit, withdrawnUnits: withdrawn }));
}

/** Tokens that new orders and deposits may use. */
export const listTokens = (db: Kysely<Database>): Promise<TokenView[]> =>
  db
    .selectFrom('tokens')
    .select(['address', 'symbol', 'decimals'])
    .where('accepted', '=', true)
    .orderBy('address')
    .execute();

/** How much this node has indexed. */
export async function countRows(db: Kysely<Database>): Promise<{ shops: number; listings: number; orders: number }> {
  const { rows } = await sql<{ shops: number; listings: number; orders: number }>`
    select (select count(*) from shops) as shops, (select count(*) from listings) as listings,
      (select count(*) from orders) as orders`.execute(db);
  return rows[0] ?? { shops: 0, listings: 0, orders: 0 };
}
