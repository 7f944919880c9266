import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, brotliCompressSync, constants, gzip, gzipSync } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readReader } from '../render/reader.ts';
import { AT_ONCE_BYTES } from './compression.ts';
import { knowsTag } from './known-tag.ts';

/** Bounds of the answers that are kept. */
export const answerLimits = {
  /** Everything kept, in bytes. */
  bytes: 48 * 2 ** 20,
  /** A larger answer is not kept. */
  answerBytes: 2 ** 20,
  urlCharacters: 512,
  /** What no change tells of, such as ages and names of replicas, is made anew by whoever asks after so long. */
  milliseconds: 1_000,
  /** Whoever asks while it is made anew gets what is there, up to this age: nobody but one waits where nothing changed. */
  mostMilliseconds: 3_000,
} as const;

/** Routes whose answers follow from the address and the store alone. */
const apiRoutes = new Set(
  [
    ...['shops', 'shops/:address', 'shops/:address/sales', 'shops/:address/trust', 'listings', 'listings/:cid'],
    ...['shops/:address/listings/:handle/trust', 'people/:address/record', 'promoters/:address/record'],
    ...['search', 'reviews', 'promoters', 'promoters/:address', 'groups', 'groups/:id', 'hosts', 'deposits'],
  ].map((path) => `/api/v1/${path}`),
);
/** Pages: their readers' language and appearance count too. */
const pageRoutes = new Set([
  '/',
  '/search',
  '/shop/:address',
  '/shop/:address/trust',
  '/listing/:cid',
  '/court',
  '/hosts',
]);

/** Routes that only read, whatever is sent to them. */
const questions = new Set(['/rpc', '/mcp', '/ucp/v1/catalog/search', '/ucp/v1/catalog/lookup']);

/** Headers of a route that belong to its answer. */
const kept = ['content-type', 'cache-control', 'vary', 'link'] as const;
const BROTLI_QUALITY = 5;
/** Smaller answers are sent as they are. */
const LEAST_COMPRESSED_BYTES = 1_024;

type Encoding = 'br' | 'gzip';

interface Answer {
  /** What had changed when it was begun. */
  state: string;
  /** When it was made, in milliseconds of the cache's clock. */
  at: number;
  etag: string;
  headers: [string, string][];
  bytes: Buffer;
  /** The same, compressed once for everybody. */
  encoded: Partial<Record<Encoding, Promise<Buffer>>>;
}

interface Making {
  state: string;
  key: string;
  done: (answer: Answer | undefined) => void;
  answer: Promise<Answer | undefined>;
}

/**
 * Keeps answers, compressed, until something changes: what many visitors ask for is read and rendered once a change.
 * Those who ask at the same time wait for one rendering.
 */
export interface AnswerCache {
  /** Something that answers show has changed: nothing that was begun before is given any more. */
  changed(): void;
  /** Adds the hooks; after those that refuse requests, which thus still do. */
  register(app: FastifyInstance): void;
  /** Bytes that are kept. */
  bytes(): number;
}

/**
 * @param now milliseconds of any clock that only goes forward
 * @param block the newest block whose rows can be read; answers of another are not given
 */
export function createAnswerCache(now: () => number, block: () => number): AnswerCache {
  const answers = new Map<string, Answer>();
  const underWay = new Map<string, Making>();
  const making = new WeakMap<FastifyRequest, Making>();
  let changes = 0;
  const state = () => `${changes} ${block()}`;
  let bytes = 0;

  const isFresh = (each: Pick<Answer, 'state' | 'at'>, milliseconds: number): boolean =>
    each.state === state() && now() - each.at < milliseconds;
  const forget = (key: string): void => {
    bytes -= sizeOf(answers.get(key));
    answers.delete(key);
  };
  const keep = (key: string, answer: Answer): void => {
    forget(key);
    answers.set(key, answer);
    bytes += sizeOf(answer);
    // A map gives its keys from the oldest on.
    for (const oldest of answers.keys()) {
      if (bytes <= answerLimits.bytes) break;
      forget(oldest);
    }
  };
  const begin = (request: FastifyRequest, key: string): void => {
    const { promise, resolve } = Promise.withResolvers<Answer | undefined>();
    const mine: Making = { state: state(), key, done: resolve, answer: promise };
    underWay.set(key, mine);
    making.set(request, mine);
  };
  const end = (request: FastifyRequest, answer?: Answer): void => {
    const mine = making.get(request);
    if (mine === undefined) return;
    making.delete(request);
    if (underWay.get(mine.key) === mine) underWay.delete(mine.key);
    mine.done(answer);
  };

  return {
    changed: () => {
      changes += 1;
      bytes = 0;
      answers.clear();
    },
    bytes: () => bytes,
    register: (app) => {
      app.addHook('preHandler', async (request, reply) => {
        const key = keyOf(request);
        if (key === undefined) return;
        const held = answers.get(key);
        if (held !== undefined && isFresh(held, answerLimits.milliseconds)) return await send(request, reply, held);
        const other = underWay.get(key);
        if (other === undefined || other.state !== state()) return begin(request, key);
        if (held !== undefined && isFresh(held, answerLimits.mostMilliseconds)) return await send(request, reply, held);
        // Whatever has changed since, this request came before it.
        const answer = await other.answer;
        if (answer !== undefined) return await send(request, reply, answer);
      });
      app.addHook('onSend', async (request, reply, payload: unknown) => {
        const mine = making.get(request);
        if (mine === undefined) return payload;
        const answer = answerOf(reply, payload, { state: mine.state, at: now() });
        if (answer !== undefined && mine.state === state()) keep(mine.key, answer);
        end(request, answer);
        return answer === undefined ? payload : await dress(request, reply, answer);
      });
      app.addHook('onResponse', async (request) => {
        end(request);
        // What somebody sent may be in any answer, except where questions are sent.
        const { method, routeOptions } = request;
        if (method !== 'GET' && method !== 'HEAD' && !questions.has(routeOptions.url ?? '')) changes += 1;
      });
    },
  };
}

const sizeOf = (answer: Answer | undefined): number =>
  // The compressed forms take less than once more.
  answer === undefined ? 0 : 2 * answer.bytes.length;

/** What makes two requests the same; undefined where each is answered for itself. */
function keyOf(request: FastifyRequest): string | undefined {
  const route = request.routeOptions.url ?? '';
  if (request.method !== 'GET' || request.url.length > answerLimits.urlCharacters) return undefined;
  if (apiRoutes.has(route)) return request.url;
  if (!pageRoutes.has(route)) return undefined;
  const { locale, theme, cookies } = readReader(request);
  // A choice in the address is answered with a cookie.
  return cookies.length > 0 ? undefined : `${locale} ${theme} ${request.url}`;
}

function answerOf(reply: FastifyReply, payload: unknown, made: Pick<Answer, 'state' | 'at'>): Answer | undefined {
  if (reply.statusCode !== 200 || reply.hasHeader('set-cookie')) return undefined;
  if (typeof payload !== 'string' && !Buffer.isBuffer(payload)) return undefined;
  const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload;
  if (bytes.length > answerLimits.answerBytes) return undefined;
  const headers = kept.flatMap((name): [string, string][] => {
    const value = reply.getHeader(name);
    return value === undefined ? [] : [[name, String(value)]];
  });
  const digest = createHash('sha256').update(bytes).digest('base64url');
  return { ...made, etag: `W/"${digest.slice(0, 27)}"`, headers, bytes, encoded: {} };
}

const send = async (request: FastifyRequest, reply: FastifyReply, answer: Answer): Promise<FastifyReply> => {
  for (const [name, value] of answer.headers) reply.header(name, value);
  return reply.send(await dress(request, reply, answer));
};

const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } };
const compressed: Record<Encoding, (bytes: Buffer) => Promise<Buffer>> = {
  br: async (bytes) =>
    bytes.length <= AT_ONCE_BYTES ? brotliCompressSync(bytes, brotli) : await promisify(brotliCompress)(bytes, brotli),
  gzip: async (bytes) => (bytes.length <= AT_ONCE_BYTES ? gzipSync(bytes) : await promisify(gzip)(bytes)),
};

/** Sets the headers of this reader, and gives the bytes: none for one who has them already. */
async function dress(request: FastifyRequest, reply: FastifyReply, answer: Answer): Promise<Buffer | null> {
  reply.header('etag', answer.etag).removeHeader('content-length');
  if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-cache');
  reply.header('vary', varyWith(reply.getHeader('vary')));
  if (knowsTag(request, answer.etag)) {
    reply.code(304);
    return null;
  }
  const accepted = request.headers['accept-encoding'] ?? '';
  const encoding = accepts(accepted, 'br') ? 'br' : accepts(accepted, 'gzip') ? 'gzip' : undefined;
  if (encoding === undefined || answer.bytes.length < LEAST_COMPRESSED_BYTES) return answer.bytes;
  answer.encoded[encoding] ??= compressed[encoding](answer.bytes);
  reply.header('content-encoding', encoding);
  return await answer.encoded[encoding];
}

const varyWith = (vary: unknown): string => {
  const names = vary === undefined ? [] : String(vary).split(/\s*,\s*/);
  return names.some((name) => name.toLowerCase() === 'accept-encoding')
    ? names.join(', ')
    : [...names, 'accept-encoding'].join(', ');
};

/** Whether a reader takes an encoding. A weight of zero refuses it. */
const accepts = (header: string, encoding: Encoding): boolean =>
  header
    .toLowerCase()
    .split(',')
    .some((part) => {
      const [name, weight] = part.trim().split(/\s*;\s*q=/);
      return name === encoding && (weight === undefined || Number(weight) > 0);
    });
