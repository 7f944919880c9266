import { type Kysely, sql } from 'kysely';
import type { TrustLinkView } from '../../../protocol/api/trust.ts';
import type { Address, Hex } from '../../../protocol/primitives.ts';
import { type Reached, trustPath } from '../../../protocol/trust-graph.ts';
import type { Database } from '../../store/schema.ts';
import type { AccountGraph } from './account-graph.ts';

/** The circle on whose ways the links lie. */
export interface KnownCircle {
  db: Kysely<Database>;
  graph: AccountGraph;
  circle: ReadonlyMap<number, Reached>;
  viewer: Address;
}

/** The links of the ways to some people, each with the newest order that it rests on. */
export async function readTrustLinks(
  { db, graph, circle, viewer }: KnownCircle,
  people: readonly number[],
): Promise<Map<number, TrustLinkView[]>> {
  const paths = new Map(
    people.map((person) => [
      person,
      trustPath(circle, person).map(({ to, reached }) => ({
        from: reached.depth === 1 ? viewer : graph.addressOf(reached.from),
        to: graph.addressOf(to),
        reason: reached.reason,
        shop: reached.shop === undefined ? undefined : graph.addressOf(reached.shop),
      })),
    ]),
  );
  const wanted = [...paths.values()].flat().filter(({ reason }) => reason !== 'follows');
  const orders = await readLinkOrders(db, wanted);
  const order = (link: Link) => orders.get(linkKey(link)) ?? null;
  return new Map(
    Array.from(paths, ([person, path]) => [
      person,
      path.map((link) => ({ from: link.from, to: link.to, reason: link.reason, order: order(link) })),
    ]),
  );
}

type Link = Omit<TrustLinkView, 'order'> & { shop: Address | undefined };
const linkKey = ({ from, to, reason }: Omit<Link, 'shop'>): string => `${from} ${to} ${reason}`;

/** The newest order behind each link: of who was trusted where two agreed, else of who trusts. */
async function readLinkOrders(db: Kysely<Database>, links: readonly Link[]): Promise<Map<string, Hex>> {
  if (links.length === 0) return new Map();
  const { rows } = await sql<Omit<Link, 'shop'> & { order: Hex }>`
    select link."from", link."to", link.reason, r.order_id as "order"
    from jsonb_to_recordset(${JSON.stringify(links)}::jsonb) as link("from" text, "to" text, reason text, shop text)
    cross join lateral (
      select r.order_id from reviews r join orders o on o.id = r.order_id
      where r.buyer = case when link.reason = 'agreed' then link."to" else link."from" end
        and case link.reason when 'agreed' then r.shop = link.shop when 'bought' then r.shop = link."to"
          else o.promoter = link."to" and r.stars >= 4 end
      order by r.posted_block desc, r.posted_log desc limit 1
    ) r`.execute(db);
  return new Map(rows.map((row) => [linkKey(row), row.order]));
}
