import { keyOf, type StakeRow, type Tables } from '../../../protocol/model/tables.ts';
import type { Handlers, Happened } from './events.ts';
import { add } from './register-events.ts';

const noStake: StakeRow = {
  stakedUnits: 0n,
  lockedUnits: 0n,
  releaseAt: 0,
  suspendedTier: 0,
  unbondingUnits: 0n,
  closedUnits: 0n,
  failedUnits: 0n,
};

const stake =
  (become: (row: StakeRow, args: Happened['args']) => Partial<StakeRow>) =>
  (tables: Tables, args: Happened['args']): void => {
    const key = keyOf(args.shop, args.token);
    const row = tables.stakes.get(key) ?? noStake;
    tables.stakes.set(key, { ...row, ...become(row, args) });
  };

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/** The vault's credits and fees, and the shops' stakes. */
export const moneyEvents: Handlers = {
  Credited: ({ credits }, { token, to, units }) => add(credits, keyOf(token, to), units),
  FeeTaken: ({ fees }, { token, units }) => add(fees, token, units),
  Withdrawn: ({ credits }, { token, owner, units }) => add(credits, keyOf(token, owner), 0n - units),
  FeesWithdrawn: ({ fees }, { token, units }) => add(fees, token, 0n - units),
  Staked: stake((row, { units }) => ({ stakedUnits: row.stakedUnits + units })),
  StakeLocked: stake((row, { units }) => ({ lockedUnits: row.lockedUnits + units })),
  StakeUnlocked: stake((row, { units, closedUnits, failedUnits }) => ({
    lockedUnits: row.lockedUnits - units,
    closedUnits,
    failedUnits,
  })),
  StakeSlashed: stake((row, { units }) => ({
    stakedUnits: row.stakedUnits - units,
    unbondingUnits: least(row.unbondingUnits, row.stakedUnits - units),
  })),
  UnbondingStarted: stake((_, { unbondingUnits, releaseAt }) => ({ unbondingUnits, releaseAt: Number(releaseAt) })),
  ShopSuspended: stake((_, { tier }) => ({ suspendedTier: tier + 1 })),
  ShopReinstated: stake(() => ({ suspendedTier: 0, closedUnits: 0n, failedUnits: 0n })),
  StakeWithdrawn: stake((row, { units }) => ({
    stakedUnits: row.stakedUnits - units,
    unbondingUnits: row.unbondingUnits - units,
  })),
};
