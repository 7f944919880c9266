import type { Signal } from '@preact/signals';
import type { OrderDetail } from '../../../protocol/api/order.ts';
import type { IslandWords } from '../words.ts';

interface ShareSliderProps {
  words: IslandWords<'order'>;
  order: OrderDetail;
  /** Basis points that go back to the buyer. */
  refundBps: Signal<number>;
  least: number;
  most: number;
}

/** Chooses which part of the total goes back to the buyer, as per cent and as money for both. */
export const ShareSlider = ({ words, order, refundBps, least, most }: ShareSliderProps) => {
  const total = BigInt(order.totalUnits);
  const back = (total * BigInt(refundBps.value)) / 10_000n;
  return (
    <label class="share">
      <span>
        {words.t('order.share')} <strong class="number">{words.percent(refundBps.value)}</strong>
      </span>
      <input
        type="range"
        min={least / 100}
        max={most / 100}
        step={1}
        value={refundBps.value / 100}
        aria-valuetext={`${words.percent(refundBps.value)}, ${words.money(back, order.token)}`}
        onInput={(event) => {
          refundBps.value = Math.round(event.currentTarget.valueAsNumber * 100);
        }}
      />
      <span class="share-sides small">
        <span>{words.t('order.share_buyer', { amount: words.money(back, order.token) })}</span>
        <span>{words.t('order.share_seller', { amount: words.money(total - back, order.token) })}</span>
      </span>
    </label>
  );
};
