import type { CID } from 'multiformats/cid';
import { cidFromDigest, DAG_CBOR } from '../../protocol/block.ts';
import { decodeCatalogueRoot } from '../../protocol/catalogue-check.ts';
import type { Address } from '../../protocol/primitives.ts';
import { decodeTreeNode } from '../../protocol/tree.ts';
import type { BlockStore } from '../store/block-store.ts';
import type { HeadBook } from './head-book.ts';
import type { Clock, Sink } from './ports.ts';

/** What letting a shop go works with. */
export interface DropPorts {
  store: BlockStore;
  sink: Pick<Sink, 'drop' | 'isReferenced'>;
  book: Pick<HeadBook, 'held' | 'release'>;
  clock: Clock;
}

/**
 * Lets a shop go: its rows, then its blocks, with images that nothing else shows. Killed at any point, the next start ends
 * it. Work on the same shop must not overlap.
 * @param options `ordered` says what becomes of listings that orders or reviews name
 * @returns the number of blocks that went
 */
export async function dropShop(
  { shop, ordered }: { shop: Address; ordered: 'keep' | 'drop' },
  { store, sink, book, clock }: DropPorts,
): Promise<number> {
  const head = book.held(shop);
  const root = head === undefined ? null : cidFromDigest(head.catalogue.root, DAG_CBOR);
  await store.drops.begin(shop, root);
  const documents = await sink.drop(shop, { ordered });
  book.release(shop);
  await letBlocksGo({ shop, root }, store);
  if (ordered === 'drop') await store.contents.delete(documents);
  return store.sweeper.sweep(shop, clock(), ordered === 'keep' ? sink.isReferenced : async () => false);
}

/**
 * Ends the drops that were under way when the node stopped. A shop whose rows still stood is dropped anew.
 * @returns the shops
 */
export async function finishDrops(ports: DropPorts): Promise<Address[]> {
  const unfinished = await ports.store.drops.unfinished();
  for (const { shop, root } of unfinished) {
    // Orders may need what they name; a denial that still stands is enforced afterwards.
    await ports.sink.drop(shop, { ordered: 'keep' });
    ports.book.release(shop);
    await letBlocksGo({ shop, root }, ports.store);
    await ports.store.sweeper.sweep(shop, ports.clock(), ports.sink.isReferenced);
  }
  return unfinished.map(({ shop }) => shop);
}

const letBlocksGo = async ({ shop, root }: { shop: Address; root: CID | null }, store: BlockStore): Promise<void> =>
  store.drops.finish(shop, root === null ? [] : await blocksOf(root, store));

/** All blocks of a catalogue that are here, images aside: also of one that lost some. */
async function blocksOf(root: CID, store: BlockStore): Promise<CID[]> {
  const found = [root];
  const bytes = await store.get(root);
  const decoded = bytes === undefined ? undefined : decodeCatalogueRoot(bytes);
  if (decoded === undefined || !decoded.ok) return found;
  const { profile, tree } = decoded.value;
  if (profile !== null) found.push(profile);
  for (let level = [tree]; level.length > 0; ) {
    found.push(...level);
    const next: CID[] = [];
    for (const node of await store.getMany(level)) {
      const read = node === undefined ? undefined : decodeTreeNode(node);
      if (read === undefined || !read.ok) continue;
      if (read.value.type === 'leaf') found.push(...read.value.entries.map((entry) => entry.listing));
      else next.push(...read.value.children.map((child) => child.cid));
    }
    level = next;
  }
  return found;
}
