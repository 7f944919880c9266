import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { CaseDetail } from '../../../protocol/api/court.ts';
import type { InsightsView } from '../../../protocol/api/insights.ts';
import type { OrderDetail } from '../../../protocol/api/order.ts';
import type { ShopDetail } from '../../../protocol/api/shop.ts';
import { accentOfStyle, styleSheet } from '../../../protocol/theme-style.ts';
import { startBrowser } from '../../../scripts/docs/browser.ts';
import type { DeskPart } from '../../../web/desk-parts.ts';
import { pickLocale } from '../../../web/locale.ts';
import type { PageBase, PageRequest, Theme } from '../../../web/page-request.ts';
import { courtPool, votingCase } from '../case-fixtures.ts';
import { base, shopDetail, status } from '../fixtures.ts';
import { disputedOrder } from '../order-fixtures.ts';
import { loadRenderer, type Renderer } from '../renderer.ts';
import { injectWallet } from './checkout-bench.ts';
import { createFakeChain, type FakeChain } from './fake-chain.ts';
import { buyer, chainId, contracts, token } from './signed-shop.ts';

/** As strict as the node's own. */
const policyWith = (styleSource: string): string =>
  `default-src 'self'; script-src 'self'; style-src 'self' ${styleSource}; img-src 'self' data: blob:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`;
const picture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path fill="#b9c9bd" d="M0 0h8v8H0z"/><circle cx="4" cy="4" r="2.4" fill="#5c7a6a"/></svg>`;

/** The account whose shop it is, and whose wallet the page has. */
export const owner = buyer.address.toLowerCase() as `0x${string}`;

/** The page of a desk at a path; undefined where there is none. */
const pageAt = (
  [, kind = '', part = 'overview']: string[],
  parts: PageBase,
  found: CaseDetail,
): PageRequest | undefined => {
  // Safety: tests ask only for parts of the desk that exist.
  if (kind === 'desk') return { ...parts, page: kind, part: part as DeskPart };
  if (kind === 'sell' || kind === 'promote' || kind === 'operator' || kind === 'pickup')
    return { ...parts, page: kind };
  if (kind !== 'court') return undefined;
  if (part !== 'overview') return { ...parts, page: 'case', order: disputedOrder, case: found, people: {} };
  return { ...parts, page: kind, pools: [courtPool], cases: { items: [], nextCursor: null } };
};

/** A node as the desk of one shop sees it. What it answers can be changed. */
export interface DeskServer {
  origin: string;
  chain: FakeChain;
  /** Unix seconds when it started. */
  now: number;
  shop: ShopDetail;
  orders: OrderDetail[];
  insights: InsightsView | null;
  /** What `/court/` and anything after it show. */
  case: CaseDetail;
  /** Blocks by CID. */
  blocks: Map<string, Uint8Array>;
  /** What accounts call themselves. */
  names: Record<string, Record<string, string>>;
  /** Answers to other paths of the API. */
  answers: Record<string, (body: Buffer, method: string, query: URLSearchParams) => unknown>;
  /** Paths that were asked for, with their queries. */
  asked: string[];
  /** Tells open pages that an order changed. */
  tell: () => void;
  stop: () => void;
}

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
};

/** Serves the desk's pages with the built islands. */
export async function startDeskServer(renderer: Renderer): Promise<DeskServer> {
  const now = Math.floor(Date.now() / 1_000);
  const streams = new Set<ServerResponse>();
  const chain = createFakeChain(now);
  const nodeStatus = () => ({
    ...status,
    chainId,
    contracts,
    tokens: [token],
    block: chain.block(),
    blockTime: now,
    demo: false,
  });

  const answer = async (url: URL, request: IncomingMessage): Promise<unknown> => {
    const path = url.pathname.replace('/api/v1', '');
    const own = desk.answers[path];
    if (own !== undefined) return own(await bodyOf(request), request.method ?? 'GET', url.searchParams);
    if (path === '/status') return nodeStatus();
    if (path === '/session') return { account: owner, operator: false };
    if (path === `/shops/${owner}`) return desk.shop;
    if (path === `/desk/${owner}/insights`) return desk.insights;
    if (path === '/orders') {
      const state = url.searchParams.get('state');
      return { items: desk.orders.filter((order) => state === null || order.state === state), nextCursor: null };
    }
    if (path === '/names') {
      const accounts = url.searchParams.get('accounts')?.split(',') ?? [];
      return { items: accounts.flatMap((account) => ({ account, names: desk.names[account] ?? {} })) };
    }
    if (path === '/credits') return { items: [] };
    if (path.endsWith('/messages')) return { items: [], nextCursor: null };
    if (path.startsWith('/orders/')) return desk.orders.find(({ id }) => path === `/orders/${id}`);
    if (path !== '/rpc') return undefined;
    const { id, method, params } = JSON.parse((await bodyOf(request)).toString('utf8'));
    try {
      return { jsonrpc: '2.0', id, result: await chain.request({ method, params }) };
    } catch (error) {
      const { code = -32_603, data, message } = error as Error & { code?: number; data?: string };
      return { jsonrpc: '2.0', id, error: { code, message, data } };
    }
  };

  const serve = async (url: URL, request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [, kind, name = ''] = url.pathname.split('/');
    if (kind === 'assets') {
      response.setHeader('content-type', name.endsWith('.css') ? 'text/css' : 'text/javascript');
      // The shell of the site lies with all other scripts, as at the node.
      response.setHeader('service-worker-allowed', '/');
      response.end(await readFile(join(renderer.build.clientFolder, name)));
      return;
    }
    if (kind === 'image') return void response.setHeader('content-type', 'image/svg+xml').end(picture);
    if (kind === 'theme') {
      const accent = accentOfStyle(name);
      return void response.setHeader('content-type', 'text/css').end(accent === undefined ? '' : styleSheet(accent));
    }
    const block = kind === 'ipfs' ? desk.blocks.get(name) : undefined;
    if (block !== undefined) return void response.end(block);
    if (url.pathname === '/api/v1/live') {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
      streams.add(response);
      response.on('close', () => streams.delete(response));
      return;
    }
    // What the shell of the site keeps for a time without the node.
    if (kind === 'offline') return void response.end();
    // Safety: tests ask only for themes that exist.
    const theme = (url.searchParams.get('theme') ?? 'light') as Theme;
    const locale = pickLocale([url.searchParams.get('lang')]);
    const parts = { ...base({ locale, theme, path: url.pathname + url.search }), now, status: nodeStatus() };
    const asked = pageAt(url.pathname.split('/'), parts, desk.case);
    if (asked !== undefined) {
      response
        .setHeader('content-type', 'text/html; charset=utf-8')
        .setHeader('content-security-policy', policyWith(renderer.styleSource));
      return void response.end(renderer.renderPage(asked).html);
    }
    const json = await answer(url, request);
    response.writeHead(json === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(json ?? { code: 'page.not_found', detail: 'There is nothing here.' }));
  };

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://desk');
    desk.asked.push(url.pathname + url.search);
    serve(url, request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const desk: DeskServer = {
    // Safety: a server that listens on TCP has such an address.
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    chain,
    now,
    shop: { ...shopDetail, address: owner, logo: null },
    orders: [],
    insights: null,
    case: votingCase,
    blocks: new Map(),
    names: {},
    answers: {},
    asked: [],
    tell: () => {
      for (const stream of streams) stream.write('event: order\ndata: {}\n\n');
    },
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
  return desk;
}

/** Opens desks for the tests of one file, in one browser. */
export function deskBench() {
  let browser: Browser;
  let renderer: Renderer;
  return {
    start: async (): Promise<void> => {
      // A build that fails leaves no browser behind.
      renderer = await loadRenderer();
      browser = await startBrowser();
    },
    stop: async (): Promise<void> => browser.close(),
    /** A desk with a wallet, and what went wrong in its page. */
    open: async (context: { after: (work: () => unknown) => void }) => {
      const desk = await startDeskServer(renderer);
      const page = await browser.newPage({ viewport: { width: 1_280, height: 900 } });
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(String(error)));
      page.on('console', (message) => {
        if (message.type() === 'error') faults.push(message.text());
      });
      await page.addInitScript(injectWallet);
      context.after(async () => {
        await page.close();
        desk.stop();
      });
      return { desk, page, faults };
    },
  };
}

/** Opens a page of the desk and connects the wallet where that is not done yet. */
export async function openDesk(page: Page, desk: DeskServer, path: string): Promise<void> {
  await page.goto(`${desk.origin}${path}`);
  const [purse, shown] = [
    page.getByRole('button', { name: 'Test purse' }),
    page.locator('.desk-ready, .desk, .bench, .node-desk'),
  ];
  await purse.or(shown).first().waitFor();
  if (await purse.isVisible()) await purse.click();
  await shown.first().waitFor();
}
