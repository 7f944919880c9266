import { pathToFileURL } from 'node:url';
import { buildWeb, type WebBuild } from '../../web/build.ts';
import type { WebServerModule } from '../../web/page-request.ts';

/** The built renderer, and where its build lies. */
export interface Renderer extends WebServerModule {
  build: WebBuild;
}

/** Builds the pages unless that is done, and loads the renderer. */
export async function loadRenderer(): Promise<Renderer> {
  const build = await buildWeb();
  // Safety: server.tsx exports what WebServerModule says; the compiler checks it where PageRequest is used.
  const { renderPage, styleSource } = (await import(pathToFileURL(build.serverFile).href)) as WebServerModule;
  return { renderPage, styleSource, build };
}
