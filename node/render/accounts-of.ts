import type { CaseDetail } from '../../protocol/api/court.ts';
import type { OrderDetail } from '../../protocol/api/order.ts';
import { zeroAddress } from '../../protocol/primitives.ts';

/** Accounts that the pages of an order and of its case show: those that take part in it, and everybody who was drawn. */
export function accountsOf(order: OrderDetail, found: CaseDetail | undefined): string[] {
  const { arbitrator, promoter, parent, host, pickup } = order.terms;
  const jurors = found?.rounds.flatMap(({ panel }) => panel.map(({ juror }) => juror)) ?? [];
  const parties = [order.buyer, arbitrator, promoter, parent, host, pickup, order.group?.leader ?? zeroAddress];
  return [...new Set([...parties, ...jurors])].filter((account) => account !== zeroAddress);
}
