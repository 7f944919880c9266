import type { Extras } from '../../../protocol/extras.ts';
import { type GroupTerms, groupTermsHash } from '../../../protocol/group.ts';
import type { Order } from '../../../protocol/order.ts';
import type { Hex } from '../../../protocol/primitives.ts';
import { buy, type LineOptions, makeExtras, type PurchaseOptions } from './cart.ts';
import type { Signer } from './chain.ts';
import { groupTerms } from './groups.ts';
import type { World } from './world.ts';

/** The smallest group: the leader and one more. */
export const pairTerms: GroupTerms = { ...groupTerms, size: 2 };

/** Puts the first line of a purchase into a group, a new one unless the extras name another. */
export function inGroup(
  options: PurchaseOptions = {},
  extras: Partial<Extras> = {},
  terms: GroupTerms = pairTerms,
): PurchaseOptions {
  const [first = {}, ...others]: readonly LineOptions[] = options.lines ?? [];
  const [before] = first.line?.extras ?? [];
  const pooled: LineOptions = {
    ...first,
    offer: { group: groupTermsHash(terms), ...first.offer },
    line: { ...first.line, extras: [makeExtras({ ...before, group: terms, ...extras })] },
  };
  return { ...options, lines: [pooled, ...others] };
}

/** Joins the group that the buyer of a pooled order opened. */
export async function joinGroup(
  world: World,
  opened: { orderId: Hex; order: Order },
  options: PurchaseOptions = {},
  joiner: Signer = world.actors.otherBuyer,
) {
  const { deadline } = await world.market.progressOf(opened.orderId);
  return buy(world, inGroup(options, { leader: opened.order.buyer, groupDeadline: Number(deadline) }), joiner);
}
