import type { CatalogueUpdate } from '../../protocol/catalogue-update.ts';
import { VouchError } from '../../protocol/errors.ts';
import type { Head } from '../../protocol/head.ts';
import type { OfferHasher } from '../../protocol/offer-hasher.ts';
import type { ReadMemo } from '../../protocol/read-memo.ts';
import type { NodePolicy } from '../policy/policy.ts';
import type { BlockStore } from '../store/block-store.ts';
import type { BlockSource } from './block-fetcher.ts';
import type { ByteRoom } from './byte-room.ts';
import type { HeadBook } from './head-book.ts';
import { networkLimits } from './network-limits.ts';
import type { OfferSets } from './offer-sets.ts';
import type { Authority, Clock, Sink } from './ports.ts';
import { type Pulled, type PullOptions, pullCatalogue } from './pull-catalogue.ts';

/** What accepting a catalogue works with. */
export interface AdoptPorts {
  store: BlockStore;
  sink: Sink;
  authority: Authority;
  book: HeadBook;
  hasher: OfferHasher;
  offerSets: OfferSets;
  memo: ReadMemo;
  /** Room for the listings of all catalogues that are being taken, in bytes of their blocks; in memory they are three times that. */
  handedOn: ByteRoom;
  /** What the operator leaves out of catalogues. */
  policy: Pick<NodePolicy, 'blockRefusal'>;
  clock: Clock;
}

/**
 * Makes a checked head the shop's held one: brings its documents here, puts them on the disk, records the head, and only then
 * lets go of what the old catalogue had. Killed at any point, the node holds either the old catalogue or the new one,
 * whole. Calls for one shop must not overlap.
 * @param ready is called when all documents are here and checked, before anything is recorded; it may throw to refuse
 * @returns what changed, or null when the node holds this head or a newer one
 * @throws VouchError those of `pullCatalogue`, `shop.stake_too_small`, and what the sink throws
 */
export async function adopt(
  { head, source, ports }: { head: Head; source: BlockSource; ports: AdoptPorts },
  ready?: (pulled: Pulled) => Promise<void>,
): Promise<CatalogueUpdate | null> {
  const held = ports.book.held(head.catalogue.shop);
  return held !== undefined && !ports.book.supersedes(head, held) ? null : take({ head, held, source, ports }, ready);
}

/**
 * Brings the documents of the held catalogue here again, all of them, because some are gone.
 * @throws VouchError as `adopt`
 */
export const restore = (options: { head: Head; source: BlockSource; ports: AdoptPorts }): Promise<CatalogueUpdate> =>
  take({ ...options, held: undefined });

async function take(
  { head, held, source, ports }: { head: Head; held: Head | undefined; source: BlockSource; ports: AdoptPorts },
  ready?: (pulled: Pulled) => Promise<void>,
): Promise<CatalogueUpdate> {
  const { store, sink, authority, book, offerSets, clock } = ports;
  const { shop } = head.catalogue;
  const quota = await authority.quota(shop);
  if (quota === null) {
    throw new VouchError({
      code: 'shop.stake_too_small',
      message: `The deposit of ${shop} is below the minimum, or the shop is not open.`,
      hint: 'Open the shop and stake a deposit, then publish again.',
      retryable: true,
      details: { field: 'catalogue.shop', shop },
    });
  }
  const handedOn = ports.handedOn.open();
  let pulled: Pulled;
  try {
    pulled = await checkedPull({ ...ports, head, held, quota, source, handedOn }, ready);
    await store.catalogues.commit(pulled.arrival);
    await sink.apply(pulled.update);
  } finally {
    handedOn.end();
  }
  book.hold(head);
  offerSets.keep(shop, pulled.update.root.tree.toString(), pulled.offers);
  await store.catalogues.settle(pulled.departure, clock() + networkLimits.droppedKeepSeconds);
  return pulled.update;
}

async function checkedPull(options: PullOptions, ready?: (pulled: Pulled) => Promise<void>): Promise<Pulled> {
  try {
    const pulled = await pullCatalogue(options);
    await ready?.(pulled);
    return pulled;
  } catch (error) {
    // What a refused catalogue brought must not pile up. After the commit this would be wrong: the head may be recorded.
    const { store, head } = options;
    if (error instanceof VouchError && !error.retryable) await store.catalogues.abandon(head.catalogue.shop);
    throw error;
  }
}
