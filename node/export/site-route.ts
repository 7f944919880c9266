import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { VouchError } from '../../protocol/errors.ts';
import { addressSchema } from '../../protocol/primitives.ts';
import { writeCar } from '../api/car.ts';
import { renderSite, type SiteParts } from './render-site.ts';
import { siteDag } from './site-dag.ts';

const EXPORTS_A_MINUTE = 6;

/** A whole shop as a static site, in one file that names itself by its content. */
export function registerSite(base: FastifyInstance, parts: SiteParts): void {
  const app = base.withTypeProvider<ZodTypeProvider>();
  let busy = false;
  app.get(
    '/api/v1/shops/:address/site.car',
    {
      schema: { hide: true, params: z.object({ address: addressSchema }) },
      config: { rateLimit: { max: EXPORTS_A_MINUTE, timeWindow: '1 minute' } },
    },
    async (request, reply) => {
      // A site is whole in memory for a moment: one at a time.
      if (busy)
        throw new VouchError({
          code: 'node.unavailable',
          message: 'The node exports another shop just now.',
          hint: 'Try again in a minute, or ask another node.',
          retryable: true,
        });
      busy = true;
      try {
        const { address } = request.params;
        const { root, blocks } = await siteDag(await renderSite(parts, address));
        return await reply
          .type('application/vnd.ipld.car; version=1')
          .header('x-ipfs-roots', root.toString())
          .header('content-disposition', `attachment; filename="${address}.car"`)
          .send(Readable.from(writeCar(root, Readable.from(blocks)), { objectMode: false }));
      } finally {
        busy = false;
      }
    },
  );
}
