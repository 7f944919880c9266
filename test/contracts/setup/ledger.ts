import { expect } from 'chai';
import { finalStates, type OrderState, orderStates } from '../../../protocol/order.ts';
import type { PaidOrder } from './orders.ts';
import type { World } from './world.ts';

export interface Ledger {
  world: World;
  orders: PaidOrder[];
  /** Sent to the vault by people who wanted nothing for it. */
  donatedUnits: bigint;
  /** State last seen, to check that final states are never left (I3). */
  seen: Map<string, OrderState>;
}

const sum = (values: readonly bigint[]): bigint => values.reduce((total, value) => total + value, 0n);

/**
 * I1: the vault holds exactly credits + escrow + stakes + fees + donations. I4: lockedUnits <= stakedUnits, and
 * what is locked is the coverage of the open orders. I3: a final order stays final, in the same state.
 */
export async function expectInvariants({ world, orders, donatedUnits, seen }: Ledger): Promise<void> {
  const { actors, addresses, deposits, dollar, market, vault } = world;
  const owners = Object.values(actors).map(({ address }) => address);
  const token = addresses.demoDollar;
  const [held, fees, credits, stakes, progress] = await Promise.all([
    dollar.balanceOf(addresses.vault) as Promise<bigint>,
    vault.feesOf(token) as Promise<bigint>,
    Promise.all(owners.map((owner) => vault.creditOf(token, owner) as Promise<bigint>)),
    Promise.all([actors.shop, actors.otherShop].map(({ address }) => deposits.stakeOf(address, token))),
    Promise.all(orders.map(({ orderId }) => market.progressOf(orderId))),
  ]);
  const states = progress.map(({ state }) => orderStates[Number(state)] ?? 'none');
  const open = orders.filter((_, position) => !finalStates.has(states[position] ?? 'none'));
  const escrow = sum(open.map(({ order }) => order.totalUnits));
  expect(held, 'I1').to.equal(
    sum(credits) + escrow + sum(stakes.map((stake) => stake.stakedUnits)) + fees + donatedUnits,
  );
  for (const [position, shop] of [actors.shop, actors.otherShop].entries()) {
    const { stakedUnits, lockedUnits, unbondingUnits } = stakes[position];
    const coverage = sum(
      open.filter(({ order }) => order.shop === shop.address).map(({ order }) => order.coverageUnits),
    );
    expect(lockedUnits, 'I4: locked is the coverage of open orders').to.equal(coverage);
    expect(lockedUnits <= stakedUnits, 'I4').to.equal(true);
    expect(unbondingUnits <= stakedUnits, 'unbonding').to.equal(true);
  }
  for (const [position, { orderId }] of orders.entries()) {
    const before = seen.get(orderId) ?? 'none';
    if (finalStates.has(before)) expect(states[position], 'I3').to.equal(before);
    seen.set(orderId, states[position] ?? 'none');
  }
}
