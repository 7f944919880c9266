import type { CID } from 'multiformats/cid';
import { cidOf, RAW } from './block.ts';
import type { Address } from './primitives.ts';

const utf8 = new TextEncoder();

/**
 * The key under which nodes tell each other that they hold a shop. It is the hash of a name in a space of its own, so that
 * nobody takes it for the content of anything; markets on other chains have other keys for a shop of the same address.
 * @param options addresses in lower case
 */
export const shopKey = ({ chainId, market, shop }: { chainId: number; market: Address; shop: Address }): CID =>
  cidOf(utf8.encode(`vouch/1/shop/${chainId}/${market.toLowerCase()}/${shop.toLowerCase()}`), RAW);
