import type { OrderDetail, OrderSummary } from '../../../../protocol/api/order.ts';
import type { IslandWords } from '../../words.ts';

/** What is told of an order beside its summary once it was asked for. */
export type Proposals = Pick<OrderDetail, 'buyerBps' | 'sellerBps' | 'answered'>;

/**
 * What the shop does next about an order, in plain words.
 * @param proposals what both sides proposed, where that is known
 */
export function nextStep(words: IslandWords<'board'>, order: OrderSummary, proposals: Proposals | undefined): string {
  const late = order.deadline !== null && order.deadline < words.now;
  if (late) return words.t('next.late');
  switch (order.state) {
    case 'paid':
      return words.t('next.ship');
    case 'pooling':
      return words.t('next.pooling');
    case 'shipped':
      return words.t('next.away');
    case 'disputed':
      return proposals?.answered === true && proposals.sellerBps !== null && proposals.buyerBps !== null
        ? words.t('next.agree', {
            offer: words.percent(proposals.sellerBps),
            ask: words.percent(proposals.buyerBps),
          })
        : words.t('next.answer');
    case 'escalated':
      return words.t('next.escalated');
    default:
      return words.t('next.done');
  }
}
