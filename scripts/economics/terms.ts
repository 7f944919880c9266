import { zeroAddress } from '../../protocol/primitives.ts';
import type { ClosingTerms } from '../../protocol/split.ts';
import { coverageOf } from '../../protocol/split.ts';
import { defaultParameters } from '../deploy/defaults.ts';

/** An order at the default parameters, without payees: whom the shop rewards does not change what an attack costs. */
export const plainOrder = (totalUnits: bigint): ClosingTerms => ({
  totalUnits,
  coverageUnits: coverageOf(totalUnits, defaultParameters.minCoverageBps),
  promoter: zeroAddress,
  parent: zeroAddress,
  host: zeroAddress,
  leader: zeroAddress,
  pickup: zeroAddress,
  commissionBps: 0,
  parentBps: 0,
  hostBps: 0,
  leaderBps: 0,
  pickupBps: 0,
  parameters: defaultParameters,
});
