import { type GroupTerms, groupId, groupTermsHash } from '../group.ts';
import type { Offer } from '../offer.ts';
import { type Address, type Hex, zeroAddress } from '../primitives.ts';
import { type Call, refuse, require } from './transaction.ts';

const HOUR = 3_600;

export interface Entering {
  offer: Offer;
  terms: GroupTerms;
  /** Who opened the group that is joined; zero with a deadline of zero opens a new one. */
  leader: Address;
  groupDeadline: number;
}

/** Opens a group for the caller or joins one. INVARIANT I7: a group is counted, never listed. */
export function enterGroup({ tables, by, now }: Call, entering: Entering): { group: Hex; deadline: number } {
  const { offer, terms, leader, groupDeadline } = entering;
  const allowed =
    groupTermsHash(terms) === offer.group &&
    terms.priceUnits !== 0n &&
    terms.priceUnits < offer.priceUnits &&
    terms.size >= 2 &&
    terms.size <= 100 &&
    terms.withinSeconds >= HOUR &&
    terms.withinSeconds <= 7 * 24 * HOUR;
  require(allowed, 'GroupTermsInvalid');
  const opens = leader === zeroAddress && groupDeadline === 0;
  const deadline = opens ? now + terms.withinSeconds : groupDeadline;
  const { shop, sku, token } = offer;
  const group = groupId({ shop, sku, token, terms: offer.group, leader: opens ? by : leader, deadline });
  const before = tables.groups.get(group);
  if (opens) require(before === undefined, 'GroupAlreadyOpen');
  else {
    if (before === undefined) refuse('GroupUnknown');
    require(before.members < terms.size, 'GroupFull');
    require(now <= deadline, 'GroupDeadlinePassed');
  }
  const members = (before?.members ?? 0) + 1;
  tables.groups.set(group, { members, filledAt: members === terms.size ? now : 0 });
  return { group, deadline };
}
