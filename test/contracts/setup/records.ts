import type { PurchaseOptions } from './cart.ts';
import { afterDeadline, orderAt, type PaidOrder, pay } from './orders.ts';
import type { World } from './world.ts';

/** A purchase that costs exactly so much: one unit, without delivery. */
export const costing = (units: bigint, coverageBps = 1_000): PurchaseOptions => ({
  lines: [{ offer: { priceUnits: units, coverageBps }, deliveries: [] }],
});

/** The shop sells for so much, and the buyer is content. */
export const sell = (world: World, units: bigint): Promise<PaidOrder> => orderAt('completed', world, costing(units));

/** The shop sells for so much, and does not ship. */
export async function fail(world: World, units: bigint): Promise<PaidOrder> {
  const paid = await pay(world, costing(units));
  await afterDeadline(world, paid, 1);
  await world.market.poke(paid.order);
  return paid;
}
