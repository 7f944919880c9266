import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { peerPagePolicy } from '../../../node/api/content-security-policy.ts';
import { sampleChainId, sampleMarket } from '../../../scripts/bench/replicate/sample-shop.ts';
import { pickLocale } from '../../../web/locale.ts';
import { base, status, token } from '../fixtures.ts';
import type { Renderer } from '../renderer.ts';

/** The website of a node, as far as the page /peer needs it. */
export interface PeerPageServer {
  origin: string;
  /** Requests that were answered, by path. */
  asked: string[];
  /** Cuts the website off; its port refuses connections from then on. */
  stop(): Promise<void>;
}

const policy = Object.entries(peerPagePolicy.directives)
  .flatMap(([name, values]) =>
    values === null ? [] : [`${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} ${values.join(' ')}`],
  )
  .join('; ');

/** Serves the page with the node's own policy. @param addresses multiaddrs of peers that the page names */
export async function startPeerPageServer(renderer: Renderer, addresses: string[]): Promise<PeerPageServer> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://node');
    asked.push(url.pathname);
    const answer = async (): Promise<void> => {
      if (url.pathname.startsWith('/assets/')) {
        const name = url.pathname.slice('/assets/'.length);
        response.setHeader('content-type', name.endsWith('.css') ? 'text/css' : 'text/javascript');
        if (name.startsWith('service-worker-')) response.setHeader('service-worker-allowed', '/');
        response.end(await readFile(join(renderer.build.clientFolder, name)));
        return;
      }
      if (url.pathname !== '/peer' && url.pathname !== '/offline') {
        response.writeHead(404).end();
        return;
      }
      const locale = pickLocale([url.searchParams.get('lang')]);
      const contracts = { market: sampleMarket, shops: `0x${'5f'.repeat(20)}` };
      const tokens = [{ ...token, address: `0x${'70'.repeat(20)}` }];
      const page = renderer.renderPage({
        ...base({ locale, path: url.pathname + url.search }),
        now: Math.floor(Date.now() / 1_000),
        status: { ...status, chainId: sampleChainId, contracts, tokens, demo: false },
        ...(url.pathname === '/peer' ? { page: 'peer', addresses } : { page: 'offline' }),
      });
      response.setHeader('content-type', 'text/html; charset=utf-8').setHeader('content-security-policy', policy);
      response.end(page.html);
    };
    answer().catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    // Safety: a server that listens on TCP has such an address.
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
