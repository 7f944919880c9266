import type { DepositView } from '../../protocol/api/shop.ts';
import type { PageView } from '../page-view.ts';

/** A part of an amount in per cent, with two decimals. */
export const shareOf = (part: string, whole: string): number =>
  BigInt(whole) === 0n ? 0 : Number((BigInt(part) * 10_000n) / BigInt(whole)) / 100;

/** A shop's deposit as a bar: what is locked behind open orders, what is leaving, what is free. */
export const DepositBar = ({
  view,
  deposit,
  tall = false,
}: {
  view: PageView;
  deposit: DepositView;
  tall?: boolean;
}) => {
  const { token, stakedUnits, lockedUnits, unbondingUnits, freeUnits } = deposit;
  const locked = shareOf(lockedUnits, stakedUnits);
  const leaving = shareOf(unbondingUnits, stakedUnits);
  const height = tall ? 22 : 12;
  const label = view.t('shop.bar', {
    staked: view.money(stakedUnits, token),
    locked: view.money(lockedUnits, token),
    free: view.money(freeUnits, token),
  });
  return (
    <svg class="rail deposit-bar" height={height} role="img" aria-label={label}>
      <rect class="rail-free" width="100%" height={height} rx="3" />
      {leaving > 0 && (
        <rect class="rail-leaving" x={`${100 - leaving}%`} width={`${leaving}%`} height={height} rx="3" />
      )}
      {locked > 0 && <rect class="rail-locked" width={`${locked}%`} height={height} rx="3" />}
    </svg>
  );
};

/** The deposit that says most about a shop: the largest share of its open orders is in its token. */
export const mainDeposit = (deposits: readonly DepositView[]): DepositView | null =>
  [...deposits].sort((a, b) => (BigInt(b.stakedUnits) > BigInt(a.stakedUnits) ? 1 : -1))[0] ?? null;
