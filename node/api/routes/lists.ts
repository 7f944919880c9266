import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { addressText, listQuery, pageOf } from '../../../protocol/api/common.ts';
import { heldHeadView, listingDetail, listingSorts, listingSummary } from '../../../protocol/api/listing.ts';
import { orderDetail, orderSummary } from '../../../protocol/api/order.ts';
import { promoterDetail, promoterSummary } from '../../../protocol/api/promoter.ts';
import { reviewView } from '../../../protocol/api/review.ts';
import { depositView, shopDetail, shopSummary, soldVariant } from '../../../protocol/api/shop.ts';
import { creditView, statusView } from '../../../protocol/api/status.ts';
import { cidFromDigest, DAG_CBOR } from '../../../protocol/block.ts';
import { VouchError } from '../../../protocol/errors.ts';
import { headToView } from '../../../protocol/head-view.ts';
import { orderStates } from '../../../protocol/order.ts';
import { addressSchema, bytes32Schema } from '../../../protocol/primitives.ts';
import type { ApiContext } from '../context.ts';
import { parseCid } from '../gateway.ts';

const account = addressText.or(addressSchema).transform((text) => text.toLowerCase());

/** Gives the value or says that this node does not know it. */
function known<T>(value: T | undefined, noun: string): T {
  if (value === undefined)
    throw new VouchError({
      code: `${noun}.not_found`,
      message: `This node knows no such ${noun}.`,
      hint: 'Check the address, or ask another node.',
    });
  return value;
}

/** Everything that can be read: lists in pages of at most 100, amounts as strings in token units. */
export function registerLists(base: FastifyInstance, { queries, status }: ApiContext): void {
  const app = base.withTypeProvider<ZodTypeProvider>();
  const get = '/api/v1';
  const tags = ['read'];

  app.get(`${get}/status`, { schema: { tags, response: { 200: statusView } } }, async () => status());

  app.get(
    `${get}/shops`,
    { schema: { tags, querystring: listQuery, response: { 200: pageOf(shopSummary) } } },
    async ({ query }) => queries.listShops(query),
  );
  app.get(
    `${get}/shops/:address`,
    { schema: { tags, params: z.object({ address: account }), response: { 200: shopDetail } } },
    async ({ params }) => known(await queries.getShop(params.address), 'shop'),
  );

  app.get(
    `${get}/shops/:address/sales`,
    {
      schema: {
        tags,
        params: z.object({ address: account }),
        response: { 200: z.object({ items: z.array(soldVariant) }) },
      },
    },
    async ({ params }) => ({
      items: await queries.listSales(addressSchema.parse(params.address)),
    }),
  );
  app.get(
    `${get}/heads/:shop`,
    { schema: { tags, params: z.object({ shop: account }), response: { 200: heldHeadView } } },
    async ({ params }) => {
      const { head } = known(await queries.headOf(addressSchema.parse(params.shop)), 'head');
      return { ...headToView(head), rootCid: cidFromDigest(head.catalogue.root, DAG_CBOR).toString() };
    },
  );

  const listingQuery = listQuery.extend({
    shop: account.optional(),
    kind: z.enum(['shipped', 'digital', 'service', 'pickup']).optional(),
    tag: z.string().max(64).optional(),
    minPriceUnits: z
      .string()
      .regex(/^[0-9]{1,39}$/)
      .optional(),
    maxPriceUnits: z
      .string()
      .regex(/^[0-9]{1,39}$/)
      .optional(),
    inStock: z.stringbool().optional(),
    sort: z.enum(listingSorts).default('relevance'),
  });
  app.get(
    `${get}/listings`,
    { schema: { tags, querystring: listingQuery, response: { 200: pageOf(listingSummary) } } },
    async ({ query }) => queries.listListings(query),
  );
  app.get(
    `${get}/listings/:cid`,
    { schema: { tags, params: z.object({ cid: z.string().max(128) }), response: { 200: listingDetail } } },
    async ({ params }) => known(await queries.getListing(parseCid(params.cid).toString()), 'listing'),
  );

  const orderQuery = listQuery.omit({ q: true }).extend({
    shop: account.optional(),
    buyer: account.optional(),
    promoter: account.optional(),
    state: z.enum(orderStates).optional(),
  });
  app.get(
    `${get}/orders`,
    { schema: { tags, querystring: orderQuery, response: { 200: pageOf(orderSummary) } } },
    async ({ query }) => queries.listOrders(query),
  );
  app.get(
    `${get}/orders/:id`,
    { schema: { tags, params: z.object({ id: bytes32Schema }), response: { 200: orderDetail } } },
    async ({ params }) => known(await queries.getOrder(params.id), 'order'),
  );

  const reviewQuery = listQuery
    .omit({ q: true })
    .extend({ shop: account.optional(), listing: z.string().max(128).optional(), order: bytes32Schema.optional() });
  app.get(
    `${get}/reviews`,
    { schema: { tags, querystring: reviewQuery, response: { 200: pageOf(reviewView) } } },
    async ({ query }) => queries.listReviews(query),
  );

  app.get(
    `${get}/promoters`,
    { schema: { tags, querystring: listQuery.omit({ q: true }), response: { 200: pageOf(promoterSummary) } } },
    async ({ query }) => queries.listPromoters(query),
  );
  app.get(
    `${get}/promoters/:address`,
    { schema: { tags, params: z.object({ address: account }), response: { 200: promoterDetail } } },
    async ({ params }) => known(await queries.getPromoter(params.address), 'promoter'),
  );

  const depositQuery = listQuery.omit({ q: true }).extend({ shop: account.optional() });
  app.get(
    `${get}/deposits`,
    { schema: { tags, querystring: depositQuery, response: { 200: pageOf(depositView) } } },
    async ({ query }) => queries.listDeposits(query),
  );

  app.get(
    `${get}/credits`,
    {
      schema: {
        tags,
        querystring: z.object({ owner: account }),
        response: { 200: z.object({ items: z.array(creditView) }) },
      },
    },
    async ({ query }) => ({
      items: await queries.listCredits(query.owner),
    }),
  );
}
