import { type Kysely, sql } from 'kysely';
import { type Address, zeroAddress } from '../../../protocol/primitives.ts';
import type { Database } from '../../store/schema.ts';
import type { AccountEdge } from './account-graph.ts';

/**
 * Reads the edges out of accounts from their reviews and follows. Reviews of orders that paid no fee weigh nothing and
 * make no edge; a promoter is trusted by a buyer while the fees of good sales that he brought outweigh those of bad ones.
 * @returns the edges of each account that has any
 */
export async function readEdges(
  db: Kysely<Database>,
  accounts: readonly Address[],
): Promise<Map<Address, AccountEdge[]>> {
  const found = new Map<Address, AccountEdge[]>();
  if (accounts.length === 0) return found;
  const { rows } = await sql<AccountEdge & { from: Address }>`
    with told as materialized (
      select r.buyer, r.shop, o.promoter, r.stars, r.posted_block, r.posted_log,
        trunc(r.weight_units * power(10::numeric, 6 - t.decimals)) as fee
      from reviews r
      join orders o on o.id = r.order_id
      join tokens t on t.address = r.token
      where r.buyer = any(${accounts})
    )
    select buyer as "from", shop as "to", 'rated' as kind, sum(fee)::float8 as "weightMicros",
      (array_agg(stars order by posted_block desc, posted_log desc))[1] as stars
    from told where fee > 0 and buyer <> shop group by buyer, shop
    union all
    select buyer, promoter, 'brought', sum(case when stars >= 4 then fee else -fee end)::float8, 0
    from told where fee > 0 and stars <> 3 and promoter not in (${zeroAddress}, buyer)
    group by buyer, promoter having sum(case when stars >= 4 then fee else -fee end) > 0
    union all
    select author, target, 'follows', 1, 0 from follows where author = any(${accounts}) group by author, target`.execute(
    db,
  );
  for (const { from, ...edge } of rows) {
    const edges = found.get(from);
    if (edges === undefined) found.set(from, [edge]);
    else edges.push(edge);
  }
  return found;
}
