import { sql } from 'kysely';
import type pg from 'pg';
import { type Address, type Hex, zeroBytes32 } from '../../protocol/primitives.ts';
import { insertBatch } from '../store/batch-write.ts';
import { transaction } from '../store/transaction.ts';

/** What a node's operator leaves out, as the index needs it. */
export interface Carried {
  onlyFollowed: boolean;
  followed: Iterable<Address>;
  deniedShops: Iterable<Address>;
  deniedBlocks: Iterable<Hex>;
}

/**
 * Takes over what is carried, whole: lists leave out the rest, rows of denied blocks go, and what is carried again is wanted
 * again. The same call twice changes nothing.
 */
export async function carry({ pool }: { pool: pg.Pool }, carried: Carried): Promise<void> {
  const shops = new Map<Address, boolean>();
  for (const shop of carried.followed) shops.set(shop, true);
  for (const shop of carried.deniedShops) shops.set(shop, false);
  const blocks = [...carried.deniedBlocks];
  await transaction(pool, async (client) => {
    await client.query('lock table carried_shops in share row exclusive mode');
    const { rows: before } = await client.query<{ shop: Address }>('select shop from carried_shops where not carried');
    const { rows: blocksBefore } = await client.query<{ digest: Hex }>('select digest from denied_blocks');
    await client.query('delete from carried_shops');
    await client.query('delete from denied_blocks');
    await client.query('delete from carried_mode');
    if (carried.onlyFollowed) await client.query('insert into carried_mode values (1)');
    await insertBatch(client, {
      table: 'carried_shops',
      columns: [
        { name: 'shop', type: 'text' },
        { name: 'carried', type: 'bool' },
      ],
      rows: [...shops],
    });
    await insertBatch(client, {
      table: 'denied_blocks',
      columns: [{ name: 'digest', type: 'text' }],
      rows: blocks.map((digest) => [digest]),
    });
    await client.query(
      `with gone as (delete from listing_documents d using denied_blocks b where d.digest = b.digest returning d.cid),
        listed as (delete from listings l using gone where l.cid = gone.cid returning l.shop, l.handle)
       delete from offers o using listed where o.shop = listed.shop and o.handle = listed.handle`,
    );
    await client.query('delete from profiles p using denied_blocks b where p.digest = b.digest');
    await client.query('delete from contents c using denied_blocks b where c.digest = b.digest');
    const lifted = before.map(({ shop }) => shop).filter((shop) => shops.get(shop) !== false);
    const isDenied = new Set(blocks);
    const again = blocksBefore.map(({ digest }) => digest).filter((digest) => !isDenied.has(digest));
    if (lifted.length + again.length === 0) return;
    await client.query(
      `insert into wanted (digest, purpose, order_id)
       select distinct listing, 'listing', null from orders o
         where (shop = any($1) or listing = any($2))
           and not exists (select from listing_documents d where d.digest = o.listing)
       union select profile, 'profile', null from shops s
         where profile <> $3 and (address = any($1) or profile = any($2)) and not exists (select from profiles p where p.digest = s.profile)
       union select content, 'review', order_id from reviews r
         where content = any($2) and not exists (select from contents c where c.digest = r.content)
       on conflict do nothing`,
      [lifted, again, zeroBytes32],
    );
  });
}

/** True while the operator denies the block or its shop: it is not to be brought here. From `wanted w`. */
export const isDeniedContent = sql<boolean>`(
  exists (select from denied_blocks b where b.digest = w.digest)
  or (w.purpose = 'listing' and exists (select from orders o join carried_shops c on c.shop = o.shop
    where o.listing = w.digest and not c.carried))
  or (w.purpose = 'profile' and exists (select from shops s join carried_shops c on c.shop = s.address
    where s.profile = w.digest and not c.carried)))`;
