import type { CID } from 'multiformats/cid';
import type pg from 'pg';
import { cidFromDigest, DAG_CBOR } from '../../protocol/block.ts';
import type { Address, Hex } from '../../protocol/primitives.ts';
import { transaction } from '../store/transaction.ts';
import { lockShop } from './apply-catalogue.ts';

/**
 * Forgets a shop's catalogue in one transaction. What the chain says of it stays.
 * @param options `ordered` says what becomes of the documents that orders and reviews name, and of the profile that the chain
 * names: `keep` leaves them, `drop` forgets them too; `now` in Unix seconds
 * @returns the documents that were forgotten, whose blocks are to go
 */
export async function forgetShop(
  { pool }: { pool: pg.Pool },
  { shop, ordered, now }: { shop: Address; ordered: 'keep' | 'drop'; now: number },
): Promise<CID[]> {
  return await transaction(pool, async (client) => {
    await lockShop(client, shop);
    for (const table of ['heads', 'listings', 'offers']) {
      await client.query(`delete from ${table} where shop = $1`, [shop]);
    }
    const isNamed = 'exists (select from orders o where o.listing = d.digest)';
    const { rows: listings } = await client.query<{ digest: Hex }>(
      `delete from listing_documents d where shop = $1 ${ordered === 'keep' ? `and not ${isNamed}` : ''} returning digest`,
      [shop],
    );
    await client.query('update listing_documents set superseded_at = $2 where shop = $1 and superseded_at is null', [
      shop,
      now,
    ]);
    const isOnChain = 'exists (select from shops s where s.profile = p.digest)';
    const { rows: profiles } = await client.query<{ digest: Hex }>(
      `delete from profiles p where shop = $1 ${ordered === 'keep' ? `and not ${isOnChain}` : ''} returning digest`,
      [shop],
    );
    await client.query(
      'insert into stale_scores select $1 where exists (select from reviews where shop = $1) on conflict do nothing',
      [shop],
    );
    return [...listings, ...profiles].map(({ digest }) => cidFromDigest(digest, DAG_CBOR));
  });
}
