import { type Kysely, sql } from 'kysely';
import type { LiveEvent } from '../../protocol/api/live.ts';
import type { Database } from '../store/schema.ts';

/** Changes told of at once; a reader of more reads everything anew. */
const MOST_CHANGES = 2_000;

/** What some blocks changed. */
export interface Changes {
  events: LiveEvent[];
  /** False where more changed than is told here. */
  isWhole: boolean;
}

/**
 * What the blocks after one, up to another, changed: orders with their cases, reviews, groups and deposits as they are now,
 * in the order of the blocks. It is read from the undo journal, so of blocks that are final already nothing is known.
 */
export async function listChanges(
  db: Kysely<Database>,
  { after, upTo }: { after: number; upTo: number },
): Promise<Changes> {
  const { rows } = await sql<{ events: LiveEvent[]; finalized: number }>`
    with touched as (
      select changed.name, coalesce(key ->> 'id', key ->> 'order_id', key ->> 'shop') as id, max(block) as block
      from journal join (values ('orders', 'orders'), ('cases', 'orders'), ('court_rounds', 'orders'), ('panel_seats', 'orders'),
        ('order_evidence', 'orders'), ('reviews', 'reviews'), ('amendments', 'reviews'), ('groups', 'groups'),
        ('deposits', 'deposits')) changed (table_name, name) using (table_name)
      where block > ${after}::int and block <= ${upTo}::int
      group by 1, 2 order by block limit ${MOST_CHANGES}
    )
    select coalesce(jsonb_agg(event order by block, event ->> 'kind', event::text), '[]') as events,
      (select finalized from checkpoint) as finalized
    from (
      select t.block, jsonb_build_object('kind', 'order', 'order', o.id, 'shop', o.shop, 'buyer', o.buyer,
        'state', o.state, 'block', t.block) as event
      from touched t join orders o on o.id = t.id where t.name = 'orders'
      union all
      select t.block, jsonb_build_object('kind', 'review', 'order', r.order_id, 'shop', r.shop, 'stars', r.stars,
        'block', t.block)
      from touched t join reviews r on r.order_id = t.id where t.name = 'reviews'
      union all
      select t.block, jsonb_build_object('kind', 'group', 'group', g.id, 'shop', g.shop, 'members', g.members,
        'block', t.block)
      from touched t join groups g on g.id = t.id where t.name = 'groups'
      union all
      select t.block, jsonb_build_object('kind', 'deposit', 'shop', t.id, 'block', t.block)
      from touched t where t.name = 'deposits'
    ) changes`.execute(db);
  const { events = [], finalized = upTo } = rows[0] ?? {};
  return { events, isWhole: events.length < MOST_CHANGES && finalized <= after };
}
