import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { CID } from 'multiformats/cid';
import { z } from 'zod';
import { uploadedImage } from '../../../protocol/api/common.ts';
import { uploadedEvidence } from '../../../protocol/api/evidence.ts';
import { type Block, cidOf, DAG_CBOR, digestOf, RAW } from '../../../protocol/block.ts';
import { unwrap, VouchError } from '../../../protocol/errors.ts';
import { decodeEvidence } from '../../../protocol/evidence.ts';
import { decodeHead } from '../../../protocol/head.ts';
import { limits } from '../../../protocol/limits.ts';
import { createShopRates } from '../../p2p/shop-rates.ts';
import { reencodeImage } from '../../store/image-encoder.ts';
import { bodyOf, carType, cborType, rawType } from '../body.ts';
import { readCar, writeCar } from '../car.ts';
import { checkDocument, checkSealed } from '../content-check.ts';
import type { ApiContext, BlockReader } from '../context.ts';
import { parseCid } from '../parse-cid.ts';

/** Bytes that one CAR upload may have. */
const MOST_CAR_BYTES = 33_554_432;
/** CIDs that one question may name, and blocks that one answer may hold. */
const MOST_CIDS = 5_000;
const MOST_FETCHED = 100;
/** Pictures a minute from one address: each costs a second of a processor. */
const IMAGES_A_MINUTE = 60;
/** Encrypted pictures that one address may send in a burst, and then each second. */
const PICTURES = { burst: 40, perSecond: 1 };

const binary = /^(application\/(vnd\.ipld\.(car|raw|dag-cbor)|octet-stream)|image\/[a-z0-9.+-]+)$/;

const cidList = (most: number) => z.object({ cids: z.array(z.string().max(128)).min(1).max(most) });

/** Uploads: a catalogue with its blocks, order details, texts and pictures of messages, reviews, evidence and pictures. Everything is verified before it counts. */
export function registerUploads(base: FastifyInstance, { uploads, blocks, metrics, config, clock }: ApiContext): void {
  const app = base.withTypeProvider<ZodTypeProvider>();
  const pictures = createShopRates(PICTURES);
  const tags = ['publish'];
  app.addContentTypeParser(binary, { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  app.post(
    '/api/v1/blocks/missing',
    {
      schema: {
        tags,
        summary: 'Which of these blocks the node lacks',
        body: cidList(MOST_CIDS),
        response: { 200: z.object({ missing: z.array(z.string()) }) },
      },
    },
    async ({ body }) => ({ missing: (await uploads.missing(cidsOf(body))).map(String) }),
  );

  app.post(
    '/api/v1/blocks/fetch',
    {
      schema: {
        tags: ['gateway'],
        summary: 'A CAR of those of the named blocks that this node holds; verify the hashes',
        body: cidList(MOST_FETCHED),
        response: { 200: { description: 'the CAR', content: { [carType]: { schema: z.any() } } } },
      },
    },
    async ({ body }, reply) => {
      const cids = cidsOf(body);
      const [root] = cids;
      if (root === undefined) throw new RangeError('the schema asks for at least one CID');
      return reply.type(carType).send(Readable.from(writeCar(root, held(cids, blocks)), { objectMode: false }));
    },
  );

  app.put(
    '/api/v1/blocks',
    {
      bodyLimit: MOST_CAR_BYTES,
      schema: {
        tags,
        summary: 'Upload blocks as a CAR; they stay for an hour, or as long as a catalogue or the chain names them',
        consumes: [carType],
        response: { 200: z.object({ staged: z.number() }) },
      },
    },
    async ({ body, ip }) => {
      const read = await readCar(bodyOf(body));
      await uploads.stage(read, ip);
      return { staged: read.length };
    },
  );

  app.post(
    '/api/v1/catalogues',
    {
      bodyLimit: limits.headBytes,
      schema: {
        tags,
        summary: 'Publish a signed catalogue whose blocks were uploaded',
        consumes: [cborType],
        response: {
          200: z.object({ shop: z.string(), version: z.number(), changed: z.number(), removed: z.number() }),
        },
      },
    },
    async ({ body }) => {
      const count = (result: string) => metrics.catalogues.inc({ result });
      try {
        const published = await uploads.publish(unwrap(decodeHead(bodyOf(body))));
        count('accepted');
        return published;
      } catch (error) {
        count(error instanceof VouchError ? error.code : 'fault');
        throw error;
      }
    },
  );

  app.post(
    '/api/v1/contents',
    {
      bodyLimit: limits.attachmentBytes,
      schema: {
        tags,
        summary:
          'Upload encrypted order details, or an encrypted text or picture of a message (raw), or a review, reply or profile (dag-cbor), before the chain or the message names it; again when nodes lost it',
        consumes: [rawType, cborType],
        response: { 200: z.object({ cid: z.string(), digest: z.string() }) },
      },
    },
    async ({ body, headers, ip }) => {
      const bytes = bodyOf(body);
      const isDocument = headers['content-type']?.startsWith(cborType) ?? false;
      unwrap(isDocument ? checkDocument(bytes) : checkSealed(bytes));
      if (bytes.length > limits.messageBodyBytes && !isDocument && !pictures.take(ip, clock())) throw tooManyPictures();
      const cid = cidOf(bytes, isDocument ? DAG_CBOR : RAW);
      await uploads.stage([{ cid, bytes }], ip);
      if (!isDocument) await uploads.sentAgain(cid);
      uploads.named();
      metrics.contents.inc({ kind: isDocument ? 'document' : 'encrypted' });
      return { cid: cid.toString(), digest: digestOf(cid) };
    },
  );

  app.post(
    '/api/v1/evidence',
    {
      bodyLimit: limits.evidenceBytes,
      schema: {
        tags,
        summary: 'Upload a piece of evidence, which is public, before the chain names its digest',
        consumes: [cborType],
        response: { 200: uploadedEvidence },
      },
    },
    async ({ body, ip }) => {
      const bytes = bodyOf(body);
      unwrap(decodeEvidence(bytes));
      const block = { cid: cidOf(bytes, DAG_CBOR), bytes };
      await uploads.stage([block], ip);
      uploads.named();
      metrics.contents.inc({ kind: 'evidence' });
      return { cid: block.cid.toString(), digest: digestOf(block.cid) };
    },
  );

  app.post(
    '/api/v1/images',
    {
      bodyLimit: limits.imageUploadBytes,
      config: { rateLimit: { max: Math.min(IMAGES_A_MINUTE, config.rateLimit), timeWindow: '1 minute' } },
      schema: {
        tags,
        summary: 'Upload a picture; it is encoded anew in several widths, without its metadata',
        consumes: ['image/*'],
        response: { 200: uploadedImage },
      },
    },
    async ({ body, ip }) => {
      const encoded = await reencodeImage(bodyOf(body));
      await uploads.stage(encoded.blocks, ip);
      metrics.contents.inc({ kind: 'image' });
      return { sources: encoded.image.sources.map((source) => ({ ...source, cid: source.cid.toString() })) };
    },
  );
}

const tooManyPictures = (): VouchError =>
  new VouchError({
    code: 'request.rate_limited',
    message: 'Too many pictures.',
    hint: 'Wait a few seconds, and send the next.',
    retryable: true,
  });

const cidsOf = ({ cids }: { cids: string[] }): CID[] => cids.map((text, index) => parseCid(text, `cids.${index}`));

async function* held(cids: readonly CID[], blocks: BlockReader): AsyncGenerator<Block> {
  for (const cid of cids) {
    const bytes = await blocks.get(cid);
    if (bytes !== undefined) yield { cid, bytes };
  }
}
