import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { limits } from '../../../protocol/limits.ts';
import { addressSchema } from '../../../protocol/primitives.ts';
import { pickLocale } from '../../../web/locale.ts';
import { foundProduct, wholeProduct } from '../../site/ucp-catalogue.ts';
import { UCP_VERSION, ucpCapabilities } from '../../site/ucp-profile.ts';
import type { ApiContext } from '../context.ts';
import { parseCid } from '../parse-cid.ts';

const MOST_IDS = 20;
const REQUEST_BYTES = 16_384;

const context = z
  .object({ language: z.string().max(35).optional() })
  .loose()
  .optional();
const searchBody = z
  .object({
    query: z.string().max(limits.queryCharacters).optional(),
    context,
    pagination: z
      .object({ limit: z.number().int().min(1).max(50).optional(), cursor: z.string().max(200).optional() })
      .loose()
      .optional(),
  })
  .loose();
const lookupBody = z.object({ ids: z.array(z.string().max(400)).min(1).max(MOST_IDS), context }).loose();

/** The catalogue for shopping agents, read-only: search and lookup of the Universal Commerce Protocol. */
export function registerUcp(
  base: FastifyInstance,
  { queries, origin, policy }: Pick<ApiContext, 'queries' | 'origin' | 'policy'>,
): void {
  const app = base.withTypeProvider<ZodTypeProvider>();
  const ucp = { version: UCP_VERSION, capabilities: ucpCapabilities };
  const frameOf = (language: string | undefined, accepted: string | undefined) => ({
    origin: origin(),
    language: pickLocale([language, accepted]),
  });

  app.post(
    '/ucp/v1/catalog/search',
    { bodyLimit: REQUEST_BYTES, schema: { hide: true, body: searchBody } },
    async ({ body: { query, context: asked, pagination }, headers }) => {
      const found = await queries.searchListings({
        ...(query === undefined ? {} : { q: query }),
        limit: pagination?.limit ?? 10,
        ...(pagination?.cursor === undefined ? {} : { cursor: pagination.cursor }),
      });
      const frame = frameOf(asked?.language, headers['accept-language']);
      return {
        ucp,
        products: found.items.map((listing) => foundProduct(frame, listing)),
        pagination: {
          has_next_page: found.nextCursor !== null,
          ...(found.nextCursor === null ? {} : { cursor: found.nextCursor }),
        },
      };
    },
  );
  app.post(
    '/ucp/v1/catalog/lookup',
    { bodyLimit: REQUEST_BYTES, schema: { hide: true, body: lookupBody } },
    async ({ body: { ids, context: asked }, headers }) => {
      const frame = frameOf(asked?.language, headers['accept-language']);
      const cids = [...new Set(ids.map((id) => parseCid(id.split('?')[0] ?? '', 'ids')).map(String))];
      const products = await Promise.all(
        cids.map(async (cid) => {
          if (policy.blockRefusal(parseCid(cid)) !== null) return [];
          const listing = await queries.getListing(cid);
          if (listing === undefined || policy.shopRefusal(addressSchema.parse(listing.shop)) !== null) return [];
          return [wholeProduct(frame, listing)];
        }),
      );
      return { ucp, products: products.flat() };
    },
  );
}
