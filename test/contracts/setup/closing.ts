import { expect } from 'chai';
import type { ContractTransactionResponse } from 'ethers';
import { type OrderOutcome, type OrderState, orderOutcomes, orderStates } from '../../../protocol/order.ts';
import { closeOrder, feePaid } from '../../../protocol/split.ts';
import { closingOf, type PaidOrder } from './orders.ts';
import { dollars, type World } from './world.ts';

export interface Ending {
  state: OrderState;
  outcome: OrderOutcome;
  refundBps: number;
}

/**
 * Checks everything that the end of the world's only order must leave behind, against the protocol's own arithmetic:
 * event, progress, credits, fees and stake.
 */
export async function expectEnding(
  world: World,
  sent: ContractTransactionResponse,
  { order, orderId }: PaidOrder,
  { state, outcome, refundBps }: Ending,
): Promise<void> {
  const { vault, market, deposits, addresses } = world;
  const expected = closeOrder({ order, outcome, refundBps });
  const closing = await closingOf(sent);
  expect(orderStates[closing.state]).to.equal(state);
  expect(orderOutcomes[closing.outcome]).to.equal(outcome);
  expect(closing.payout).to.deep.equal(expected);

  const { buyerUnits, sellerUnits, promoterUnits, parentUnits, hostUnits, feeUnits } = closing.payout;
  // I2: the parts sum to the total exactly.
  expect(buyerUnits + sellerUnits + promoterUnits + parentUnits + hostUnits + feeUnits).to.equal(order.totalUnits);
  const credit = (owner: string): Promise<bigint> => vault.creditOf(addresses.demoDollar, owner);
  expect(await credit(order.buyer)).to.equal(buyerUnits + expected.penaltyUnits);
  expect(await credit(order.shop)).to.equal(sellerUnits);
  expect(await credit(order.promoter)).to.equal(promoterUnits);
  expect(await credit(order.parent)).to.equal(parentUnits);
  expect(await credit(order.host)).to.equal(hostUnits);
  expect(await vault.feesOf(addresses.demoDollar)).to.equal(feePaid(expected));

  const progress = await market.progressOf(orderId);
  expect(orderStates[Number(progress.state)]).to.equal(state);
  expect(orderOutcomes[Number(progress.outcome)]).to.equal(outcome);
  expect(progress.feeUnits).to.equal(feePaid(expected));
  const stake = await deposits.stakeOf(order.shop, addresses.demoDollar);
  expect(stake.lockedUnits).to.equal(0n);
  expect(stake.stakedUnits).to.equal(dollars(5_000) - expected.penaltyUnits - expected.coverageFeeUnits);
}
