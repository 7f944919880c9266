import { type Check, sum, written } from './checked.ts';

/** I2: the parts of a split sum to the total exactly, and the shop's deposit pays at most the order's coverage. */
export const i2Split: Check = ({ before, after }) =>
  written(before.progress, after.progress).flatMap(([id, { payout }]) => {
    const order = after.orders.get(id);
    if (payout === null || order === undefined) return [];
    const { penaltyUnits, coverageFeeUnits, costsUnits, ...parts } = payout;
    const total = sum(Object.values(parts));
    const covered = penaltyUnits + coverageFeeUnits + costsUnits;
    return [
      ...(total === order.totalUnits ? [] : [`I2: parts of ${id} sum to ${total}, not ${order.totalUnits}`]),
      ...(covered <= order.coverageUnits ? [] : [`I2: ${id} takes ${covered} of a coverage of ${order.coverageUnits}`]),
      ...(Object.values(payout).every((part) => part >= 0n) ? [] : [`I2: a part of ${id} is negative`]),
    ];
  });
