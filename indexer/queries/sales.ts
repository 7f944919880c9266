import type { Kysely } from 'kysely';
import type { SoldVariant } from '../../protocol/api/shop.ts';
import type { Address } from '../../protocol/primitives.ts';
import type { Database } from '../store/schema.ts';

/** Units sold so far of each variant that a shop offers now: shop tools set stock from there. */
export async function listSales(db: Kysely<Database>, shop: Address): Promise<SoldVariant[]> {
  const rows = await db
    .selectFrom('offers')
    .innerJoin('sold', (join) => join.onRef('sold.shop', '=', 'offers.shop').onRef('sold.sku', '=', 'offers.sku'))
    .select(['offers.handle', 'offers.code', 'sold.units'])
    .where('offers.shop', '=', shop)
    .orderBy('offers.handle')
    .orderBy('offers.code')
    .execute();
  return rows.map(({ handle, code, units }) => ({ handle, code, soldUnits: units }));
}
