import type { Address } from '../primitives.ts';
import { countOrder, lockableUnits, nextTier, tierUnits } from '../record.ts';
import { keyOf, type StakeRow, type TokenTermsRow } from './tables.ts';
import { take } from './tokens.ts';
import { type Call, require } from './transaction.ts';
import { credit } from './vault.ts';

const MAX_STAKE_UNITS = (1n << 96n) - 1n;
/** A group's window, five windows of an order, and a day. */
export const EXIT_DELAY_SECONDS = (7 + 5 * 30 + 1) * 86_400;

const noStake: StakeRow = {
  stakedUnits: 0n,
  lockedUnits: 0n,
  releaseAt: 0,
  suspendedTier: 0,
  unbondingUnits: 0n,
  closedUnits: 0n,
  failedUnits: 0n,
};
const noTerms: TokenTermsRow = { accepted: false, decimals: 0, minStakeUnits: 0n, maxOrderUnits: 0n };

export const stakeOf = ({ tables }: Pick<Call, 'tables'>, shop: Address, token: Address): StakeRow =>
  tables.stakes.get(keyOf(shop, token)) ?? noStake;

export const tokenTermsOf = ({ tables }: Pick<Call, 'tables'>, token: Address): TokenTermsRow =>
  tables.tokenTerms.get(token) ?? noTerms;

/** Adds to the caller's stake; one that reaches the required tier ends a suspension and the record behind it. */
export function stake(call: Call, token: Address, units: bigint): void {
  const { tables, by, at } = call;
  require(units !== 0n, 'DepositsZeroAmount');
  const terms = tokenTermsOf(call, token);
  require(terms.accepted, 'DepositsTokenRefused');
  const held = stakeOf(call, by, token);
  const stakedUnits = held.stakedUnits + units;
  require(stakedUnits <= MAX_STAKE_UNITS, 'DepositsStakeTooLarge');
  // What is leaving does not count: it would back nothing.
  const staying = stakedUnits - held.unbondingUnits;
  const reinstated = held.suspendedTier !== 0 && staying >= tierUnits(held.suspendedTier - 1, terms.minStakeUnits);
  const record = reinstated ? { suspendedTier: 0, closedUnits: 0n, failedUnits: 0n } : {};
  tables.stakes.set(keyOf(by, token), { ...held, stakedUnits, ...record });
  take(call, token, units, at.deposits);
}

/** Sets what leaves after the exit delay. */
export function unbond(call: Call, token: Address, units: bigint): void {
  const held = stakeOf(call, call.by, token);
  require(units <= held.stakedUnits, 'DepositsInsufficient');
  const releaseAt = units === 0n ? 0 : call.now + EXIT_DELAY_SECONDS;
  call.tables.stakes.set(keyOf(call.by, token), { ...held, unbondingUnits: units, releaseAt });
}

/** Credits what is leaving and held by no open order. */
export function withdrawStake(call: Call, token: Address): void {
  const held = stakeOf(call, call.by, token);
  require(call.now >= held.releaseAt, 'DepositsStillBonded');
  const unlocked = held.stakedUnits - held.lockedUnits;
  const units = held.unbondingUnits < unlocked ? held.unbondingUnits : unlocked;
  require(units !== 0n, 'DepositsNothingToWithdraw');
  const left = { stakedUnits: held.stakedUnits - units, unbondingUnits: held.unbondingUnits - units };
  call.tables.stakes.set(keyOf(call.by, token), { ...held, ...left });
  credit(call, token, [[call.by, units]], 0n);
}

/** Locks coverage. INVARIANT I4: only free stake is locked. */
export function lock(call: Call, shop: Address, token: Address, units: bigint): void {
  const held = stakeOf(call, shop, token);
  require(held.suspendedTier === 0, 'DepositsShopSuspended');
  const busy = held.lockedUnits + held.unbondingUnits;
  const free = busy < held.stakedUnits ? held.stakedUnits - busy : 0n;
  require(units <= free, 'DepositsInsufficient');
  const lockedUnits = held.lockedUnits + units;
  require(lockedUnits <= lockableUnits(held), 'DepositsAboveExposure');
  call.tables.stakes.set(keyOf(shop, token), { ...held, lockedUnits });
}

export interface Release {
  shop: Address;
  token: Address;
  units: bigint;
  slashedUnits: bigint;
  soldUnits: bigint;
  failedUnits: bigint;
}

/** Ends a lock and counts the order. INVARIANT I4: slashes at most what was locked, and reaches stake that is leaving. */
export function release(call: Call, { shop, token, units, slashedUnits, soldUnits, failedUnits }: Release): void {
  const held = stakeOf(call, shop, token);
  const stakedUnits = held.stakedUnits - slashedUnits;
  const unbondingUnits = held.unbondingUnits < stakedUnits ? held.unbondingUnits : stakedUnits;
  const left = { ...held, lockedUnits: held.lockedUnits - units, stakedUnits, unbondingUnits };
  const { record, suspends } = countOrder(left, { soldUnits, failedUnits });
  const counted = { ...left, ...record };
  const suspendedTier =
    suspends && counted.suspendedTier === 0
      ? nextTier(stakedUnits, tokenTermsOf(call, token).minStakeUnits) + 1
      : counted.suspendedTier;
  call.tables.stakes.set(keyOf(shop, token), { ...counted, suspendedTier });
}
