import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { buyerRecordView, listingTrustView, promoterRecordView, shopTrustView } from '../../../protocol/api/trust.ts';
import { handleSchema } from '../../../protocol/listing.ts';
import { addressSchema } from '../../../protocol/primitives.ts';
import type { ApiContext } from '../context.ts';
import { known } from '../known.ts';

/** Why to trust a shop, a listing, a buyer or a promoter, or not: each number with what it rests on. */
export function registerTrust(base: FastifyInstance, { queries }: ApiContext): void {
  const app = base.withTypeProvider<ZodTypeProvider>();
  const get = '/api/v1';
  const tags = ['trust'];
  const address = z.object({ address: addressSchema });

  app.get(
    `${get}/shops/:address/trust`,
    {
      schema: {
        tags,
        summary: 'Score, deposits, outcomes, times, months and flags of a shop, with their evidence',
        params: address,
        response: { 200: shopTrustView },
      },
    },
    async ({ params }) => known(await queries.shopTrust(params.address), 'shop'),
  );
  app.get(
    `${get}/shops/:address/listings/:handle/trust`,
    {
      schema: {
        tags,
        summary: 'Score, sales and flags of a listing, over all versions that sold what it sells now',
        params: address.extend({ handle: handleSchema }),
        response: { 200: listingTrustView },
      },
    },
    async ({ params }) => known(await queries.listingTrust(params.address, params.handle), 'listing'),
  );
  app.get(
    `${get}/people/:address/record`,
    {
      schema: {
        tags,
        summary: 'What an account did as a buyer',
        params: address,
        response: { 200: buyerRecordView },
      },
    },
    async ({ params }) => queries.buyerRecord(params.address),
  );
  app.get(
    `${get}/promoters/:address/record`,
    {
      schema: {
        tags,
        summary: 'What became of the sales that a promoter brought, beside those of all promoters',
        params: address,
        response: { 200: promoterRecordView },
      },
    },
    async ({ params }) => queries.promoterRecord(params.address),
  );
}
