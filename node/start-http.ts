import { buildWeb } from '../web/build.ts';
import type { WebServerModule } from '../web/page-request.ts';
import { addressProblem } from './address-problem.ts';
import type { ApiContext } from './api/context.ts';
import { createServer } from './api/server.ts';
import { createPages } from './render/pages.ts';

/**
 * Starts the HTTP side: API, pages, gateway and metrics.
 * @param forwardTo address of the node that answers what needs blocks or a network; undefined when this process has both
 * @throws VouchError `node.address_unavailable`
 */
export async function startHttp(
  context: ApiContext,
  forwardTo?: string,
): Promise<{ url: string; stop(): Promise<void> }> {
  const { clientFolder, serverFile } = await buildWeb();
  // Safety: the build's entry exports what the type says; both are made from web/server.tsx.
  const web = (await import(serverFile)) as WebServerModule;
  const server = await createServer(context, createPages(context, web, clientFolder), forwardTo);
  const { host, port } = context.config;
  try {
    return { url: await server.listen({ port, host }), stop: async () => server.close() };
  } catch (error) {
    await server.close();
    throw addressProblem(error, 'PORT', `${host}:${port}`);
  }
}
