import { type Extras, extrasOf } from '../../../protocol/extras.ts';
import { groupTermsOf } from '../../../protocol/group.ts';
import { handoverHash, handoverSecret } from '../../../protocol/handover.ts';
import { bytes32Schema, type Hex } from '../../../protocol/primitives.ts';
import { groupTerms, isPickedUp } from './line-price.ts';
import type { PricedLine } from './totals.ts';

/** What makes the hand-over secrets of one purchase. */
export interface HandoverSource {
  /** The buyer's key. */
  key: Uint8Array;
  /** Unix seconds of the chain when the purchase was prepared. */
  preparedAt: number;
}

/**
 * `Line.extras` of one line: its group, its secret, its points and its coupon.
 * @param source null where no line is picked up
 * @param place digest of the line's details, and its position in the whole purchase
 */
export function lineExtras(
  line: PricedLine,
  source: HandoverSource | null,
  place: { details: Hex; index: number },
): Extras[] {
  const { discount, variant } = line;
  const view = groupTerms(line);
  const choice = line.line.group;
  const secret =
    source === null || !isPickedUp(line)
      ? null
      : handoverSecret(source.key, { ...place, sku: bytes32Schema.parse(variant.sku), preparedAt: source.preparedAt });
  return extrasOf({
    ...(view === null || choice === null
      ? {}
      : { group: { terms: groupTermsOf(view), ...(choice === 'open' ? {} : { joins: choice }) } }),
    ...(secret === null ? {} : { handover: handoverHash(secret) }),
    ...(discount.points === null ? {} : { points: discount.points }),
    ...(discount.coupon === null ? {} : { coupon: discount.coupon }),
  });
}
