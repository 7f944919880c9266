import { useEffect, useRef } from 'preact/hooks';
import type { Hex } from '../../../protocol/primitives.ts';
import { shortId } from '../../components/shorten.ts';
import type { IslandWords } from '../words.ts';
import { isPickedUp } from './line-price.ts';
import type { PricedLine } from './totals.ts';

/**
 * What was paid and where it is found. The long form before it is gone: its reader is brought to the top of this.
 * @param orders IDs, in the order of `lines`
 */
export const Paid = ({
  words,
  orders,
  lines,
}: {
  words: IslandWords<'checkout'>;
  orders: readonly Hex[];
  lines: readonly PricedLine[];
}) => {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <div class="checkout-done" role="status">
      <h2 ref={title} tabIndex={-1}>
        {words.t('checkout.done')}
      </h2>
      <p>{words.t('checkout.done_text')}</p>
      {lines.some(({ line }) => line.group !== null) && <p>{words.t('checkout.done_group')}</p>}
      {lines.some(isPickedUp) && <p>{words.t('checkout.done_pickup')}</p>}
      <ul class="plain paid-orders">
        {orders.map((id, index) => (
          <li key={id}>
            <a class={orders.length === 1 ? 'button' : undefined} href={`/order/${id}`}>
              {words.t('checkout.order', { id: shortId(id) })}
            </a>{' '}
            <span class="quiet">{words.text(lines[index]?.detail.titles)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
};
