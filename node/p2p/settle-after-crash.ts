import type { CID } from 'multiformats/cid';
import { cidFromDigest, DAG_CBOR } from '../../protocol/block.ts';
import { decodeCatalogueRoot } from '../../protocol/catalogue-check.ts';
import { unwrap } from '../../protocol/errors.ts';
import { diffTree } from '../../protocol/tree-diff.ts';
import type { BlockStore } from '../store/block-store.ts';
import { createBlockReader } from './block-reader.ts';
import type { HeadBook } from './head-book.ts';
import { networkLimits } from './network-limits.ts';
import type { Clock, Log } from './ports.ts';

const unlimited = { nodes: Number.MAX_SAFE_INTEGER, bytes: Number.MAX_SAFE_INTEGER };

/**
 * Ends the replications that were between commit and settling when the node stopped: where the head was recorded, the old
 * catalogue's blocks are let go; where it was not, the shop's next replication takes over what is here.
 */
export async function settleAfterCrash(ports: {
  store: BlockStore;
  book: HeadBook;
  clock: Clock;
  log: Log;
}): Promise<void> {
  const { store, book, clock, log } = ports;
  for (const { shop, from, to } of await store.catalogues.unsettled()) {
    const held = book.held(shop);
    if (held === undefined || !cidFromDigest(held.catalogue.root, DAG_CBOR).equals(to)) continue;
    const { needed, dropped } = await compare(store, from, to);
    await store.catalogues.settle({ shop, from, to, needed, dropped }, clock() + networkLimits.droppedKeepSeconds);
    log.info({ shop, version: held.catalogue.version }, 'Finished a replication that was interrupted.');
  }
}

async function compare(store: BlockStore, from: CID | null, to: CID): Promise<{ needed: CID[]; dropped: CID[] }> {
  const reader = createBlockReader(store, null);
  const rootOf = async (cid: CID) => unwrap(decodeCatalogueRoot((await reader.get([cid]))[0] ?? new Uint8Array()));
  const before = from === null ? null : await rootOf(from);
  const after = await rootOf(to);
  const diff = await diffTree({ oldRoot: before?.tree ?? null, newRoot: after.tree, get: reader.get, most: unlimited });
  const added = [to, ...diff.addedNodes, ...diff.changed.map((entry) => entry.listing)];
  const gone = [...diff.droppedNodes, ...diff.replaced.map((entry) => entry.listing)];
  if (after.profile !== null) added.push(after.profile);
  if (before?.profile && !(after.profile?.equals(before.profile) ?? false)) gone.push(before.profile);
  if (from !== null && !from.equals(to)) gone.push(from);
  const stays = new Set(added.map((cid) => cid.toString()));
  return { needed: added, dropped: gone.filter((cid) => !stays.has(cid.toString())) };
}
