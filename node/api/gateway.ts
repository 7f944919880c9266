import { Readable } from 'node:stream';
import * as dagCbor from '@ipld/dag-cbor';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { CID } from 'multiformats/cid';
import { z } from 'zod';
import { type Block, DAG_CBOR } from '../../protocol/block.ts';
import { VouchError } from '../../protocol/errors.ts';
import { writeCar } from './car.ts';
import type { ApiContext, BlockReader } from './context.ts';
import { imageTypeOf } from './image-type.ts';
import { knowsTag } from './known-tag.ts';
import { parseCid } from './parse-cid.ts';

/** Blocks that one CAR answer may hold: any shop's documents, not the whole store. */
const MOST_CAR_BLOCKS = 150_000;
const YEAR_SECONDS = 31_536_000;

const carType = 'application/vnd.ipld.car';
const rawType = 'application/vnd.ipld.raw';

const notFound = () =>
  new VouchError({
    code: 'block.not_found',
    message: 'This node does not hold the block.',
    hint: 'Ask another node.',
  });

const share = (reply: FastifyReply): FastifyReply =>
  reply.header('access-control-allow-origin', '*').header('cross-origin-resource-policy', 'cross-origin');

/** Marks an answer that can never change. Not for blocks that are not here: they may come. */
const keepForEver = (reply: FastifyReply, etag: string): FastifyReply =>
  reply.header('etag', etag).header('cache-control', `public, max-age=${YEAR_SECONDS}, immutable`);

const unchanged = (reply: FastifyReply, etag: string): FastifyReply => keepForEver(reply, etag).code(304).send();

/**
 * Walks a DAG depth first and yields each block that this node holds once; the reader sees by the links what is missing.
 * @throws VouchError `car.too_large` in the middle of the walk
 */
async function* dagBlocks(root: CID, get: BlockReader['get']): AsyncGenerator<Block> {
  const seen = new Set<string>();
  const stack = [root];
  for (let cid = stack.pop(); cid !== undefined; cid = stack.pop()) {
    const key = cid.toString();
    if (seen.has(key)) continue;
    if (seen.size >= MOST_CAR_BLOCKS) {
      throw new VouchError({
        code: 'car.too_large',
        message: `The CAR of ${root} has more than ${MOST_CAR_BLOCKS} blocks.`,
        hint: 'Ask for parts of it.',
        details: { field: 'cid', limit: `${MOST_CAR_BLOCKS} blocks` },
      });
    }
    seen.add(key);
    const bytes = await get(cid);
    if (bytes === undefined) continue;
    yield { cid, bytes };
    if (cid.code === DAG_CBOR) stack.push(...linksOf(dagCbor.decode(bytes)).reverse());
  }
}

function linksOf(value: unknown): CID[] {
  const cid = CID.asCID(value);
  if (cid) return [cid];
  if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return [];
  return Object.values(value).flatMap(linksOf);
}

const params = z.object({ cid: z.string().max(128) });
const bytesOf = (description: string, ...types: string[]) => ({
  description,
  content: Object.fromEntries(types.map((type) => [type, { schema: z.any() }])),
});

/** The trustless gateway: raw blocks and CARs that the reader verifies, and pictures for pages. */
export function registerGateway(base: FastifyInstance, { blocks }: ApiContext): void {
  const app = base.withTypeProvider<ZodTypeProvider>();
  let isClosing = false;
  app.addHook('preClose', async () => {
    isClosing = true;
  });
  app.get(
    '/ipfs/:cid',
    {
      schema: {
        tags: ['gateway'],
        summary: 'A block, or a CAR of it and all below that this node holds; verify the hashes',
        params,
        querystring: z.object({ format: z.enum(['raw', 'car']).optional() }),
        response: { 200: bytesOf('the block, or the CAR', rawType, carType) },
      },
    },
    async (request, reply) => {
      const cid = parseCid(request.params.cid);
      const format = request.query.format ?? (request.headers.accept?.includes(carType) ? 'car' : 'raw');
      const etag = `"${cid}.${format}"`;
      share(reply).header('vary', 'accept');
      if (knowsTag(request, etag)) return unchanged(reply, etag);
      const bytes = await blocks.get(cid);
      if (bytes === undefined) throw notFound();
      keepForEver(reply, etag).header('x-ipfs-path', `/ipfs/${cid}`).header('x-ipfs-roots', cid.toString());
      if (format === 'raw') {
        return reply
          .type(rawType)
          .header('content-disposition', `attachment; filename="${cid}.bin"`)
          .send(Buffer.from(bytes));
      }
      return reply
        .type(`${carType}; version=1; order=dfs; dups=n`)
        .header('content-disposition', `attachment; filename="${cid}.car"`)
        .send(Readable.from(writeCar(cid, dagBlocks(cid, blocks.get)), { objectMode: false }));
    },
  );

  app.get('/image/:cid', { schema: { params, hide: true } }, async (request, reply) => {
    const cid = parseCid(request.params.cid);
    const etag = `"${cid}"`;
    share(reply);
    if (knowsTag(request, etag)) return unchanged(reply, etag);
    const bytes = await blocks.awaited(cid, () => isClosing || request.socket.destroyed);
    const type = bytes && imageTypeOf(bytes);
    if (!bytes || !type) throw notFound();
    return keepForEver(reply, etag)
      .header('content-security-policy', "default-src 'none'; sandbox")
      .type(type)
      .send(Buffer.from(bytes));
  });
}
