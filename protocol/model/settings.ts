import type { Parameters } from '../order.ts';
import { type Address, zeroAddress } from '../primitives.ts';
import type { TokenTermsRow } from './tables.ts';
import { type Call, require } from './transaction.ts';

const MAX_UNITS = (1n << 96n) - 1n;
const MIN_WINDOW = 3_600;
const MAX_WINDOW = 30 * 86_400;

const within = (value: number | bigint, least: number | bigint, most: number | bigint): void =>
  require(value >= least && value <= most, 'SettingsOutOfBounds');

const restricted = ({ by, at }: Call): void => require(by === at.admin, 'AccessManagedUnauthorized');

/** Sets the parameters of future orders. Orders carry theirs, so no running order changes. */
export function setParameters(call: Call, changed: Parameters): void {
  restricted(call);
  within(changed.feeBps, 0, 500);
  within(changed.minCoverageBps, 500, 10_000);
  within(changed.penaltyBps, 0, 5_000);
  within(changed.answerWithinSeconds, MIN_WINDOW, MAX_WINDOW);
  within(changed.escalateWithinSeconds, MIN_WINDOW, MAX_WINDOW);
  within(changed.ruleWithinSeconds, MIN_WINDOW, MAX_WINDOW);
  call.tables.parameters = changed;
}

export function setToken(call: Call, token: Address, terms: TokenTermsRow): void {
  restricted(call);
  require(token !== zeroAddress, 'SettingsZeroAddress');
  within(terms.decimals, 0, 36);
  within(terms.minStakeUnits, 0n, MAX_UNITS);
  within(terms.maxOrderUnits, 0n, MAX_UNITS);
  call.tables.tokenTerms.set(token, terms);
}

/** The stake of a seat is set once: seats are counted, not weighed. */
export function setJurorTerms(call: Call, token: Address, terms: { seatUnits: bigint; feeUnits: bigint }): void {
  restricted(call);
  const seatUnits = call.tables.jurorTerms.get(token)?.seatUnits ?? 0n;
  if (seatUnits === 0n) within(terms.seatUnits, 1n, MAX_UNITS);
  else within(terms.seatUnits, seatUnits, seatUnits);
  within(terms.feeUnits, 0n, terms.seatUnits / 10n);
  call.tables.jurorTerms.set(token, terms);
}

export function setTreasury(call: Call, treasury: Address): void {
  restricted(call);
  require(treasury !== zeroAddress, 'SettingsZeroAddress');
  call.tables.treasury = treasury;
}
