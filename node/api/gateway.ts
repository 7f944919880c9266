import { Readable } from 'node:stream';
import { CarWriter } from '@ipld/car';
import * as dagCbor from '@ipld/dag-cbor';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { CID } from 'multiformats/cid';
import { z } from 'zod';
import { DAG_CBOR, RAW, SHA2_256 } from '../../protocol/block.ts';
import { VouchError } from '../../protocol/errors.ts';
import type { ApiContext } from './context.ts';
import { imageTypeOf } from './image-type.ts';

/** Blocks that one CAR answer may hold: a whole small shop, not the whole store. */
const MOST_CAR_BLOCKS = 50_000;

/** Parses a CID from a path; only sha2-256 with raw or dag-cbor exists here. */
export function parseCid(text: string): CID {
  let cid: CID;
  try {
    cid = CID.parse(text);
  } catch (cause) {
    throw new VouchError({
      code: 'cid.invalid',
      message: 'This is not a CID.',
      hint: 'Give a CIDv1 in base32.',
      cause,
      details: { field: 'cid' },
    });
  }
  if (cid.multihash.code !== SHA2_256 || (cid.code !== RAW && cid.code !== DAG_CBOR)) {
    throw new VouchError({
      code: 'cid.invalid',
      message: 'Only sha2-256 with raw or dag-cbor is served.',
      hint: 'Give another CID.',
      details: { field: 'cid', limit: 'sha2-256, raw or dag-cbor' },
    });
  }
  return cid;
}

const notFound = () =>
  new VouchError({
    code: 'block.not_found',
    message: 'This node does not hold the block.',
    hint: 'Ask another node.',
    retryable: false,
  });

const cacheForEver = (reply: FastifyReply, etag: string): FastifyReply =>
  reply
    .header('etag', etag)
    .header('cache-control', 'public, max-age=29030400, immutable')
    .header('access-control-allow-origin', '*')
    .header('cross-origin-resource-policy', 'cross-origin')
    .header('x-content-type-options', 'nosniff');

/** Walks a DAG depth first and yields each block once. */
async function* dagBlocks(
  root: CID,
  get: ApiContext['blocks']['get'],
): AsyncGenerator<{ cid: CID; bytes: Uint8Array }> {
  const seen = new Set<string>();
  const stack = [root];
  for (let cid = stack.pop(); cid !== undefined; cid = stack.pop()) {
    const key = cid.toString();
    if (seen.has(key) || seen.size >= MOST_CAR_BLOCKS) continue;
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

/** The trustless gateway: raw blocks and CARs that the reader verifies, and pictures for pages. */
export function registerGateway(app: FastifyInstance, { blocks }: ApiContext): void {
  const params = z.object({ cid: z.string().max(128) });

  app.get(
    '/ipfs/:cid',
    { schema: { params, querystring: z.object({ format: z.enum(['raw', 'car']).optional() }) } },
    async (request, reply) => {
      // Safety: the schemas above were checked by the validator compiler.
      const { cid: text } = request.params as z.infer<typeof params>;
      const { format = /vnd\.ipld\.car/.test(request.headers.accept ?? '') ? 'car' : 'raw' } = request.query as {
        format?: 'raw' | 'car';
      };
      const cid = parseCid(text);
      const etag = `"${cid}.${format}"`;
      if (request.headers['if-none-match'] === etag) return reply.code(304).send();
      const bytes = await blocks.get(cid);
      if (bytes === undefined) throw notFound();
      cacheForEver(reply, etag).header('x-ipfs-path', `/ipfs/${cid}`).header('x-ipfs-roots', cid.toString());
      if (format === 'raw') {
        return reply
          .type('application/vnd.ipld.raw')
          .header('content-disposition', `attachment; filename="${cid}.bin"`)
          .send(Buffer.from(bytes));
      }
      const { writer, out } = CarWriter.create([cid]);
      const write = async () => {
        for await (const block of dagBlocks(cid, blocks.get)) await writer.put(block);
        await writer.close();
      };
      const body = Readable.from(out);
      write().catch((error) => body.destroy(error));
      return reply
        .type('application/vnd.ipld.car; version=1; order=dfs; dups=n')
        .header('content-disposition', `attachment; filename="${cid}.car"`)
        .send(body);
    },
  );

  app.get('/image/:cid', { schema: { params, hide: true } }, async (request, reply) => {
    const cid = parseCid((request.params as z.infer<typeof params>).cid);
    const etag = `"${cid}"`;
    if (request.headers['if-none-match'] === etag) return reply.code(304).send();
    const bytes = await blocks.get(cid);
    const type = bytes && imageTypeOf(bytes);
    if (!bytes || !type) throw notFound();
    return cacheForEver(reply, etag)
      .header('content-security-policy', "default-src 'none'; sandbox")
      .type(type)
      .send(Buffer.from(bytes));
  });
}
