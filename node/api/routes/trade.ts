import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { listQuery, pageOf } from '../../../protocol/api/common.ts';
import { couponView } from '../../../protocol/api/coupon.ts';
import { groupDetail, groupQuery, groupSummary } from '../../../protocol/api/group.ts';
import { hostView } from '../../../protocol/api/host.ts';
import { alliancesView, pointsView } from '../../../protocol/api/points.ts';
import { addressSchema, bytes32Schema } from '../../../protocol/primitives.ts';
import type { ApiContext } from '../context.ts';
import { known } from '../known.ts';
import { parseCid } from '../parse-cid.ts';

/** Groups, loyalty points, alliances, coupons, and the register of operators. */
export function registerTrade(base: FastifyInstance, { queries }: ApiContext): void {
  const app = base.withTypeProvider<ZodTypeProvider>();
  const get = '/api/v1';
  const tags = ['read'];

  app.get(
    `${get}/groups`,
    {
      schema: {
        tags,
        summary: 'Groups, by shop, listing, variant, leader or state; open ones in the order in which they close',
        querystring: groupQuery,
        response: { 200: pageOf(groupSummary) },
      },
    },
    async ({ query: { listing, ...query } }) =>
      queries.listGroups({ ...query, ...(listing === undefined ? {} : { listing: parseCid(listing).toString() }) }),
  );
  app.get(
    `${get}/groups/:id`,
    {
      schema: {
        tags,
        summary: 'One group with its orders',
        params: z.object({ id: bytes32Schema }),
        response: { 200: groupDetail },
      },
    },
    async ({ params }) => known(await queries.getGroup(params.id), 'group'),
  );

  app.get(
    `${get}/points/:holder`,
    {
      schema: {
        tags,
        summary: 'Loyalty points of an account, where they can be spent, and what can be claimed',
        params: z.object({ holder: addressSchema }),
        response: { 200: pointsView },
      },
    },
    async ({ params }) => queries.getPoints(params.holder),
  );
  app.get(
    `${get}/shops/:address/alliances`,
    {
      schema: {
        tags,
        summary: 'Whose loyalty points a shop takes, and who takes its own',
        params: z.object({ address: addressSchema }),
        response: { 200: alliancesView },
      },
    },
    async ({ params }) => queries.listAlliances(params.address),
  );
  app.get(
    `${get}/coupons/:id`,
    {
      schema: {
        tags,
        summary: 'How often a coupon was used, by its ID, which is the digest that the shop signed',
        params: z.object({ id: bytes32Schema }),
        response: { 200: couponView },
      },
    },
    async ({ params }) => queries.getCoupon(params.id),
  );

  app.get(
    `${get}/hosts`,
    {
      schema: {
        tags,
        summary: 'Operators in the register, the newest announcement first',
        querystring: listQuery.omit({ q: true }),
        response: { 200: pageOf(hostView) },
      },
    },
    async ({ query }) => queries.listHosts(query),
  );
}
