import { finalStates } from '../order.ts';
import type { Hex } from '../primitives.ts';
import { keyOf } from './tables.ts';
import { type Call, refuse, require } from './transaction.ts';

const MAX_AMENDMENTS = 5;

const noSums = { count: 0n, weightUnits: 0n, weightedHalfStars: 0n };

/** Posts the review of a final order. INVARIANT I5: once; the fee that was paid is its weight. */
export function postReview({ tables, by }: Call, id: Hex, stars: number): void {
  require(stars >= 1 && stars <= 5, 'ReviewStarsInvalid');
  const [order, progress] = [tables.orders.get(id), tables.progress.get(id)];
  if (order === undefined || progress === undefined || !finalStates.has(progress.state)) refuse('ReviewOrderNotFinal');
  require(by === order.buyer, 'ReviewCallerWrong');
  require(!tables.reviews.has(id), 'ReviewAlreadyPosted');
  tables.reviews.set(id, { firstStars: stars, latestStars: stars, amendments: 0, replied: false });
  const key = keyOf(order.shop, order.token);
  const sums = tables.reviewSums.get(key) ?? noSums;
  tables.reviewSums.set(key, {
    count: sums.count + 1n,
    weightUnits: sums.weightUnits + progress.feeUnits,
    weightedHalfStars: sums.weightedHalfStars + progress.feeUnits * 2n * BigInt(stars),
  });
}

/** Appends an amendment. INVARIANT I5: the first stars keep half the weight. */
export function amendReview({ tables, by }: Call, id: Hex, stars: number): void {
  require(stars >= 1 && stars <= 5, 'ReviewStarsInvalid');
  const [order, progress, review] = [tables.orders.get(id), tables.progress.get(id), tables.reviews.get(id)];
  if (order === undefined || progress === undefined || review === undefined) refuse('ReviewMissing');
  require(by === order.buyer, 'ReviewCallerWrong');
  require(review.amendments < MAX_AMENDMENTS, 'ReviewAmendmentsUsedUp');
  const key = keyOf(order.shop, order.token);
  const sums = tables.reviewSums.get(key) ?? noSums;
  const change = progress.feeUnits * BigInt(stars - review.latestStars);
  tables.reviewSums.set(key, { ...sums, weightedHalfStars: sums.weightedHalfStars + change });
  tables.reviews.set(id, { ...review, latestStars: stars, amendments: review.amendments + 1 });
}

export function replyToReview({ tables, by }: Call, id: Hex): void {
  const [order, review] = [tables.orders.get(id), tables.reviews.get(id)];
  if (order === undefined || review === undefined) refuse('ReviewMissing');
  require(by === order.shop, 'ReviewCallerWrong');
  require(!review.replied, 'ReviewAlreadyReplied');
  tables.reviews.set(id, { ...review, replied: true });
}
