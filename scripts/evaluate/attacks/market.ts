import type { Address } from '../../../protocol/primitives.ts';
import { seededRandom } from '../../economics/random.ts';

/** A finished order with its review. */
export interface Sale {
  buyer: Address;
  shop: Address;
  stars: number;
  priceMicros: number;
}

/** All that rules and circles may look at. */
export interface Market {
  sales: Sale[];
  follows: { from: Address; to: Address }[];
}

/** Who the attacks are about. */
export interface Scene extends Market {
  viewer: Address;
  /** Forty sales of 20 dollars, 4.3 stars. */
  honest: Address;
  /** Eight sales of 20 dollars, 1.75 stars. */
  bad: Address;
  /** Shops where the viewer bought. */
  viewersShops: Address[];
  /** Somebody whom the viewer follows. */
  friend: Address;
}

const BUYERS = 150;
const OTHER_SHOPS = 24;
const PRICE_MICROS = 20_000_000;

/** An address of its own for each number of a kind. */
export const addressOf = (kind: number, number: number): Address =>
  `0x${kind.toString(16).padStart(8, '0')}${number.toString(16).padStart(32, '0')}`;

/** A market of buyers who follow some others, and shops of all qualities. The same seed gives the same market. */
export function createScene(seed: number): Scene {
  const random = seededRandom(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const buyers = Array.from({ length: BUYERS }, (_, index) => addressOf(1, index));
  const shops = Array.from({ length: OTHER_SHOPS }, (_, index) => ({
    address: addressOf(2, index),
    quality: 2.6 + 2.3 * random(),
  }));
  const [viewer, honest, bad] = [buyers[0] as Address, addressOf(3, 0), addressOf(3, 1)];
  const sales: Sale[] = [];
  const sell = (buyer: Address, shop: Address, stars: number) =>
    sales.push({ buyer, shop, stars, priceMicros: PRICE_MICROS });
  for (const buyer of buyers)
    for (let count = 0; count < 6; count += 1) {
      const { address, quality } = pick(shops);
      sell(buyer, address, Math.max(1, Math.min(5, Math.round(quality + 2 * (random() - 0.5)))));
    }
  const others = buyers.slice(1);
  for (let count = 0; count < 40; count += 1) sell(others[count * 3] as Address, honest, count < 28 ? 4 : 5);
  for (let count = 0; count < 8; count += 1) sell(others[count * 11] as Address, bad, count < 2 ? 1 : 2);
  const follows = buyers.flatMap((from) =>
    Array.from({ length: 5 }, () => ({ from, to: pick(buyers) })).filter(({ to }) => to !== from),
  );
  // The viewer knows one who was disappointed, and one who was content.
  const friend = others[0] as Address;
  follows.push({ from: viewer, to: friend }, { from: viewer, to: others[3] as Address });
  const viewersShops = [...new Set(sales.filter(({ buyer }) => buyer === viewer).map(({ shop }) => shop))];
  return { sales, follows, viewer, honest, bad, viewersShops, friend };
}
