import type { FastifyInstance } from 'fastify';
import { SOURCE_PATH } from '../../source/source-archive.ts';
import type { ApiContext } from '../context.ts';
import { knowsTag } from '../known-tag.ts';

/** A node restarts to run another version. */
const FRESH_SECONDS = 300;
/** Some megabytes each; one who runs a node needs one. */
const ARCHIVES_A_MINUTE = 6;

/** The program itself: a market that only one company hands out would end with that company. */
export function registerSource(app: FastifyInstance, { source }: Pick<ApiContext, 'source'>): void {
  app.get(
    SOURCE_PATH,
    {
      schema: {
        tags: ['operate'],
        summary: 'The source that this node runs, to run a node of one’s own: a tar archive in gzip',
        produces: ['application/gzip'],
      },
      config: { rateLimit: { max: ARCHIVES_A_MINUTE, timeWindow: '1 minute' } },
    },
    async (request, reply) => {
      const { bytes, sha256 } = await source.read();
      const etag = `"${sha256}"`;
      reply.header('etag', etag).header('cache-control', `public, max-age=${FRESH_SECONDS}`);
      if (knowsTag(request, etag)) return await reply.code(304).send();
      return await reply.type('application/gzip').send(bytes);
    },
  );
}
