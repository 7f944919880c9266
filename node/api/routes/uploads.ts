import { CarBlockIterator } from '@ipld/car';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { cidText } from '../../../protocol/api/common.ts';
import { cidOf, DAG_CBOR, digestOf, RAW } from '../../../protocol/block.ts';
import { unwrap, VouchError } from '../../../protocol/errors.ts';
import { decodeHead } from '../../../protocol/head.ts';
import { limits } from '../../../protocol/limits.ts';
import { decodeProfile } from '../../../protocol/profile.ts';
import { decodeReview } from '../../../protocol/review.ts';
import { reencodeImage } from '../../store/image-encoder.ts';
import type { ApiContext } from '../context.ts';
import { parseCid } from '../gateway.ts';

/** Bytes that one CAR upload may have. */
const MOST_CAR_BYTES = 33_554_432;
/** CIDs that one question may name. */
const MOST_CIDS = 5_000;
/** A picture as documents name it. */
const uploadedImage = z.object({
  sources: z.array(
    z.object({ cid: cidText, width: z.number(), height: z.number(), bytes: z.number(), type: z.string() }),
  ),
});

const binary = [
  'application/vnd.ipld.car',
  'application/vnd.ipld.raw',
  'application/vnd.ipld.dag-cbor',
  'application/octet-stream',
  'image/*',
];

/** Safety: the content types below are parsed as buffers. */
const bodyOf = (body: unknown): Buffer => {
  if (!Buffer.isBuffer(body) || body.length === 0)
    throw new VouchError({
      code: 'request.invalid',
      message: 'The body is empty.',
      hint: 'Send the bytes as the body.',
      details: { field: 'body' },
    });
  return body;
};

/** Uploads: a catalogue with its blocks, order details, reviews and pictures. Everything is verified before it counts. */
export function registerUploads(base: FastifyInstance, { uploads, metrics }: ApiContext): void {
  const app = base.withTypeProvider<ZodTypeProvider>();
  const tags = ['publish'];
  app.addContentTypeParser(
    /^(application\/(vnd\.ipld\.(car|raw|dag-cbor)|octet-stream)|image\/[a-z0-9.+-]+)$/,
    { parseAs: 'buffer' },
    (_request, body, done) => done(null, body),
  );

  app.post(
    '/api/v1/blocks/missing',
    {
      schema: {
        tags,
        body: z.object({ cids: z.array(z.string().max(128)).max(MOST_CIDS) }),
        response: { 200: z.object({ missing: z.array(z.string()) }) },
      },
    },
    async ({ body }) => ({ missing: (await uploads.missing(body.cids.map(parseCid))).map(String) }),
  );

  app.put(
    '/api/v1/blocks',
    {
      bodyLimit: MOST_CAR_BYTES,
      schema: { tags, consumes: binary, response: { 200: z.object({ staged: z.number() }) } },
    },
    async ({ body }) => {
      let staged = 0;
      for await (const { cid, bytes } of await readCar(bodyOf(body))) {
        const known = parseCid(cid.toString());
        if (bytes.length > limits.blockBytes) {
          throw new VouchError({
            code: 'block.too_large',
            message: `Block ${cid} has ${bytes.length} bytes.`,
            hint: 'Split it or shrink it.',
            details: { field: 'block', limit: `${limits.blockBytes} bytes` },
          });
        }
        if (!cidOf(bytes, known.code === RAW ? RAW : DAG_CBOR).equals(known)) {
          throw new VouchError({
            code: 'block.hash_mismatch',
            message: `The bytes of ${cid} have another hash.`,
            hint: 'Build the CAR again.',
            details: { field: 'block' },
          });
        }
        await uploads.stage({ cid: known, bytes });
        staged++;
      }
      return { staged };
    },
  );

  app.post(
    '/api/v1/catalogues',
    {
      bodyLimit: limits.headBytes,
      schema: {
        tags,
        consumes: binary,
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
      bodyLimit: limits.profileBytes,
      schema: { tags, consumes: binary, response: { 200: z.object({ cid: z.string(), digest: z.string() }) } },
    },
    async ({ body, headers }) => {
      const bytes = bodyOf(body);
      const isDocument = headers['content-type']?.startsWith('application/vnd.ipld.dag-cbor') ?? false;
      if (isDocument) checkDocument(bytes);
      else checkDetails(bytes);
      const cid = cidOf(bytes, isDocument ? DAG_CBOR : RAW);
      await uploads.stage({ cid, bytes });
      uploads.named();
      metrics.contents.inc({ kind: isDocument ? 'document' : 'details' });
      return { cid: cid.toString(), digest: digestOf(cid) };
    },
  );

  app.post(
    '/api/v1/images',
    { bodyLimit: limits.imageUploadBytes, schema: { tags, consumes: ['image/*'], response: { 200: uploadedImage } } },
    async ({ body }) => {
      const { image, blocks } = await reencodeImage(bodyOf(body));
      for (const block of blocks) await uploads.stage(block);
      metrics.contents.inc({ kind: 'image' });
      return { sources: image.sources.map((source) => ({ ...source, cid: source.cid.toString() })) };
    },
  );
}

async function readCar(bytes: Buffer): Promise<CarBlockIterator> {
  try {
    return await CarBlockIterator.fromBytes(bytes);
  } catch (cause) {
    throw new VouchError({
      code: 'car.malformed',
      message: 'This is not a CAR file.',
      hint: 'Send a CARv1.',
      cause,
      details: { field: 'body' },
    });
  }
}

/** A document must be a review, a reply or a profile; its own error tells what is wrong with it. */
function checkDocument(bytes: Uint8Array): void {
  if (!decodeProfile(bytes).ok) unwrap(decodeReview(bytes));
}

/** Encrypted details cannot be read here: only their form and size are checked. */
function checkDetails(bytes: Uint8Array): void {
  if (bytes.length > limits.orderDetailsBytes) {
    throw new VouchError({
      code: 'details.too_large',
      message: `The details have ${bytes.length} bytes.`,
      hint: 'Shorten the notes.',
      details: { field: 'details', limit: `${limits.orderDetailsBytes} bytes` },
    });
  }
  if (!Buffer.from(bytes.subarray(0, 21)).toString('latin1').startsWith('age-encryption.org/v1')) {
    throw new VouchError({
      code: 'details.not_encrypted',
      message: 'Order details must be encrypted.',
      hint: "Encrypt them to the shop's key with age.",
      details: { field: 'details' },
    });
  }
}
