import type { ShopDetail } from '../../../protocol/api/shop.ts';
import { readJson } from '../api.ts';
import { asVouchError } from '../wallet/error-note.tsx';

/**
 * Reads a shop from the node.
 * @returns null where the account opened none
 * @throws VouchError those of the request
 */
export async function findShop(address: string): Promise<ShopDetail | null> {
  try {
    return await readJson<ShopDetail>(`/api/v1/shops/${address}`);
  } catch (cause) {
    const error = asVouchError(cause);
    if (error.code.endsWith('.not_found')) return null;
    throw error;
  }
}
