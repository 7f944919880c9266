import fastify from 'fastify';
import type { ApiContext } from '../../../node/api/context.ts';
import { createPages } from '../../../node/render/pages.ts';
import type { WebServerModule } from '../../../web/page-request.ts';

/** Files, which are no pages. */
const files = /^\/(assets|theme|api)\//;

/** The routes of all pages, as the node registers them; parts in a path are `:name`. */
export async function pageRoutes(): Promise<string[]> {
  const app = fastify();
  const routes: string[] = [];
  app.addHook('onRoute', ({ url }) => {
    if (!files.test(url) && !routes.includes(url)) routes.push(url);
  });
  // Safety: the routes are only registered here; nothing is asked of them, so they need neither node nor renderer.
  await createPages({} as ApiContext, {} as WebServerModule, import.meta.dirname).register(app);
  await app.close();
  return routes;
}
