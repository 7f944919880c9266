import { sql } from 'kysely';
import type { OrderGroupView } from '../../protocol/api/order.ts';
import type { OrderState } from '../../protocol/order.ts';

/** Brings the group of `orders o` in as `g`. */
export const joinGroup = sql`left join groups g on g.id = o.group_id`;

/** Where an order stands: one stored as pooling is paid from the second in which its group filled up. */
export const stateOf = sql<OrderState>`case when o.state = 'pooling' and g.filled_at is not null then 'paid' else o.state end`;

/** Until when its party must act, in Unix seconds: a pooling order waits for its group. */
export const deadlineOf = sql<number | null>`case when o.state <> 'pooling' then o.deadline
  when g.filled_at is null then g.deadline else g.filled_at + o.ship_within_seconds end`;

/** Block of its last change, which may be that of its group. */
export const changedBlockOf = sql<number>`case when o.state = 'pooling' then greatest(o.changed_block, g.filled_block)
  else o.changed_block end`;

/** The group as JSON; null for an order bought alone. */
export const groupJson = sql<OrderGroupView | null>`case when g.id is not null then jsonb_build_object(
  'groupId', g.id, 'leader', g.leader, 'size', g.size, 'members', g.members, 'deadline', g.deadline,
  'filledAt', g.filled_at) end`;
