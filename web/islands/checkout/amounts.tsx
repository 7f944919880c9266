import type { IslandWords } from '../words.ts';
import type { PurchaseGroup } from './totals.ts';

interface AmountsProps {
  words: IslandWords<'checkout'>;
  groups: readonly PurchaseGroup[];
}

/** How the price of each shop's part comes about: goods, group, coupon, points, delivery, what the shop gets; one shop's is the total. */
export const Amounts = ({ words, groups }: AmountsProps) => (
  <>
    {groups.map((group, index) => {
      const [first] = group.lines;
      if (first === undefined) return null;
      const { token } = first.detail;
      const { goodsUnits, savedUnits, couponUnits, pointsUnits, deliveryUnits, totalUnits } = group;
      const rows = [
        { word: 'cart.goods', units: goodsUnits + savedUnits, off: false, always: true },
        { word: 'cart.saved', units: savedUnits, off: true, always: false },
        { word: 'cart.coupon', units: couponUnits, off: true, always: false },
        { word: 'cart.points', units: pointsUnits, off: true, always: false },
        { word: 'cart.delivery', units: deliveryUnits, off: false, always: first.zone !== null },
      ] as const;
      return (
        <div key={index} class="amounts">
          {groups.length > 1 && <h3>{words.text(first.detail.shopNames)}</h3>}
          <dl class="legend">
            {rows
              .filter(({ units, always }) => always || units > 0n)
              .map(({ word, units, off }) => (
                <div key={word} class={off ? 'amount-off' : ''}>
                  <dt>{words.t(word)}</dt>
                  <dd class="number">
                    {off && '−'}
                    {words.money(units, token)}
                  </dd>
                </div>
              ))}
            <div class="cart-total">
              <dt>{words.t(groups.length > 1 ? 'cart.shop_total' : 'cart.total')}</dt>
              <dd class={groups.length > 1 ? 'number' : 'number big'}>{words.money(totalUnits, token)}</dd>
            </div>
          </dl>
        </div>
      );
    })}
  </>
);
