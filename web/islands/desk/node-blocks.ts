import { CarWriter } from '@ipld/car';
import { CID } from 'multiformats/cid';
import type { Page } from '../../../protocol/api/common.ts';
import type { HeldHeadView, ListingSummary } from '../../../protocol/api/listing.ts';
import type { SoldVariant } from '../../../protocol/api/shop.ts';
import { type Block, cidOf, DAG_CBOR, RAW } from '../../../protocol/block.ts';
import type { CatalogueEntry, CatalogueRoot } from '../../../protocol/catalogue.ts';
import { decodeCatalogueRoot } from '../../../protocol/catalogue-check.ts';
import { unwrap, VouchError } from '../../../protocol/errors.ts';
import { limits } from '../../../protocol/limits.ts';
import { decodeTreeNode } from '../../../protocol/tree.ts';
import { postBytes, postJson, readJson, request } from '../api.ts';

/** A shop's catalogue as the node holds it, every block checked against its hash. */
export interface LoadedCatalogue {
  rootCid: CID;
  root: CatalogueRoot;
  /** Unix seconds. */
  validUntil: number;
  entries: CatalogueEntry[];
  sales: SoldVariant[];
}

/**
 * Fetches a block.
 * @throws VouchError `block.not_found`, `block.hash_mismatch`
 */
export async function fetchBlock(cid: CID): Promise<Uint8Array> {
  const bytes = new Uint8Array(await (await request(`/ipfs/${cid}?format=raw`)).arrayBuffer());
  if (cidOf(bytes, cid.code === RAW ? RAW : DAG_CBOR).equals(cid)) return bytes;
  throw new VouchError({
    code: 'block.hash_mismatch',
    message: `The node answered other bytes for ${cid}.`,
    hint: 'Use another node.',
  });
}

/**
 * Loads the newest catalogue of a shop.
 * @returns null while the shop has published none
 */
export async function loadCatalogue(shop: string): Promise<LoadedCatalogue | null> {
  let head: HeldHeadView;
  try {
    head = await readJson<HeldHeadView>(`/api/v1/heads/${shop}`);
  } catch (error) {
    if (error instanceof VouchError && error.code.endsWith('.not_found')) return null;
    throw error;
  }
  const rootCid = CID.parse(head.rootCid);
  const root = unwrap(decodeCatalogueRoot(await fetchBlock(rootCid)));
  const entries: CatalogueEntry[] = [];
  const walk = async (cid: CID): Promise<void> => {
    const node = unwrap(decodeTreeNode(await fetchBlock(cid)));
    if (node.type === 'leaf') entries.push(...node.entries);
    else for (const child of node.children) await walk(child.cid);
  };
  await walk(root.tree);
  const { items } = await readJson<{ items: SoldVariant[] }>(`/api/v1/shops/${shop}/sales`);
  return { rootCid, root, validUntil: head.catalogue.validUntil, entries, sales: items };
}

/** What a listing is known by. */
export type Goods = Pick<ListingSummary, 'titles' | 'image'>;

/** A shop's listings by handle, as the node shows them. */
export async function loadGoods(shop: string): Promise<Map<string, Goods>> {
  const goods = new Map<string, Goods>();
  let cursor: string | null = '';
  while (cursor !== null) {
    const more: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page: Page<ListingSummary> = await readJson(
      `/api/v1/listings?shop=${shop}&sort=newest&limit=${limits.pageRows}${more}`,
    );
    for (const { handle, titles, image } of page.items) goods.set(handle, { titles, image });
    cursor = page.nextCursor;
  }
  return goods;
}

/** Titles by handle and language. */
export const titlesOf = (goods: ReadonlyMap<string, Goods>): Map<string, Record<string, string>> =>
  new Map([...goods].map(([handle, { titles }]) => [handle, titles]));

const carOf = async (blocks: readonly Block[]): Promise<Blob> => {
  const { writer, out } = CarWriter.create(blocks.slice(0, 1).map(({ cid }) => cid));
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const collected = (async () => {
    for await (const part of out) parts.push(new Uint8Array(part));
  })();
  for (const block of blocks) await writer.put(block);
  await writer.close();
  await collected;
  return new Blob(parts);
};

/**
 * Uploads the blocks that the node lacks.
 * @returns how many those were
 */
export async function uploadBlocks(blocks: readonly Block[]): Promise<number> {
  const { missing } = await postJson<{ missing: string[] }>('/api/v1/blocks/missing', {
    cids: blocks.map(({ cid }) => cid.toString()),
  });
  const wanted = new Set(missing);
  const chosen = blocks.filter(({ cid }) => wanted.delete(cid.toString()));
  if (chosen.length === 0) return 0;
  await postBytes('/api/v1/blocks', { body: await carOf(chosen), type: 'application/vnd.ipld.car', method: 'PUT' });
  return chosen.length;
}
