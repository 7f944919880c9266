import type { CaseDetail } from '../../protocol/api/court.ts';
import type { GroupSummary } from '../../protocol/api/group.ts';
import type { ListingDetail } from '../../protocol/api/listing.ts';
import type { OrderDetail } from '../../protocol/api/order.ts';
import { zeroAddress } from '../../protocol/primitives.ts';

/** Accounts that the pages of an order and of its case show: those that take part in it, and everybody who was drawn. */
export function accountsOf(order: OrderDetail, found: CaseDetail | undefined): string[] {
  const { arbitrator, promoter, parent, host, pickup } = order.terms;
  const jurors = found?.rounds.flatMap(({ panel }) => panel.map(({ juror }) => juror)) ?? [];
  const parties = [order.buyer, arbitrator, promoter, parent, host, pickup, order.group?.leader ?? zeroAddress];
  return [...new Set([...parties, ...jurors])].filter((account) => account !== zeroAddress);
}

/** Accounts that the page of a listing names: who opened its groups, who recommends it, who hands over and who decides. */
export function accountsOfListing(
  { variants }: ListingDetail,
  { groups, promoter }: { groups: readonly Pick<GroupSummary, 'leader'>[]; promoter: string | null },
): string[] {
  const offered = variants.flatMap(({ offer }) => [offer.pickup, offer.arbitrator]);
  const named = [...offered, ...groups.map(({ leader }) => leader), promoter ?? zeroAddress];
  return [...new Set(named)].filter((account) => account !== zeroAddress);
}
