import { expect } from 'chai';
import { finalStates, orderStates } from '../../../protocol/order.ts';
import { type CourtWorld, panelOf, phaseOf } from './court.ts';
import type { PaidOrder } from './orders.ts';

const sum = (values: readonly bigint[]): bigint => values.reduce((total, value) => total + value, 0n);
const holding = new Set(['drawn', 'committed', 'revealed']);

/** What an open case holds: advances of whoever paid, and the locks of its jurors by address. */
async function heldBy(world: CourtWorld, paid: PaidOrder) {
  const phase = await phaseOf(world, paid);
  const locks = new Map<string, bigint>();
  if (phase === 'none' || phase === 'closed') return { advancedUnits: 0n, locks };
  const { round: last } = await world.court.caseOf(paid.orderId);
  let advancedUnits: bigint = 0n;
  for (let number = 0; number <= Number(last); number += 1) {
    const { feeUnits, panelSize, lockUnits } = await world.court.roundOf(paid.orderId, number);
    advancedUnits += BigInt(feeUnits * panelSize);
    for (const { juror, state } of await panelOf(world, paid, number)) {
      if (holding.has(state)) locks.set(juror.address, (locks.get(juror.address) ?? 0n) + lockUnits);
    }
  }
  return { advancedUnits, locks };
}

/**
 * I1 with a court: the vault holds exactly credits + escrow + stakes of shops and jurors + advances of open cases +
 * fees. I4: what is locked of a juror's stake is what open cases hold, and never more than is staked.
 */
export async function expectBooks(world: CourtWorld, orders: readonly PaidOrder[]): Promise<void> {
  const { actors, addresses, court, deposits, dollar, jurors, market, vault } = world;
  const token = addresses.demoDollar;
  const owners = [...new Set([...Object.values(actors), ...jurors].map(({ address }) => address))];
  const credits = await Promise.all(owners.map((owner) => vault.creditOf(token, owner) as Promise<bigint>));
  const stakes = await Promise.all(
    owners.map(async (owner) => (await deposits.stakeOf(owner, token)).stakedUnits as bigint),
  );
  const escrow = await Promise.all(
    orders.map(async ({ orderId, order }) => {
      const { state } = await market.progressOf(orderId);
      return finalStates.has(orderStates[Number(state)] ?? 'none') ? 0n : order.totalUnits;
    }),
  );
  const cases = await Promise.all(orders.map((paid) => heldBy(world, paid)));
  const { stakedUnits } = await court.poolOf(token);
  const advances = sum(cases.map(({ advancedUnits }) => advancedUnits));
  const owed = [...credits, ...stakes, ...escrow, stakedUnits, advances, await vault.feesOf(token)];
  expect(await dollar.balanceOf(addresses.vault), 'I1').to.equal(sum(owed));
  expect(await dollar.balanceOf(addresses.court), 'the court holds no tokens').to.equal(0n);

  let staked = 0n;
  for (const { address } of jurors) {
    const juror = await court.jurorOf(token, address);
    staked += juror.stakedUnits;
    expect(juror.lockedUnits, 'I4: locked is what open cases hold').to.equal(
      sum(cases.map(({ locks }) => locks.get(address) ?? 0n)),
    );
    expect(juror.lockedUnits <= juror.stakedUnits, 'I4').to.equal(true);
    expect(juror.stakedUnits <= juror.seats * (await world.settings.jurorTerms(token)).seatUnits).to.equal(true);
  }
  expect(staked, 'the pool is its jurors').to.equal(stakedUnits);
}
