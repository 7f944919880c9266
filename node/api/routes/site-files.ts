import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { locales, pickLocale } from '../../../web/locale.ts';
import { drawIcon, icons, manifest, markSvg } from '../../site/app-manifest.ts';

const DAY_SECONDS = 86_400;

/** What browsers and search engines ask every site for. */
export function registerSiteFiles(app: FastifyInstance): void {
  const file = (path: string, type: string, text: string) =>
    app.get(path, { schema: { hide: true } }, async (_request, reply) =>
      reply.type(type).header('cache-control', `public, max-age=${DAY_SECONDS}`).send(text),
    );
  for (const path of ['/favicon.ico', '/favicon.svg']) file(path, 'image/svg+xml', markSvg());
  for (const { path, side, maskable } of icons) {
    let drawn: Promise<Buffer> | undefined;
    app.get(path, { schema: { hide: true } }, async (_request, reply) => {
      drawn ??= drawIcon({ side, maskable });
      return reply
        .type('image/png')
        .header('cache-control', `public, max-age=${DAY_SECONDS}`)
        .send(await drawn);
    });
  }
  app.get('/manifest.webmanifest', { schema: { hide: true } }, async (request, reply) => {
    const { lang } = z.object({ lang: z.enum(locales).optional().catch(undefined) }).parse(request.query);
    return reply
      .type('application/manifest+json')
      .header('cache-control', `public, max-age=${DAY_SECONDS}`)
      .header('vary', 'accept-language')
      .send(JSON.stringify(manifest(pickLocale([lang, request.headers['accept-language']]))));
  });
}
