import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { addressSchema, bytes32Schema } from '../../../protocol/primitives.ts';
import { type Locale, locales, pickLocale } from '../../../web/locale.ts';
import type { Card } from '../../cards/card.ts';
import { createCardStore } from '../../cards/card-store.ts';
import { type CardView, cardView } from '../../cards/card-view.ts';
import { groupCard, listingCard, marketCard, personCard, shopCard } from '../../cards/cards-of.ts';
import { drawCard } from '../../cards/draw-card.ts';
import { createTextDrawer } from '../../cards/draw-text.ts';
import type { ApiContext } from '../context.ts';
import { known } from '../known.ts';
import { knowsTag } from '../known-tag.ts';
import { parseCid } from '../parse-cid.ts';

/** Cards a minute from one address: a page has one, a promoter's desk a few. */
const CARDS_A_MINUTE = 120;
/** Programs that show links come again after so long at the earliest. */
const FRESH_SECONDS = 600;
const PICTURES = 4;

const querystring = z.object({
  locale: z.enum(locales).optional().describe('language of the card; by default the reader’s'),
});
const linked = querystring.extend({
  ref: addressSchema.optional().describe('promoter whose link a code on the card leads to'),
});
const png = { description: 'a PNG of 1200 × 630 pixels', content: { 'image/png': { schema: z.any() } } };

/** Share cards: pictures that stand for a link where it is shared. */
export function registerCards(
  base: FastifyInstance,
  { queries, blocks, origin, clock, log }: Pick<ApiContext, 'queries' | 'blocks' | 'origin' | 'clock' | 'log'>,
): void {
  const app = base.withTypeProvider<ZodTypeProvider>();
  const texts = createTextDrawer();
  const store = createCardStore((card) =>
    drawCard(card, {
      texts,
      picture: (cid) => blocks.get(parseCid(cid)),
      unreadable: (cid, error) => log.debug({ err: error, cid }, 'a card is drawn without a picture'),
    }),
  );

  async function answer(
    request: FastifyRequest,
    reply: FastifyReply,
    { locale, make }: { locale: Locale | undefined; make: (view: CardView) => Promise<Card> },
  ): Promise<FastifyReply> {
    const language = pickLocale([locale, request.headers['accept-language']]);
    const card = await make(cardView(language, clock()));
    const etag = store.tagOf(card);
    reply
      .header('etag', etag)
      .header('vary', 'accept-language')
      .header('cache-control', `public, max-age=${FRESH_SECONDS}`)
      .header('access-control-allow-origin', '*')
      .header('cross-origin-resource-policy', 'cross-origin');
    if (knowsTag(request, etag)) return await reply.code(304).send();
    return await reply.type('image/png').send(await store.get(card));
  }
  const optionsOf = <P extends z.ZodType, Q extends z.ZodType>(summary: string, params: P, query: Q) => ({
    schema: { tags: ['share'], summary, produces: ['image/png'], params, querystring: query, response: { 200: png } },
    config: { rateLimit: { max: CARDS_A_MINUTE, timeWindow: '1 minute' } },
  });

  app.get(
    '/cards/listing/:cid.png',
    optionsOf('Share card of a listing', z.object({ cid: z.string().max(128) }), linked),
    async (request, reply) => {
      const { locale, ref } = request.query;
      return await answer(request, reply, {
        locale,
        make: async (view) => {
          const cid = parseCid(request.params.cid).toString();
          const listing = known(await queries.getListing(cid), 'listing');
          return listingCard(view, listing, ref === undefined ? null : `${origin()}/listing/${cid}?ref=${ref}`);
        },
      });
    },
  );
  app.get(
    '/cards/shop/:address.png',
    optionsOf('Share card of a shop', z.object({ address: addressSchema }), querystring),
    async (request, reply) =>
      answer(request, reply, {
        locale: request.query.locale,
        make: async (view) => {
          const { address } = request.params;
          const [shop, { items }] = await Promise.all([
            queries.getShop(address),
            queries.listListings({ limit: PICTURES, sort: 'newest', shop: address }),
          ]);
          return shopCard(view, known(shop, 'shop'), items);
        },
      }),
  );
  app.get(
    '/cards/group/:id.png',
    optionsOf('Share card of a group', z.object({ id: bytes32Schema }), querystring),
    async (request, reply) =>
      answer(request, reply, {
        locale: request.query.locale,
        make: async (view) => groupCard(view, known(await queries.getGroup(request.params.id), 'group')),
      }),
  );
  app.get(
    '/cards/person/:account.png',
    optionsOf('Share card of a person or promoter', z.object({ account: addressSchema }), querystring),
    async (request, reply) =>
      answer(request, reply, {
        locale: request.query.locale,
        make: async (view) => {
          const { account } = request.params;
          const [person, promoter] = await Promise.all([queries.getPerson(account), queries.getPromoter(account)]);
          const praised = person.recommendations.slice(0, PICTURES);
          const found = await Promise.all(praised.map(({ shop, handle }) => queries.getListingByHandle(shop, handle)));
          return personCard(view, { person, promoter, pictures: found.filter((each) => each !== undefined) });
        },
      }),
  );
  app.get(
    '/cards/market.png',
    optionsOf('Share card of the market', z.object({}), querystring),
    async (request, reply) =>
      answer(request, reply, {
        locale: request.query.locale,
        make: async (view) => marketCard(view, await queries.mixedListings(PICTURES)),
      }),
  );
}
