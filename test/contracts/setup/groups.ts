import type { GroupTerms } from '../../../protocol/group.ts';
import { dollars } from './world.ts';

/** The usual group: three for $15 each within a day, 5 % for the leader. */
export const groupTerms: GroupTerms = {
  priceUnits: dollars(15),
  size: 3,
  withinSeconds: 86_400,
  leaderBps: 500,
  commissionBps: 0,
};
