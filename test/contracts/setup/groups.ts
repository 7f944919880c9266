import { encodeAbiParameters, keccak256 } from 'viem/utils';
import type { Hex } from '../../../protocol/primitives.ts';
import { dollars } from './world.ts';

export interface GroupTerms {
  priceUnits: bigint;
  size: number;
  withinSeconds: number;
  leaderBps: number;
  commissionBps: number;
}

/** The usual group: three for $15 each within a day, 5 % for the leader. */
export const groupTerms: GroupTerms = {
  priceUnits: dollars(15),
  size: 3,
  withinSeconds: 86_400,
  leaderBps: 500,
  commissionBps: 0,
};

/** What an offer names of its group's terms. */
export const groupHash = (terms: GroupTerms): Hex =>
  keccak256(
    encodeAbiParameters(
      [{ type: 'uint128' }, { type: 'uint32' }, { type: 'uint32' }, { type: 'uint16' }, { type: 'uint16' }],
      [terms.priceUnits, terms.size, terms.withinSeconds, terms.leaderBps, terms.commissionBps],
    ),
  );
