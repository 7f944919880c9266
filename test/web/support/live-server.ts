import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { LiveEvent } from '../../../protocol/api/live.ts';
import type { PageRequest } from '../../../web/page-request.ts';
import type { Renderer } from '../renderer.ts';

type ShownPage = PageRequest | null | ((url: URL) => PageRequest | null);

/** A node that shows one page and tells what happens. */
export interface LiveServer {
  origin: string;
  /** What the page shows from now on, by its address where it depends on it. */
  show: (page: ShownPage) => void;
  /** Tells every open stream. */
  tell: (event: LiveEvent) => void;
  /** Queries of the streams that are open. */
  streams: () => string[];
  /** How often the page was asked for. */
  asked: () => number;
  /** False refuses streams and breaks those that are open. */
  allow: (streams: boolean) => void;
  stop: () => void;
}

/**
 * Serves a page under `/` and `/listing/…` with its assets, and a stream of live events.
 * @param renderer the built renderer
 * @param first what the page shows at first
 */
export async function startLiveServer(renderer: Renderer, first: ShownPage): Promise<LiveServer> {
  let page = first;
  let asked = 0;
  let allowed = true;
  const open = new Map<ServerResponse, string>();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://node.invalid');
    if (url.pathname.startsWith('/assets/')) {
      const file = url.pathname.slice('/assets/'.length);
      response.setHeader('content-type', file.endsWith('.css') ? 'text/css' : 'text/javascript');
      readFile(join(renderer.build.clientFolder, file)).then(
        (bytes) => response.end(bytes),
        () => response.writeHead(404).end(),
      );
    } else if (url.pathname === '/api/v1/live' && allowed) {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('retry: 100\n\n');
      open.set(response, url.search.slice(1));
      response.once('close', () => open.delete(response));
    } else if (url.pathname === '/' || url.pathname.startsWith('/listing/')) {
      const shown = typeof page === 'function' ? page(url) : page;
      if (shown === null) return response.writeHead(404).end();
      asked += 1;
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(renderer.renderPage(shown).html);
    } else response.writeHead(503).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    // Safety: a server that listens on TCP has such an address.
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    show: (next) => {
      page = next;
    },
    tell: (event) => {
      for (const stream of open.keys()) stream.write(`event: ${event.kind}\nid: 1\ndata: ${JSON.stringify(event)}\n\n`);
    },
    streams: () => [...open.values()],
    asked: () => asked,
    allow: (streams) => {
      allowed = streams;
      if (!streams) for (const stream of open.keys()) stream.destroy();
    },
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
