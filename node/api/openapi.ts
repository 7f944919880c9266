import swagger from '@fastify/swagger';
import type { FastifyInstance, FastifySchema } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { problemSchema } from './problems.ts';

const problemResponse = {
  description: 'What went wrong, as RFC 9457 has it',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

/** Uploads have no schema of their bytes: their content types say what they are. */
const transform: typeof jsonSchemaTransform = (document) => {
  const { schema, url } = jsonSchemaTransform(document);
  const isUpload = schema?.hide !== true && schema?.body === undefined && schema?.consumes !== undefined;
  return {
    schema: (isUpload ? { ...schema, body: { type: 'string', format: 'binary' } } : schema) as FastifySchema,
    url,
  };
};

type Paths = Record<string, Record<string, { responses?: Record<string, unknown> }>>;

/** Makes the OpenAPI document of all routes that are registered after this. */
export async function registerOpenapi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Vouch node',
        version: '1',
        description:
          'Read the market, publish a shop. Amounts are decimal strings of token units, times are Unix seconds. Lists come in pages: pass `nextCursor` as `cursor`.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      tags: [
        { name: 'read', description: 'What the chain and the shops say' },
        { name: 'search', description: 'Finding listings by words and filters' },
        { name: 'trust', description: 'Why to trust somebody, or not, with the evidence' },
        { name: 'share', description: 'Pictures and feeds for those who show or list what is on the market' },
        { name: 'publish', description: 'Uploads; everything is verified before it counts' },
        { name: 'session', description: 'Signing in with a wallet, for desks' },
        { name: 'desk', description: 'What only those who work for a shop may see and do' },
        { name: 'gateway', description: 'Content-addressed blocks' },
        { name: 'operate', description: 'Health of the node' },
      ],
    },
    transform,
    transformObject: (document) => {
      if (!('openapiObject' in document)) return document.swaggerObject;
      const { openapiObject } = document;
      // Safety: paths and operations are plain objects; only `responses` is added to.
      for (const operations of Object.values(openapiObject.paths as unknown as Paths))
        for (const operation of Object.values(operations))
          operation.responses = { ...operation.responses, default: problemResponse };
      const { $schema: _dialect, ...problem } = z.toJSONSchema(problemSchema);
      return { ...openapiObject, components: { ...openapiObject.components, schemas: { Problem: problem } } } as never;
    },
  });
}
