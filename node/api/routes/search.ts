import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  categoryPlace,
  facetsView,
  listingFilters,
  listingSearchPage,
  listingSearchQuery,
  suggestionsView,
} from '../../../protocol/api/search.ts';
import { limits } from '../../../protocol/limits.ts';
import type { ApiContext } from '../context.ts';

/** Finding listings: by words and filters, with counts of what narrows them and suggestions while a query is typed. */
export function registerSearch(base: FastifyInstance, { queries }: ApiContext): void {
  const app = base.withTypeProvider<ZodTypeProvider>();
  const path = '/api/v1/search';
  const tags = ['search'];

  app.get(
    path,
    {
      schema: {
        tags,
        summary: 'Listings by words in any language and filters; says what misspelt words were taken for',
        querystring: listingSearchQuery,
        response: { 200: listingSearchPage },
      },
    },
    async ({ query }) => queries.searchListings(query),
  );
  app.get(
    `${path}/facets`,
    {
      schema: {
        tags,
        summary: 'What the matches hold, each facet counted under all filters but its own',
        querystring: listingFilters,
        response: { 200: facetsView },
      },
    },
    async ({ query }) => queries.facets(query),
  );
  app.get(
    `${path}/suggestions`,
    {
      schema: {
        tags,
        summary: 'Words, listings, shops and categories for a query that is being typed',
        querystring: z.object({ q: z.string().max(limits.queryCharacters) }),
        response: { 200: suggestionsView },
      },
    },
    async ({ query }) => queries.suggestions(query.q),
  );
  app.get(
    `${path}/categories`,
    {
      schema: {
        tags,
        summary:
          "Google's product taxonomy: categories right below one, the top ones, or those that words or a number name",
        querystring: z.object({
          parent: z.coerce.number().int().min(1).max(999_999).optional(),
          q: z.string().max(limits.queryCharacters).optional(),
        }),
        response: { 200: z.object({ items: z.array(categoryPlace) }) },
      },
    },
    async ({ query: { parent, q } }) => ({
      items: q === undefined ? queries.categories(parent ?? null) : queries.findCategories(q),
    }),
  );
}
