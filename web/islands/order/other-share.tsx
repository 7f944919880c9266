import type { Signal } from '@preact/signals';
import type { OrderDetail } from '../../../protocol/api/order.ts';
import type { OrderRole } from '../../../protocol/order-actions.ts';
import { Banner } from '../../components/notice.tsx';
import type { IslandWords } from '../words.ts';
import { agreedShare, shareOfOther } from './share-bounds.ts';

interface OtherShareProps {
  words: IslandWords<'order'>;
  order: OrderDetail;
  role: OrderRole;
  /** What the reader is about to propose. */
  refundBps: Signal<number>;
  /** Least that the contract takes from the reader. */
  least: number;
}

/** What the other side stands for, one press to agree to it, and word that a share which meets it ends the dispute. */
export const OtherShare = ({ words, order, role, refundBps, least }: OtherShareProps) => {
  const other = shareOfOther(order, role);
  if (other === null) return role === 'buyer' ? <p class="small">{words.t('order.other_none')}</p> : null;
  const amountOf = (bps: number): string =>
    words.money((BigInt(order.totalUnits) * BigInt(bps)) / 10_000n, order.token);
  const agreed = agreedShare(order, role, refundBps.value);
  return (
    <>
      <p class="other-share">
        <span>
          {words.t(role === 'buyer' ? 'order.other_seller' : 'order.other_buyer', {
            percent: words.percent(other),
            amount: amountOf(other),
          })}
        </span>
        {agreed === null && other >= least && (
          <button
            type="button"
            class="button button-quiet button-small"
            onClick={() => {
              refundBps.value = other;
            }}
          >
            {words.t('order.other_agree')}
          </button>
        )}
      </p>
      <div role="status">
        {agreed !== null && (
          <Banner tone="warn">
            <p>{words.t('order.other_meets', { amount: amountOf(agreed) })}</p>
          </Banner>
        )}
      </div>
    </>
  );
};
