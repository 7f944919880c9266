import type { Address } from '../../protocol/primitives.ts';
import { type DepositBalance, depositKey, type HandlerContext } from './context.ts';
import type { Handlers } from './events.ts';

/** Stakes of the shops: the same sums as the contract keeps. */
export const depositsHandlers: Handlers<'deposits', HandlerContext> = {
  Staked: (args, _place, context) =>
    change(context, args, (deposit) => ({ stakedUnits: deposit.stakedUnits + args.units })),
  StakeLocked: (args, _place, context) =>
    change(context, args, (deposit) => ({ lockedUnits: deposit.lockedUnits + args.units })),
  StakeUnlocked: (args, _place, context) =>
    change(context, args, (deposit) => ({
      lockedUnits: deposit.lockedUnits - args.units,
      closedUnits: args.closedUnits,
      failedUnits: args.failedUnits,
    })),
  StakeSlashed: (args, _place, context) =>
    change(context, args, (deposit) => {
      const left = deposit.stakedUnits - args.units;
      // The slash reaches stake that is leaving.
      return { stakedUnits: left, unbondingUnits: deposit.unbondingUnits > left ? left : deposit.unbondingUnits };
    }),
  UnbondingStarted: (args, _place, context) =>
    change(context, args, () => ({ unbondingUnits: args.unbondingUnits, releaseAt: Number(args.releaseAt) })),
  StakeWithdrawn: (args, _place, context) =>
    change(context, args, (deposit) => ({
      stakedUnits: deposit.stakedUnits - args.units,
      unbondingUnits: deposit.unbondingUnits - args.units,
    })),
  ShopSuspended: (args, _place, context) => change(context, args, () => ({ suspendedTier: args.tier + 1 })),
  ShopReinstated: (args, _place, context) =>
    change(context, args, () => ({ suspendedTier: 0, closedUnits: 0n, failedUnits: 0n })),
};

const empty: DepositBalance = {
  stakedUnits: 0n,
  lockedUnits: 0n,
  unbondingUnits: 0n,
  releaseAt: 0,
  closedUnits: 0n,
  failedUnits: 0n,
  suspendedTier: 0,
};

function change(
  { deposits, rows }: HandlerContext,
  { shop, token }: { shop: string; token: string },
  next: (deposit: DepositBalance) => Partial<DepositBalance>,
): void {
  const key = { shop: shop as Address, token: token as Address };
  const before = deposits.get(depositKey(key.shop, key.token)) ?? empty;
  const deposit = { ...before, ...next(before) };
  deposits.set(depositKey(key.shop, key.token), deposit);
  rows.upsert('deposits', key, {
    set: {
      staked_units: deposit.stakedUnits,
      locked_units: deposit.lockedUnits,
      unbonding_units: deposit.unbondingUnits,
      release_at: deposit.releaseAt,
      closed_units: deposit.closedUnits,
      failed_units: deposit.failedUnits,
      suspended_tier: deposit.suspendedTier,
    },
  });
}
