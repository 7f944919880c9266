import { expect } from 'chai';
import { buy, type PurchaseOptions } from './cart.ts';
import { ethers } from './chain.ts';
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

/** The stake of the shop, and its record. */
export const stakeOf = ({ deposits, actors, addresses }: World) =>
  deposits.stakeOf(actors.shop.address, addresses.demoDollar) as Promise<
    Record<'stakedUnits' | 'lockedUnits' | 'closedUnits' | 'failedUnits' | 'suspendedTier', bigint>
  >;

/** What the shop's record counts: closed and failed units. */
export async function recordOf(world: World): Promise<[closedUnits: bigint, failedUnits: bigint]> {
  const { closedUnits, failedUnits } = await stakeOf(world);
  return [closedUnits, failedUnits];
}

/** What an order that was not shipped costs the shop: a fifth of a tenth as penalty, and the fee of 1 %. */
export function slashOf(totalUnits: bigint): bigint {
  const coverage = (totalUnits * 1_000n + 9_999n) / 10_000n;
  return (coverage * 2_000n) / 10_000n + (totalUnits * 100n) / 10_000n;
}

/** Expects that exactly so much can be locked: an order with this coverage sells, one unit more does not. */
export async function expectLockable(world: World, units: bigint): Promise<void> {
  const { deposits, actors, addresses } = world;
  await expect(buy(world, costing(units + 1n, 10_000)))
    .to.be.revertedWithCustomError(deposits, 'DepositsAboveExposure')
    .withArgs(actors.shop.address, ethers.getAddress(addresses.demoDollar), units, units + 1n);
  const { order } = await pay(world, costing(units, 10_000));
  await world.market.as(actors.shop).cancel(order);
}
