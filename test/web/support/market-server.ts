import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { GroupSummary } from '../../../protocol/api/group.ts';
import type { PointsView } from '../../../protocol/api/points.ts';
import { cidOf, DAG_CBOR, digestOf, RAW } from '../../../protocol/block.ts';
import { pickLocale } from '../../../web/locale.ts';
import type { OrderPage } from '../../../web/page-request.ts';
import { addressOf, base, emptyHome, listings, status as shownStatus } from '../fixtures.ts';
import { groups as openGroups } from '../group-fixtures.ts';
import type { Renderer } from '../renderer.ts';
import { createFakeChain, type FakeChain } from './fake-chain.ts';
import { createFakePost, type FakePost } from './fake-post.ts';
import { chainId, contracts, groupTerms, type SignedListing, signListing, token } from './signed-shop.ts';

/** As strict as the node's own. */
const policyWith = (styleSource: string): string =>
  `default-src 'self'; script-src 'self'; style-src 'self' ${styleSource}; img-src 'self' data: blob:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`;

/** Who opened the group that buyers of this market can join. */
export const groupLeader = addressOf('3b');

/** On its home page; it serves no pictures. */
const goods = listings.slice(0, 1).map((each) => ({ ...each, image: null }));

const groupsOf = ({ detail }: SignedListing, now: number): GroupSummary[] =>
  openGroups.slice(0, 1).map((group) => ({
    ...group,
    shop: detail.shop,
    sku: detail.variants[0]!.sku,
    leader: groupLeader,
    terms: groupTerms,
    deadline: groupDeadline(now),
  }));

/** Unix seconds until which that group can fill up. */
export const groupDeadline = (now: number): number => now + 7_200;

/** The buyer's points of the shop, as the node lists them. */
const pointsOf = ({ detail }: SignedListing, points: bigint): PointsView => ({
  holder: addressOf('b1'),
  balances: [
    {
      issuer: detail.shop,
      issuerNames: detail.shopNames,
      token,
      points: points.toString(),
      earnedPoints: points.toString(),
      spentPoints: '0',
      places: [
        {
          shop: detail.shop,
          shopNames: detail.shopNames,
          rateBps: 10_000,
          maxDiscountBps: 2_000,
          leftPoints: null,
          validUntil: null,
        },
      ],
    },
  ],
  claimable: [],
});

/** A node with one shop, which may lie. */
export interface MarketServer {
  origin: string;
  chain: FakeChain;
  signed: SignedListing;
  /** Unix seconds of the chain's newest block. */
  now: number;
  /** Changes the listing that the node shows; the signed one stays what it is. */
  lie: (change: (listing: SignedListing) => void) => void;
  /** Encrypted order details that were uploaded. */
  uploads: Uint8Array[];
  /** Evidence that was uploaded. */
  evidence: Uint8Array[];
  /** Messages of the order that is shown. */
  post: FakePost;
  /** Becomes a demo market, whose money everyone can make. */
  beDemo: () => void;
  /** What accounts call themselves. */
  names: Record<string, Record<string, string>>;
  /** Shows an order at `/order`. */
  showOrder: (shown: Omit<OrderPage, 'page' | 'people'>) => void;
  stop: () => void;
}

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
};

/**
 * Serves checkout and cart with the built islands, an API of one listing, and a chain under `/rpc`.
 * @param renderer the built renderer
 * @param kind how the listing reaches its buyer
 */
export async function startMarketServer(
  renderer: Renderer,
  kind: 'shipped' | 'pickup' = 'shipped',
): Promise<MarketServer> {
  const now = Math.floor(Date.now() / 1_000);
  const signed = await signListing(now, kind);
  const chain = createFakeChain(now);
  const uploads: Uint8Array[] = [];
  const evidence: Uint8Array[] = [];
  const post = createFakePost();
  const names: MarketServer['names'] = {};
  let shown: SignedListing = signed;
  let order: Omit<OrderPage, 'page' | 'people'> | undefined;
  let isDemo = false;
  const status = () => ({
    ...shownStatus,
    chainId,
    contracts: isDemo ? { ...contracts, demoDollar: token.address } : contracts,
    tokens: [token],
    arbitrator: null,
    block: chain.block(),
    blockTime: now,
    synced: true,
    demo: isDemo,
  });

  const page = (url: URL): string | undefined => {
    const parts = {
      ...base({ locale: pickLocale([url.searchParams.get('lang')]), path: url.pathname + url.search }),
      now,
      status: status(),
    };
    const { detail } = shown;
    if (url.pathname === '/') return renderer.renderPage({ ...parts, ...emptyHome, listings: goods }).html;
    if (url.pathname === '/orders') return renderer.renderPage({ ...parts, page: 'orders' }).html;
    if (url.pathname === '/cart') return renderer.renderPage({ ...parts, page: 'cart' }).html;
    // Every page keeps it for later.
    if (url.pathname === '/offline') return renderer.renderPage({ ...parts, page: 'offline' }).html;
    if (url.pathname === '/order' && order !== undefined)
      return renderer.renderPage({ ...parts, ...order, page: 'order', people: {} }).html;
    if (url.pathname === '/listing') {
      const reviews = { items: [], nextCursor: null };
      const rest = {
        reviews,
        groups: [],
        more: [],
        trust: null,
        recommendations: [],
        variant: null,
        promoter: null,
        people: {},
      };
      return renderer.renderPage({ ...parts, page: 'listing', listing: detail, ...rest }).html;
    }
    if (url.pathname !== '/checkout') return undefined;
    const line = url.searchParams.has('listing')
      ? { listing: detail, variant: 'ONE', quantity: Number(url.searchParams.get('quantity') ?? 1), promoter: null }
      : null;
    return renderer.renderPage({ ...parts, page: 'checkout', line }).html;
  };

  const api = async (url: URL, request: IncomingMessage): Promise<unknown> => {
    if (url.pathname === '/api/v1/status') return status();
    if (url.pathname === '/api/v1/demo/personas') return [];
    if (url.pathname === `/api/v1/listings/${signed.detail.cid}`) return shown.detail;
    if (url.pathname === '/api/v1/names')
      return { items: Object.entries(names).map(([account, said]) => ({ account, names: said })) };
    if (url.pathname === '/api/v1/groups') return { items: groupsOf(signed, now), nextCursor: null };
    if (url.pathname.startsWith('/api/v1/points/')) return pointsOf(signed, chain.state.points);
    if (url.pathname.endsWith('/draw')) return { round: 0, attempt: 0, drawBlock: 7, header: '0xf90211' };
    if (url.pathname === '/api/v1/evidence') {
      const bytes = new Uint8Array(await bodyOf(request));
      evidence.push(bytes);
      const cid = cidOf(bytes, DAG_CBOR);
      return { cid: cid.toString(), digest: digestOf(cid) };
    }
    if (/^\/api\/v1\/orders\/0x[0-9a-f]{64}\/messages$/.test(url.pathname))
      return { items: post.list(), nextCursor: null };
    if (url.pathname === '/api/v1/messages') return post.take(new Uint8Array(await bodyOf(request)));
    if (url.pathname === '/api/v1/contents') {
      const bytes = new Uint8Array(await bodyOf(request));
      uploads.push(bytes);
      const cid = cidOf(bytes, RAW);
      post.blocks.set(cid.toString(), bytes);
      return { cid: cid.toString(), digest: digestOf(cid) };
    }
    if (url.pathname !== '/rpc') return undefined;
    const { id, method, params } = JSON.parse((await bodyOf(request)).toString('utf8'));
    try {
      return { jsonrpc: '2.0', id, result: await chain.request({ method, params }) };
    } catch (error) {
      const { code = -32_603, data, message } = error as Error & { code?: number; data?: string };
      return { jsonrpc: '2.0', id, error: { code, message, data } };
    }
  };

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://market');
    const answer = async (): Promise<void> => {
      if (url.pathname.startsWith('/assets/')) {
        const name = url.pathname.slice('/assets/'.length);
        response.setHeader('content-type', name.endsWith('.css') ? 'text/css' : 'text/javascript');
        response.end(await readFile(join(renderer.build.clientFolder, name)));
        return;
      }
      if (url.pathname === '/api/v1/live') {
        // Open and quiet: what these tests change, their pages do themselves.
        response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
        return;
      }
      if (url.pathname === `/ipfs/${signed.detail.cid}`) {
        response.end(shown.block.bytes);
        return;
      }
      const block = post.blocks.get(url.pathname.replace('/ipfs/', ''));
      if (url.pathname.startsWith('/ipfs/') && block !== undefined) {
        response.end(block);
        return;
      }
      if (url.pathname === '/api/v1/messages' && post.refusal !== null) {
        response.writeHead(503, { 'content-type': 'application/problem+json' });
        response.end(JSON.stringify({ code: post.refusal, detail: 'Not now.', retryable: true }));
        return;
      }
      const html = page(url);
      if (html !== undefined) {
        response
          .setHeader('content-type', 'text/html; charset=utf-8')
          .setHeader('content-security-policy', policyWith(renderer.styleSource));
        response.end(html);
        return;
      }
      const json = await api(url, request);
      response.writeHead(json === undefined ? 404 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(json ?? { code: 'page.not_found', detail: 'There is nothing here.' }));
    };
    answer().catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    // Safety: a server that listens on TCP has such an address.
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    chain,
    signed,
    now,
    uploads,
    evidence,
    post,
    names,
    beDemo: () => {
      isDemo = true;
    },
    showOrder: (next) => {
      order = next;
    },
    lie: (change) => {
      const copy = structuredClone({ ...signed, block: { bytes: signed.block.bytes } }) as unknown as SignedListing;
      change(copy);
      shown = copy;
    },
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
