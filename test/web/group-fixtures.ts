import type { GroupDetail, GroupSummary } from '../../protocol/api/group.ts';
import type { OrderDetail } from '../../protocol/api/order.ts';
import { addressOf, day, digestOf, listing, now, token, units } from './fixtures.ts';
import { order } from './order-fixtures.ts';

const group = (seed: string, change: Partial<GroupSummary>): GroupSummary => ({
  groupId: digestOf(seed),
  state: 'open',
  shop: listing.shop,
  shopNames: listing.shopNames,
  leader: addressOf(seed),
  sku: digestOf('7a'),
  token,
  terms: { priceUnits: units(19), size: 3, withinSeconds: day, leaderBps: 300, commissionBps: 0 },
  aloneUnits: units(24),
  listing: listing.cid,
  titles: listing.titles,
  image: listing.image,
  variants: { en: 'Oat / 300 ml', 'zh-CN': '燕麦 / 300 毫升' },
  members: 2,
  openedAt: now - 3_600,
  deadline: now + 7_200,
  filledAt: null,
  ...change,
});

/** Two groups that wait for members, those that close next first. */
export const groups: GroupSummary[] = [group('3b', {}), group('9d', { members: 1, deadline: now + 20 * 3_600 })];

const first = group('3b', {});

/** The group of the order below: two of three. */
export const groupDetail: GroupDetail = {
  ...first,
  orders: [
    { order: digestOf('aa'), buyer: first.leader, quantity: 1, joinedAt: now - 3_600, state: 'pooling' },
    { order: order.id, buyer: order.buyer, quantity: 1, joinedAt: now - 600, state: 'pooling' },
  ],
};

/** An order that waits for its group. */
export const poolingOrder: OrderDetail = {
  ...order,
  state: 'pooling',
  paidAt: now - 600,
  deadline: first.deadline,
  group: {
    groupId: first.groupId,
    leader: first.leader,
    size: first.terms.size,
    members: first.members,
    deadline: first.deadline,
    filledAt: null,
  },
  leader: first.leader,
  terms: { ...order.terms, group: first.groupId, leader: first.leader, leaderBps: 300, commissionBps: 0 },
  steps: order.steps.slice(0, 1),
};
