import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Locale } from '../../web/locale.ts';
import type { Theme } from '../../web/page-request.ts';
import { status } from './fixtures.ts';
import { everyPage } from './pages.ts';
import type { Renderer } from './renderer.ts';

/** As strict as the node's own. */
const policyWith = (styleSource: string): string =>
  `default-src 'none'; script-src 'self'; style-src 'self' ${styleSource}; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'`;

export interface PageServer {
  origin: string;
  stop: () => void;
}

/**
 * Serves the fixtures' pages under `/page/<language>/<appearance>/<name>` and the built assets.
 * @param renderer the built renderer
 * @param extra other documents by their path, without a policy
 */
export async function startPageServer(renderer: Renderer, extra: Record<string, string> = {}): Promise<PageServer> {
  const server = createServer((request, response) => {
    const [, kind = '', first = '', theme, name = ''] = (request.url ?? '').split('/');
    if (kind === 'assets') {
      response.setHeader('content-type', first.endsWith('.css') ? 'text/css' : 'text/javascript');
      readFile(join(renderer.build.clientFolder, first)).then(
        (bytes) => response.end(bytes),
        () => response.writeHead(404).end(),
      );
      return;
    }
    response.setHeader('content-type', 'text/html; charset=utf-8');
    // Safety: tests ask only for languages and appearances that exist. The demo wallet is left out: it is no part of a real market.
    const page = everyPage({ locale: first as Locale, theme: theme as Theme, status: { ...status, demo: false } })[
      name
    ];
    if (kind === 'page' && page !== undefined) {
      response.setHeader('content-security-policy', policyWith(renderer.styleSource));
      response.end(renderer.renderPage(page).html);
    } else if (extra[kind] !== undefined) response.end(extra[kind]);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    // Safety: a server that listens on TCP has such an address.
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
