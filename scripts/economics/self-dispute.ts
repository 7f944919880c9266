import type { OrderOutcome } from '../../protocol/order.ts';
import { closeOrder } from '../../protocol/split.ts';
import { type AttackReport, dollars, money } from './attack.ts';
import { plainOrder } from './terms.ts';

const endings: [string, OrderOutcome, number, bigint][] = [
  ['confirmed', 'confirmed', 0, 0n],
  ['not shipped', 'not_shipped', 10_000, 0n],
  ['cancelled by the shop', 'cancelled_by_seller', 10_000, 0n],
  ['settled at half', 'agreed', 5_000, 0n],
  ['shop silent in the dispute', 'seller_silent', 10_000, 0n],
  ['ruled for the buyer, one round', 'arbitrated', 10_000, 300n],
  ['ruled for the buyer, appealed', 'arbitrated', 10_000, 1_700n],
  ['ruled for the shop, one round', 'arbitrated', 0, 300n],
];

/** A shop that is its own buyer moves $100 through every ending: nothing pays the two of them together. */
export function selfDispute(): AttackReport {
  const totalUnits = dollars(100);
  const order = plainOrder(totalUnits);
  const rows = endings.map(([title, outcome, refundBps, courtBps]) => {
    const payout = closeOrder({ order, outcome, refundBps });
    const fees = payout.feeUnits + payout.coverageFeeUnits;
    const jurors = (totalUnits * courtBps) / 10_000n;
    const together = payout.buyerUnits + payout.sellerUnits - totalUnits - payout.coverageFeeUnits - jurors;
    return [title, money(fees), money(jurors), money(together)];
  });
  return {
    name: 'self-dispute',
    columns: ['how the order ends', 'fees', 'to jurors', 'shop and buyer together'],
    rows,
  };
}
