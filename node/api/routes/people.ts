import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { listQuery, pageOf } from '../../../protocol/api/common.ts';
import {
  followerView,
  namesQuery,
  namesView,
  personView,
  recommendationView,
  sentNote,
} from '../../../protocol/api/person.ts';
import { limits } from '../../../protocol/limits.ts';
import { handleSchema } from '../../../protocol/listing.ts';
import { addressSchema } from '../../../protocol/primitives.ts';
import { bodyOf, cborType } from '../body.ts';
import type { ApiContext } from '../context.ts';
import { known } from '../known.ts';

/** People: what they sign about themselves and others, and what they did. */
export function registerPeople(base: FastifyInstance, { notes, queries }: ApiContext): void {
  const app = base.withTypeProvider<ZodTypeProvider>();
  const tags = ['read'];
  const params = z.object({ account: addressSchema });

  app.get(
    '/api/v1/people/:account',
    {
      schema: {
        tags,
        summary: 'An account as others see it: its signed note, and its record as a buyer',
        params,
        response: { 200: personView },
      },
    },
    async ({ params: { account } }) => queries.getPerson(account),
  );

  app.get(
    '/api/v1/people/:account/note',
    {
      schema: {
        tags,
        summary: 'The signed note of an account as dag-cbor, so that anyone can check it',
        params,
        response: { 200: { description: 'the note', content: { [cborType]: { schema: z.any() } } } },
      },
    },
    async ({ params: { account } }, reply) => {
      const bytes = known(await queries.noteOf(account), 'note');
      return reply.type(cborType).header('cache-control', 'no-cache').send(Buffer.from(bytes));
    },
  );

  app.get(
    '/api/v1/names',
    {
      schema: {
        tags,
        summary: 'What accounts call themselves in the notes that they signed',
        querystring: namesQuery,
        response: { 200: namesView },
      },
    },
    async ({ query }) => ({
      items: Object.entries(await queries.namesOf(query.accounts)).map(([account, { names }]) => ({ account, names })),
    }),
  );

  const pageQuery = listQuery.omit({ q: true });
  app.get(
    '/api/v1/people/:account/followers',
    {
      schema: {
        tags,
        summary: 'Who follows an account, those who bought for most first',
        params,
        querystring: pageQuery,
        response: { 200: pageOf(followerView) },
      },
    },
    async ({ params: { account }, query }) => queries.listFollowers({ ...query, account }),
  );

  app.get(
    '/api/v1/recommendations',
    {
      schema: {
        tags,
        summary: "Recommendations of a shop's listings, those of people who bought for most first",
        querystring: pageQuery.extend({ shop: addressSchema, handle: handleSchema.optional() }),
        response: { 200: pageOf(recommendationView) },
      },
    },
    async ({ query }) => queries.listRecommendations(query),
  );

  app.post(
    '/api/v1/notes',
    {
      bodyLimit: limits.noteBytes,
      schema: {
        tags: ['publish'],
        summary: 'Publish a signed note: whom its author follows, what they recommend, and their name',
        consumes: [cborType],
        response: { 200: sentNote },
      },
    },
    async ({ body }) => ({ id: await notes.send(bodyOf(body)) }),
  );
}
