import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { accentOfStyle, styleSheet } from '../../protocol/theme-style.ts';

const YEAR_SECONDS = 31_536_000;
const pathSchema = z.object({ name: z.string() });

/** Style sheets of shops' colours. Each is made of its own name, so that nothing is stored or looked up. */
export function registerThemes(app: FastifyInstance): void {
  app.get('/theme/:name', { schema: { hide: true } }, async (request, reply) => {
    const accent = accentOfStyle(pathSchema.parse(request.params).name);
    if (accent === undefined) return reply.callNotFound();
    return reply
      .type('text/css; charset=utf-8')
      .header('cache-control', `public, max-age=${YEAR_SECONDS}, immutable`)
      .send(styleSheet(accent));
  });
}
