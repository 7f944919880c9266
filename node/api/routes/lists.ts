import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { listQuery, pageOf } from '../../../protocol/api/common.ts';
import { equivocationView, heldHeadView, listingDetail, listingSummary } from '../../../protocol/api/listing.ts';
import { orderDetail, orderSummary } from '../../../protocol/api/order.ts';
import { promoterDetail, promoterSummary } from '../../../protocol/api/promoter.ts';
import { reviewView } from '../../../protocol/api/review.ts';
import { listingSearchQuery } from '../../../protocol/api/search.ts';
import { depositView, shopDetail, shopSummary, soldVariant } from '../../../protocol/api/shop.ts';
import { creditView, statusView } from '../../../protocol/api/status.ts';
import { cidFromDigest, DAG_CBOR } from '../../../protocol/block.ts';
import { headToView } from '../../../protocol/head-view.ts';
import { orderStates } from '../../../protocol/order.ts';
import { addressSchema, bytes32Schema } from '../../../protocol/primitives.ts';
import type { ApiContext } from '../context.ts';
import { known } from '../known.ts';
import { parseCid } from '../parse-cid.ts';

const cidParam = z.string().max(128);

/** Everything that can be read: lists in pages of at most 100, amounts as strings in token units. */
export function registerLists(base: FastifyInstance, { queries, status }: ApiContext): void {
  const app = base.withTypeProvider<ZodTypeProvider>();
  const get = '/api/v1';
  const tags = ['read'];

  app.get(
    `${get}/status`,
    {
      schema: {
        tags,
        summary: 'Where the node stands: chain, contracts, index, counts',
        response: { 200: statusView },
      },
    },
    async () => status(),
  );

  app.get(
    `${get}/shops`,
    {
      schema: {
        tags,
        summary: 'Shops, found by words',
        querystring: listQuery,
        response: { 200: pageOf(shopSummary) },
      },
    },
    async ({ query }) => queries.listShops(query),
  );
  app.get(
    `${get}/shops/:address`,
    {
      schema: {
        tags,
        summary: 'One shop',
        params: z.object({ address: addressSchema }),
        response: { 200: shopDetail },
      },
    },
    async ({ params }) => known(await queries.getShop(params.address), 'shop'),
  );

  app.get(
    `${get}/shops/:address/sales`,
    {
      schema: {
        tags,
        summary: 'Units sold so far of every variant of a shop',
        params: z.object({ address: addressSchema }),
        response: { 200: z.object({ items: z.array(soldVariant) }) },
      },
    },
    async ({ params }) => ({
      items: await queries.listSales(params.address),
    }),
  );
  app.get(
    `${get}/heads/:shop`,
    {
      schema: {
        tags,
        summary: 'The signed catalogue that the node holds of a shop',
        params: z.object({ shop: addressSchema }),
        response: { 200: heldHeadView },
      },
    },
    async ({ params }) => {
      const { head } = known(await queries.headOf(params.shop), 'head');
      return { ...headToView(head), rootCid: cidFromDigest(head.catalogue.root, DAG_CBOR).toString() };
    },
  );
  app.get(
    `${get}/heads/:shop/equivocations`,
    {
      schema: {
        tags,
        summary: 'Proofs that a shop signed two catalogues under one version, newest first, at most 20',
        params: z.object({ shop: addressSchema }),
        response: { 200: z.object({ items: z.array(equivocationView) }) },
      },
    },
    async ({ params }) => ({ items: await queries.equivocationsOf(params.shop) }),
  );

  app.get(
    `${get}/listings`,
    {
      schema: {
        tags,
        summary: 'Listings by words and filters, as /search has them, without their count',
        querystring: listingSearchQuery,
        response: { 200: pageOf(listingSummary) },
      },
    },
    async ({ query }) => queries.listListings(query),
  );
  app.get(
    `${get}/listings/:cid`,
    {
      schema: {
        tags,
        summary: 'One listing with offers, proofs and what a buyer verifies before paying',
        params: z.object({ cid: cidParam }),
        response: { 200: listingDetail },
      },
    },
    async ({ params }) => known(await queries.getListing(parseCid(params.cid).toString()), 'listing'),
  );

  const orderQuery = listQuery.omit({ q: true }).extend({
    shop: addressSchema.optional(),
    buyer: addressSchema.optional(),
    promoter: addressSchema.optional(),
    pickup: addressSchema.optional(),
    state: z.enum(orderStates).optional(),
  });
  app.get(
    `${get}/orders`,
    {
      schema: {
        tags,
        summary: 'Orders, by shop, buyer, promoter, pickup point or state',
        querystring: orderQuery,
        response: { 200: pageOf(orderSummary) },
      },
    },
    async ({ query }) => queries.listOrders(query),
  );
  app.get(
    `${get}/orders/:id`,
    {
      schema: {
        tags,
        summary: 'One order with its steps',
        params: z.object({ id: bytes32Schema }),
        response: { 200: orderDetail },
      },
    },
    async ({ params }) => known(await queries.getOrder(params.id), 'order'),
  );

  const reviewQuery = listQuery
    .omit({ q: true })
    .extend({ shop: addressSchema.optional(), listing: cidParam.optional(), order: bytes32Schema.optional() });
  app.get(
    `${get}/reviews`,
    {
      schema: {
        tags,
        summary: 'Reviews, by shop, listing or order',
        querystring: reviewQuery,
        response: { 200: pageOf(reviewView) },
      },
    },
    async ({ query }) => queries.listReviews(query),
  );

  app.get(
    `${get}/promoters`,
    {
      schema: {
        tags,
        summary: 'Promoters; with `parent` those that one of them brought',
        querystring: listQuery.omit({ q: true }).extend({ parent: addressSchema.optional() }),
        response: { 200: pageOf(promoterSummary) },
      },
    },
    async ({ query }) => queries.listPromoters(query),
  );
  app.get(
    `${get}/promoters/:address`,
    {
      schema: {
        tags,
        summary: 'One promoter with earnings',
        params: z.object({ address: addressSchema }),
        response: { 200: promoterDetail },
      },
    },
    async ({ params }) => known(await queries.getPromoter(params.address), 'promoter'),
  );

  const depositQuery = listQuery.omit({ q: true }).extend({ shop: addressSchema.optional() });
  app.get(
    `${get}/deposits`,
    {
      schema: { tags, summary: 'Deposits of shops', querystring: depositQuery, response: { 200: pageOf(depositView) } },
    },
    async ({ query }) => queries.listDeposits(query),
  );

  app.get(
    `${get}/credits`,
    {
      schema: {
        tags,
        summary: 'What an account may withdraw',
        querystring: z.object({ owner: addressSchema }),
        response: { 200: z.object({ items: z.array(creditView) }) },
      },
    },
    async ({ query }) => ({
      items: await queries.listCredits(query.owner),
    }),
  );
}
