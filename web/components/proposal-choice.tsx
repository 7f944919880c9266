import type { ComponentChildren } from 'preact';
import type { CaseSummary } from '../../protocol/api/court.ts';
import { partOf } from '../../protocol/split.ts';
import type { View } from '../view.ts';

export type ChoiceKey = 'court.buyer_asks' | 'court.shop_offers' | 'court.to_buyer' | 'court.to_shop' | 'court.split';

interface ProposalProps {
  view: Pick<View<ChoiceKey>, 't' | 'money' | 'percent'>;
  found: Pick<CaseSummary, 'token' | 'totalUnits' | 'buyerBps' | 'sellerBps'>;
  side: 'buyer' | 'shop';
  children?: ComponentChildren;
}

/** One side's proposal: how the money would be split, as a bar before the numbers. */
export const Proposal = ({ view, found, side, children }: ProposalProps) => {
  const bps = (side === 'buyer' ? found.buyerBps : found.sellerBps) ?? 0;
  const total = BigInt(found.totalUnits);
  const back = partOf(total, bps);
  const money = (units: bigint): string => view.money(units, found.token);
  return (
    <div class={`proposal proposal-${side}`}>
      <h3>{view.t(side === 'buyer' ? 'court.buyer_asks' : 'court.shop_offers')}</h3>
      <svg
        class="rail"
        height="18"
        role="img"
        aria-label={view.t('court.split', { buyer: money(back), total: money(total) })}
      >
        <rect class="rail-locked" width="100%" height="18" />
        <rect class="rail-escrow" width={`${bps / 100}%`} height="18" />
      </svg>
      <dl class="proposal-parts">
        <div>
          <dt>
            <span class="swatch swatch-escrow" aria-hidden="true" /> {view.t('court.to_buyer')}
          </dt>
          <dd class="number">
            <strong>{money(back)}</strong> <span class="quiet">{view.percent(bps)}</span>
          </dd>
        </div>
        <div>
          <dt>
            <span class="swatch swatch-locked" aria-hidden="true" /> {view.t('court.to_shop')}
          </dt>
          <dd class="number">{money(total - back)}</dd>
        </div>
      </dl>
      {children}
    </div>
  );
};
