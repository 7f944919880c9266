import type { IncomingHttpHeaders } from 'node:http';
import { addressSchema } from '../../protocol/primitives.ts';
import type { VisitSource } from '../../protocol/visit.ts';

/** What is read of a request; nothing that says who asked. */
export interface PageRequestParts {
  method: string;
  /** Route as registered, such as `/listing/:cid`. */
  route: string;
  /** Path and query as asked for. */
  url: string;
  status: number;
  headers: Pick<IncomingHttpHeaders, 'accept' | 'referer' | 'user-agent'> & Record<string, unknown>;
}

/** One look at a page: which, and from where. */
export interface PageVisit {
  kind: 'shop' | 'listing';
  /** The shop's address, or the listing's CID. */
  name: string;
  source: VisitSource;
}

/** Programs that say so, and those that fetch pages for others to preview. */
const robots =
  /(?<!cu)bot\b|crawl|spider|slurp|preview|fetch|scan|monitor|headless|lighthouse|curl|wget|python|java\/|go-http|okhttp|axios|node|undici|libwww|perl|ruby|php|facebookexternalhit|embedly|whatsapp|telegram|mastodon/i;

const visited = { '/shop/:address': 'shop', '/listing/:cid': 'listing' } as const;
const searchPath = /^\/search(?:[/?]|$)/;

/**
 * Reads an answered request as a visit.
 * @param request what was asked, and with which status it was answered
 * @param origin address of this node as visitors see it
 * @returns undefined for what no person looked at: other routes, refusals, robots, previews, and pages that a script reads
 */
export function pageVisit(request: PageRequestParts, origin: string): PageVisit | undefined {
  const kind = Object.hasOwn(visited, request.route) ? visited[request.route as keyof typeof visited] : undefined;
  if (kind === undefined || request.method !== 'GET') return undefined;
  if (request.status !== 200 && request.status !== 304) return undefined;
  if (!isReadByPerson(request.headers)) return undefined;
  const [path = '', query = ''] = request.url.split('?', 2);
  const name = decodeURIComponent(path.slice(path.lastIndexOf('/') + 1));
  return {
    kind,
    name: kind === 'shop' ? name.toLowerCase() : name,
    source: sourceOf(query, request.headers.referer, origin),
  };
}

function isReadByPerson(headers: PageRequestParts['headers']): boolean {
  const agent = headers['user-agent'];
  if (agent === undefined || agent === '' || robots.test(agent)) return false;
  if (!(headers.accept ?? '').includes('text/html')) return false;
  // A browser says so when it fetches ahead, or for a script, and not to show a page.
  if (headers['sec-purpose'] !== undefined || headers.purpose !== undefined) return false;
  return headers['sec-fetch-dest'] === undefined || headers['sec-fetch-dest'] === 'document';
}

function sourceOf(query: string, referer: string | undefined, origin: string): VisitSource {
  if (addressSchema.safeParse(new URLSearchParams(query).get('ref')).success) return 'promoter';
  if (referer === undefined || referer === '' || !URL.canParse(referer)) return 'direct';
  const from = new URL(referer);
  if (from.origin !== origin) return from.protocol.startsWith('http') ? 'site' : 'direct';
  return searchPath.test(from.pathname) ? 'search' : 'market';
}
