import { expect } from 'chai';
import type { ContractTransactionResponse } from 'ethers';
import { type OrderOutcome, type OrderState, orderOutcomes, orderStates } from '../../../protocol/order.ts';
import { closeOrder, feePaid, sellerFailed } from '../../../protocol/split.ts';
import { closingOf, type PaidOrder } from './orders.ts';
import { dollars, type World } from './world.ts';

export interface Ending {
  state: OrderState;
  outcome: OrderOutcome;
  refundBps: number;
  /** What the arbitrator says that the case cost the buyer. */
  costsUnits?: bigint;
}

/**
 * Checks everything that the end of the world's only order must leave behind, against the protocol's own arithmetic:
 * event, progress, credits, fees and stake.
 */
export async function expectEnding(
  world: World,
  sent: ContractTransactionResponse,
  { order, orderId }: PaidOrder,
  { state, outcome, refundBps, costsUnits: claimedUnits = 0n }: Ending,
): Promise<void> {
  const { vault, market, deposits, addresses } = world;
  const expected = closeOrder({ order, outcome, refundBps, costsUnits: claimedUnits });
  const closing = await closingOf(sent);
  expect(orderStates[closing.state]).to.equal(state);
  expect(orderOutcomes[closing.outcome]).to.equal(outcome);
  expect(closing.payout).to.deep.equal(expected);

  const { penaltyUnits, coverageFeeUnits, costsUnits, ...parts } = closing.payout;
  // I2: the parts sum to the total exactly.
  expect(Object.values(parts).reduce((sum, units) => sum + units)).to.equal(order.totalUnits);
  const credit = (owner: string): Promise<bigint> => vault.creditOf(addresses.demoDollar, owner);
  expect(await credit(order.buyer)).to.equal(parts.buyerUnits + penaltyUnits + costsUnits);
  for (const [payee, units] of [
    [order.shop, parts.sellerUnits],
    [order.promoter, parts.promoterUnits],
    [order.parent, parts.parentUnits],
    [order.host, parts.hostUnits],
    [order.leader, parts.leaderUnits],
    [order.pickup, parts.pickupUnits],
  ] as const) {
    expect(await credit(payee)).to.equal(units);
  }
  expect(await vault.feesOf(addresses.demoDollar)).to.equal(feePaid(expected));

  const progress = await market.progressOf(orderId);
  expect(orderStates[Number(progress.state)]).to.equal(state);
  expect(orderOutcomes[Number(progress.outcome)]).to.equal(outcome);
  expect(progress.feeUnits).to.equal(feePaid(expected));
  const stake = await deposits.stakeOf(order.shop, addresses.demoDollar);
  expect(stake.lockedUnits).to.equal(0n);
  expect(stake.stakedUnits).to.equal(dollars(5_000) - penaltyUnits - coverageFeeUnits - costsUnits);
  const failed = sellerFailed(outcome, refundBps);
  expect(stake.failedUnits).to.equal(failed ? parts.buyerUnits : 0n);
  expect(stake.closedUnits).to.equal(failed ? order.totalUnits : order.totalUnits - parts.buyerUnits);
}
