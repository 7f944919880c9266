import { zeroAddress } from '../../protocol/primitives.ts';
import { partOf } from '../../protocol/split.ts';
import { type Check, written } from './checked.ts';

const MAX_SHARES_BPS = 3_000;

/** I6: shares are at most 30 % together, at most two promoters are paid, and nobody is paid for their own sale. */
const orderShares: Check = ({ before, after }) =>
  written(before.orders, after.orders).flatMap(([id, order]) => {
    const { commissionBps, hostBps, leaderBps, pickupBps, promoter, parent, host, leader, pickup } = order;
    const shares = commissionBps + hostBps + leaderBps + pickupBps;
    const parties = [order.buyer, order.shop, order.arbitrator];
    const paid = [promoter, parent, host, leader, pickup].filter((payee) => payee !== zeroAddress);
    return [
      ...(shares <= MAX_SHARES_BPS ? [] : [`I6: the shares of ${id} are ${shares} bps`]),
      ...(paid.some((payee) => parties.includes(payee)) ? [`I6: a party of ${id} earns from it`] : []),
      ...(promoter === zeroAddress && parent !== zeroAddress ? [`I6: ${id} pays a parent without a promoter`] : []),
      ...(parent !== zeroAddress && after.promoters.get(promoter) !== parent ? [`I6: ${id} pays a wrong parent`] : []),
    ];
  });

const paidShares: Check = ({ before, after }) =>
  written(before.progress, after.progress).flatMap(([id, { payout }]) => {
    const order = after.orders.get(id);
    if (payout === null || order === undefined) return [];
    const kept = order.totalUnits - payout.buyerUnits;
    const shares =
      payout.promoterUnits + payout.parentUnits + payout.hostUnits + payout.leaderUnits + payout.pickupUnits;
    return shares <= partOf(kept, MAX_SHARES_BPS) ? [] : [`I6: ${id} paid shares of ${shares} from ${kept}`];
  });

/** I6: a parent was there before its child, so nobody is their own ancestor. */
const forest: Check = ({ before, after }) =>
  written(before.promoters, after.promoters).flatMap(([promoter, parent]) => {
    const again = before.promoters.has(promoter) ? [`I6: ${promoter} changed parents`] : [];
    const early =
      parent === zeroAddress || before.promoters.has(parent) ? [] : [`I6: ${promoter} has an unknown parent`];
    return [...again, ...early];
  });

export const i6Shares: Check = (checked) => [...orderShares(checked), ...paidShares(checked), ...forest(checked)];
