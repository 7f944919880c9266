import type { Address } from '../../protocol/primitives.ts';
import type { HandlerContext } from './context.ts';
import type { Handlers } from './events.ts';

/** Groups that fill up or not. Their members are the orders that name them. */
export const groupsHandlers: Handlers<'groups', HandlerContext> = {
  GroupOpened: ({ groupId, shop, leader, sku, token, terms, deadline }, place, { rows }) =>
    rows.insert('groups', {
      id: groupId,
      shop: shop as Address,
      leader: leader as Address,
      sku,
      token: token as Address,
      price_units: terms.priceUnits,
      size: terms.size,
      within_seconds: terms.withinSeconds,
      leader_bps: terms.leaderBps,
      commission_bps: terms.commissionBps,
      deadline,
      members: 0,
      filled_at: null,
      filled_block: null,
      filled_log: null,
      filled_transaction: null,
      opened_at: place.time,
      opened_block: place.block,
      opened_log: place.log,
    }),
  GroupJoined: ({ groupId, members }, _place, { rows }) => rows.update('groups', { id: groupId }, { set: { members } }),
  // Its orders are not touched, as on the chain: whoever reads a pooling order looks at its group.
  GroupFilled: ({ groupId, filledAt }, place, { rows }) =>
    rows.update(
      'groups',
      { id: groupId },
      {
        set: {
          filled_at: filledAt,
          filled_block: place.block,
          filled_log: place.log,
          filled_transaction: place.transaction,
        },
      },
    ),
};
