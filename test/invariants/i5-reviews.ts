import { keyOf } from '../../protocol/model/tables.ts';
import { finalStates } from '../../protocol/order.ts';
import { type Check, written } from './checked.ts';

/** I5: one review an order, of a final order; amendments append, and the first stars keep half the weight. */
export const i5Reviews: Check = ({ before, after }) => {
  const changed = written(before.reviews, after.reviews).flatMap(([id, review]) => {
    const old = before.reviews.get(id);
    const state = after.progress.get(id)?.state ?? 'none';
    return [
      ...(finalStates.has(state) ? [] : [`I5: ${id} was reviewed while ${state}`]),
      ...(old === undefined || old.firstStars === review.firstStars ? [] : [`I5: the first stars of ${id} changed`]),
      ...(review.amendments <= 5 ? [] : [`I5: ${id} was amended ${review.amendments} times`]),
    ];
  });
  const sums = written(before.reviewSums, after.reviewSums).flatMap(([key, found]) => {
    let [count, weightUnits, weightedHalfStars] = [0n, 0n, 0n];
    for (const [id, { firstStars, latestStars }] of after.reviews) {
      const [order, progress] = [after.orders.get(id), after.progress.get(id)];
      if (order === undefined || progress === undefined || keyOf(order.shop, order.token) !== key) continue;
      count += 1n;
      weightUnits += progress.feeUnits;
      weightedHalfStars += progress.feeUnits * BigInt(firstStars + latestStars);
    }
    const same =
      found.count === count && found.weightUnits === weightUnits && found.weightedHalfStars === weightedHalfStars;
    return same ? [] : [`I5: the sums of ${key} are not those of its reviews`];
  });
  return [...changed, ...sums];
};
