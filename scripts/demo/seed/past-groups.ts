import { decodeEventLog, type TransactionReceipt } from 'viem';
import { groupsAbi } from '../../../protocol/abi/groups.ts';
import { type Extras, extrasOf } from '../../../protocol/extras.ts';
import { groupTermsOf } from '../../../protocol/group.ts';
import { type Address, addressSchema } from '../../../protocol/primitives.ts';
import type { HistoryOrder } from './history.ts';

/** A group of the past that others may join. */
interface OpenGroup {
  leader: Address;
  deadline: number;
}

/** The groups that the demo market's past has opened so far, by their names. */
export interface PastGroups {
  /** What an order's line carries to open its group, or to join it. */
  extrasFor(each: HistoryOrder): Extras[];
  /** Remembers the group that a purchase opened. */
  opened(each: HistoryOrder, receipt: TransactionReceipt): void;
}

/** Keeps the groups of the past. */
export function pastGroups(groups: Address): PastGroups {
  const open = new Map<string, OpenGroup>();
  return {
    extrasFor({ order, stock }) {
      if (order.group === undefined) return [];
      const terms = stock.offer(order.listing, order.sku).group;
      if (terms === undefined) throw new RangeError(`${order.sku} is not sold to groups`);
      const joined = open.get(order.group);
      return extrasOf({ group: { terms: groupTermsOf(terms), ...(joined ? { joins: joined } : {}) } });
    },
    opened({ order }, receipt) {
      if (order.group === undefined || open.has(order.group)) return;
      for (const log of receipt.logs) {
        if (log.address.toLowerCase() !== groups) continue;
        const { eventName, args } = decodeEventLog({ abi: groupsAbi, data: log.data, topics: log.topics });
        if (eventName === 'GroupOpened')
          open.set(order.group, { leader: addressSchema.parse(args.leader), deadline: args.deadline });
      }
    },
  };
}
