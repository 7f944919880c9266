import { setTimeout as delay } from 'node:timers/promises';
import { CarReader, CarWriter } from '@ipld/car';
import type { CID } from 'multiformats/cid';
import { z } from 'zod';
import { pageOf } from '../../protocol/api/common.ts';
import { type HeldHeadView, heldHeadView } from '../../protocol/api/listing.ts';
import { type MessageView, messageView, sentMessage } from '../../protocol/api/message.ts';
import { type OrderDetail, orderDetail } from '../../protocol/api/order.ts';
import { type PersonView, personView, sentNote } from '../../protocol/api/person.ts';
import { type ReplicasView, replicasView } from '../../protocol/api/replica.ts';
import { type SoldVariant, soldVariant } from '../../protocol/api/shop.ts';
import { statusView } from '../../protocol/api/status.ts';
import { type Block, cidOf, DAG_CBOR, RAW } from '../../protocol/block.ts';
import { unwrap, VouchError } from '../../protocol/errors.ts';
import { encodeHead, type Head } from '../../protocol/head.ts';
import { validate } from '../../protocol/validate.ts';

/** Bytes of blocks sent in one request. */
const BATCH_BYTES = 8_388_608;
/** CIDs named in one question, and blocks asked for at once. */
const BATCH_CIDS = 2_000;
const BATCH_BLOCKS = 100;
/** A node that asks for patience gets it so many times, and no longer than this each time. */
const MOST_WAITS = 5;
const LONGEST_WAIT_SECONDS = 60;
const ANSWER_MILLISECONDS = 120_000;

const problemSchema = z.object({
  code: z.string(),
  detail: z.string(),
  hint: z.string().optional(),
  retryable: z.boolean().optional(),
  details: z.record(z.string(), z.unknown()).optional(),
});
const uploadedContent = z.object({ cid: z.string(), digest: z.string() });
const variantSales = z.object({ items: z.array(soldVariant) });

/** What shop tools ask of any node over HTTP. */
export interface NodeClient {
  status(): Promise<z.infer<typeof statusView>>;
  /** The newest head that the node holds of a shop; undefined when it holds none. */
  head(shop: string): Promise<HeldHeadView | undefined>;
  /** Loads blocks, each verified against its CID. The lookup throws `block.not_found` for one that the node lacks. */
  blocks(cids: readonly CID[]): Promise<(cid: CID) => Uint8Array>;
  /** Units sold so far, by handle and code. */
  sales(shop: string): Promise<SoldVariant[]>;
  /** A shop as a static site: the folder's CID and its blocks, not yet checked. */
  site(shop: string): Promise<{ root: CID; blocks: Block[] }>;
  /** Who holds a shop; undefined when the node does not hold it itself. */
  replicas(shop: string): Promise<ReplicasView | undefined>;
  /** Uploads the blocks that the node lacks; returns how many those were. */
  upload(blocks: readonly Block[], onProgress?: (done: number, total: number) => void): Promise<number>;
  publish(head: Head): Promise<{ version: number; changed: number; removed: number }>;
  order(id: string): Promise<OrderDetail>;
  /** All messages of an order, the newest first. */
  messages(order: string): Promise<MessageView[]>;
  /** Sends a signed message, whose encrypted contents were uploaded. */
  message(envelope: Uint8Array): Promise<{ id: string }>;
  /** An account as the node tells it. */
  person(account: string): Promise<PersonView>;
  /** The signed note of an account; undefined when the node holds none. */
  note(account: string): Promise<Uint8Array | undefined>;
  /** True for an account that has opened a shop. */
  isShop(account: string): Promise<boolean>;
  sendNote(bytes: Uint8Array): Promise<{ id: string }>;
  /** Uploads a piece of evidence, which is public. */
  evidence(bytes: Uint8Array): Promise<{ cid: string; digest: string }>;
  /** Uploads a review, profile (dag-cbor), encrypted details, or an encrypted text or picture of a message (raw). */
  content(
    bytes: Uint8Array,
    type: 'application/vnd.ipld.dag-cbor' | 'application/vnd.ipld.raw',
  ): Promise<{ cid: string; digest: string }>;
}

/**
 * Connects to a node's HTTP side.
 * @param baseUrl address of the node, such as `http://127.0.0.1:8080`
 */
export function connectNode(baseUrl: string): NodeClient {
  const root = baseUrl.replace(/\/+$/, '');

  async function ask(path: string, init: RequestInit): Promise<Response> {
    try {
      return await fetch(`${root}${path}`, { ...init, signal: AbortSignal.timeout(ANSWER_MILLISECONDS) });
    } catch (cause) {
      throw new VouchError({
        code: 'node.unavailable',
        message: `No node answers at ${root}.`,
        hint: 'Start the node, or name another with --node.',
        retryable: true,
        cause,
      });
    }
  }
  async function request(path: string, init: RequestInit = {}): Promise<Response> {
    for (let waits = 0; ; waits++) {
      const response = await ask(path, init);
      if (response.ok) return response;
      const patience = response.headers.get('retry-after');
      // Asked too often, or a node that has too much to do for a moment.
      const isAsked = response.status === 429 || (response.status === 503 && patience !== null);
      if (!isAsked || waits === MOST_WAITS) throw await problemError(response);
      await response.body?.cancel();
      const seconds = Number(patience) || 1;
      await delay(Math.min(seconds, LONGEST_WAIT_SECONDS) * 1_000);
    }
  }
  const json = async <T>(path: string, schema: z.ZodType<T>, init?: RequestInit): Promise<T> =>
    unwrap(validate(schema, await (await request(path, init)).json(), 'answer'));
  const post = (body: unknown, contentType = 'application/json'): RequestInit => ({
    method: 'POST',
    headers: { 'content-type': contentType },
    body: contentType === 'application/json' ? JSON.stringify(body) : (body as Uint8Array<ArrayBuffer>),
  });

  async function missing(cids: CID[]): Promise<Set<string>> {
    const wanted = new Set<string>();
    for (let from = 0; from < cids.length; from += BATCH_CIDS) {
      const answer = await json(
        '/api/v1/blocks/missing',
        z.object({ missing: z.array(z.string()) }),
        post({ cids: cids.slice(from, from + BATCH_CIDS).map(String) }),
      );
      for (const cid of answer.missing) wanted.add(cid);
    }
    return wanted;
  }

  /** What the node answers, or undefined when it says with this code that there is none. */
  async function unless<T>(code: string, answer: Promise<T>): Promise<T | undefined> {
    try {
      return await answer;
    } catch (error) {
      if (error instanceof VouchError && error.code === code) return undefined;
      throw error;
    }
  }
  /** What the node says of a shop that it holds; undefined when it holds none. */
  const held = <T>(path: string, schema: z.ZodType<T>): Promise<T | undefined> =>
    unless('head.not_found', json(path, schema));

  return {
    status: () => json('/api/v1/status', statusView),
    head: (shop) => held(`/api/v1/heads/${shop}`, heldHeadView),
    replicas: (shop) => held(`/api/v1/shops/${shop}/replicas`, replicasView),
    async site(shop) {
      const car = await CarReader.fromBytes(await (await request(`/api/v1/shops/${shop}/site.car`)).bytes());
      const [root] = await car.getRoots();
      if (root === undefined)
        throw new VouchError({
          code: 'car.malformed',
          message: 'The download names no folder.',
          hint: 'Use another node.',
          details: { field: 'body' },
        });
      return { root, blocks: await Array.fromAsync(car.blocks()) };
    },
    async blocks(cids) {
      const found = new Map<string, Uint8Array>();
      for (let from = 0; from < cids.length; from += BATCH_BLOCKS) {
        const names = cids.slice(from, from + BATCH_BLOCKS).map(String);
        const answer = await request('/api/v1/blocks/fetch', post({ cids: names }));
        for await (const block of (await CarReader.fromBytes(await answer.bytes())).blocks())
          found.set(block.cid.toString(), verified(block));
      }
      return (cid) => found.get(cid.toString()) ?? notHeld(cid);
    },
    sales: async (shop) => (await json(`/api/v1/shops/${shop}/sales`, variantSales)).items,
    async upload(blocks, onProgress) {
      const wanted = await missing(blocks.map((block) => block.cid));
      const chosen = blocks.filter((block) => wanted.delete(block.cid.toString()));
      for (let from = 0; from < chosen.length; ) {
        const to = batchEnd(chosen, from);
        await request('/api/v1/blocks', {
          ...post(await carOf(chosen.slice(from, to)), 'application/vnd.ipld.car'),
          method: 'PUT',
        });
        from = to;
        onProgress?.(from, chosen.length);
      }
      return chosen.length;
    },
    publish: (head) =>
      json(
        '/api/v1/catalogues',
        z.object({ version: z.number(), changed: z.number(), removed: z.number() }),
        post(encodeHead(head).bytes, 'application/vnd.ipld.dag-cbor'),
      ),
    order: (id) => json(`/api/v1/orders/${id}`, orderDetail),
    async messages(order) {
      const items: MessageView[] = [];
      for (let cursor = ''; ; ) {
        const page = await json(`/api/v1/orders/${order}/messages?limit=100${cursor}`, pageOf(messageView));
        items.push(...page.items);
        if (page.nextCursor === null) return items;
        cursor = `&cursor=${page.nextCursor}`;
      }
    },
    message: (envelope) => json('/api/v1/messages', sentMessage, post(envelope, 'application/vnd.ipld.dag-cbor')),
    person: (account) => json(`/api/v1/people/${account}`, personView),
    note: (account) =>
      unless(
        'note.not_found',
        request(`/api/v1/people/${account}/note`).then((answer) => answer.bytes()),
      ),
    isShop: async (account) =>
      (await unless('shop.not_found', json(`/api/v1/shops/${account}`, z.object({})))) !== undefined,
    sendNote: (bytes) => json('/api/v1/notes', sentNote, post(bytes, 'application/vnd.ipld.dag-cbor')),
    evidence: (bytes) => json('/api/v1/evidence', uploadedContent, post(bytes, 'application/vnd.ipld.dag-cbor')),
    content: (bytes, type) => json('/api/v1/contents', uploadedContent, post(bytes, type)),
  };
}

function verified({ cid, bytes }: Block): Uint8Array {
  if (cidOf(bytes, cid.code === RAW ? RAW : DAG_CBOR).equals(cid)) return bytes;
  throw new VouchError({
    code: 'block.hash_mismatch',
    message: `The node answered other bytes for ${cid}.`,
    hint: 'Use another node.',
  });
}

function notHeld(cid: CID): never {
  throw new VouchError({
    code: 'block.not_found',
    message: `The node does not hold the block ${cid}.`,
    hint: 'Use another node.',
  });
}

async function problemError(response: Response): Promise<VouchError> {
  const text = await response.text();
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    return new VouchError({
      code: 'node.fault',
      message: `The node answered ${response.status}.`,
      hint: 'Try again, or use another node.',
      retryable: response.status >= 500,
      cause,
    });
  }
  const problem = problemSchema.safeParse(value);
  if (!problem.success)
    return new VouchError({
      code: 'node.fault',
      message: `The node answered ${response.status}.`,
      retryable: response.status >= 500,
    });
  const { code, detail, hint, retryable, details } = problem.data;
  return new VouchError({
    code,
    message: detail,
    ...(hint === undefined ? {} : { hint }),
    retryable: retryable ?? false,
    ...(details === undefined ? {} : { details }),
  });
}

/** Where a batch that starts at `from` ends: at most BATCH_BYTES, at least one block. */
function batchEnd(blocks: readonly Block[], from: number): number {
  let bytes = 0;
  let to = from;
  while (to < blocks.length && (to === from || bytes + (blocks[to]?.bytes.length ?? 0) <= BATCH_BYTES))
    bytes += blocks[to++]?.bytes.length ?? 0;
  return to;
}

async function carOf(blocks: readonly Block[]): Promise<Uint8Array> {
  const { writer, out } = CarWriter.create(blocks.slice(0, 1).map((block) => block.cid));
  const parts: Uint8Array[] = [];
  const collect = (async () => {
    for await (const part of out) parts.push(part);
  })();
  for (const block of blocks) await writer.put(block);
  await writer.close();
  await collect;
  return Buffer.concat(parts);
}
