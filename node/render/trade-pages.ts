import { z } from 'zod';
import { bytes32Schema } from '../../protocol/primitives.ts';
import { accountsOf } from './accounts-of.ts';
import { listingByCid } from './find-listing.ts';
import { type PageParts, type PagesByRoute, pathOf } from './page-parts.ts';
import { listingQuery, pageQuery } from './page-queries.ts';
import { promoterReference } from './promoter-reference.ts';

const COURT_CASES = 20;

const checkoutQuery = z.object({ listing: z.string().max(128).nullable().catch(null).default(null) });

/** Pages of buying, of an order, and of what the court has to do with it. */
export function tradePages({ context: { queries } }: Pick<PageParts, 'context'>): PagesByRoute {
  return {
    '/checkout': async ({ query }) => {
      const { listing: cid } = checkoutQuery.parse(query);
      const { v, ref, quantity } = listingQuery.parse(query);
      if (cid === null) return { page: 'checkout', line: null };
      const listing = await listingByCid(queries, cid);
      const variant = listing?.variants.find(({ code }) => code === v)?.code ?? listing?.variants[0]?.code;
      if (!listing || variant === undefined) return { page: 'not-found', what: 'listing' };
      return {
        page: 'checkout',
        line: { listing, variant, quantity, promoter: await promoterReference(queries, ref) },
      };
    },

    '/order/:id': async ({ params }) => {
      const id = bytes32Schema.safeParse(pathOf(params, 'id'));
      const order = id.success ? await queries.getOrder(id.data) : undefined;
      if (!id.success || !order) return { page: 'not-found', what: 'order' };
      const [reviews, group, courtCase, evidence] = await Promise.all([
        queries.listReviews({ limit: 1, order: order.id }),
        order.group === null ? undefined : queries.getGroup(order.group.groupId),
        order.case === null ? undefined : queries.getCase(order.id),
        queries.listEvidence(id.data),
      ]);
      return {
        page: 'order',
        order,
        review: reviews.items[0] ?? null,
        group: group ?? null,
        case: courtCase ?? null,
        evidence,
        people: await queries.namesOf(accountsOf(order, courtCase)),
      };
    },

    '/court': async ({ query }) => {
      const { cursor } = pageQuery.parse(query);
      const [pools, cases] = await Promise.all([
        queries.listCourtPools(),
        queries.listCases({ limit: COURT_CASES, ...(cursor === null ? {} : { cursor }) }),
      ]);
      return { page: 'court', pools, cases };
    },

    '/court/:order': async ({ params }) => {
      const id = bytes32Schema.safeParse(pathOf(params, 'order'));
      if (!id.success) return { page: 'not-found', what: 'order' };
      const [order, found] = await Promise.all([queries.getOrder(id.data), queries.getCase(id.data)]);
      if (!order || !found) return { page: 'not-found', what: 'order' };
      return { page: 'case', order, case: found, people: await queries.namesOf(accountsOf(order, found)) };
    },
  };
}
