import * as dagCbor from '@ipld/dag-cbor';
import type { CID } from 'multiformats/cid';
import { type Block, cidFromDigest, RAW } from '../../protocol/block.ts';
import type { Address } from '../../protocol/primitives.ts';
import type { BlockSpace } from './block-space.ts';
import type { Database, Operation } from './database.ts';
import type { ImageOwner } from './document-images.ts';
import type { ImageBlocks } from './image-blocks.ts';
import {
  DIGEST_BYTES,
  digestBytes,
  digestHexes,
  hexesOf,
  hexOf,
  keyOf,
  numberBytes,
  numberFrom,
  row,
  SHOP_BYTES,
  shopBytes,
  shopFrom,
} from './keys.ts';

/** What a replication brought, known once all its documents are here and checked. */
export interface Arrival {
  shop: Address;
  /** Root block of the catalogue held before, or null. */
  from: CID | null;
  /** Root block of the new catalogue. */
  to: CID;
  /** Blocks that the new catalogue needs and the old one did not: root, nodes, listings, profile. */
  needed: CID[];
  /** Those of them that `add` was not given: the commit stores them. */
  blocks?: readonly Block[];
  /** New documents with their images. */
  owners: ImageOwner[];
  /** Bytes of the whole catalogue with its images. */
  totalBytes: number;
}

/** What a catalogue no longer needs. */
export interface Departure {
  shop: Address;
  from: CID | null;
  to: CID;
  needed: CID[];
  /** Blocks of the old catalogue that the new one does not need: root, nodes, listings, profile. */
  dropped: CID[];
}

/**
 * Blocks of catalogues with the bookkeeping that makes replication safe to kill at any point.
 *
 * INVARIANT: every block of an accepted catalogue's tree, listings and profile is on the disk. `add` and `commit` are
 * synced before the head is recorded elsewhere; nothing of the old catalogue goes before `settle`, which runs after.
 * A replication that never settles leaves rows under `arrival`, so that the shop's next one removes what is left over.
 * Work on one shop must not overlap; different shops may.
 */
export interface CatalogueBlocks {
  /** Stores checked blocks of a replication under way. */
  add(shop: Address, blocks: readonly Block[]): Promise<void>;
  /** Makes a complete arrival durable; afterwards the head may be recorded. */
  commit(arrival: Arrival): Promise<void>;
  /** Ends a replication whose head is recorded: what the old catalogue had goes after a while. */
  settle(departure: Departure, dueAt: number): Promise<void>;
  /** Gives up a replication whose catalogue is refused: what it brought goes at the next sweep. */
  abandon(shop: Address): Promise<void>;
  /** Replications that were committed but not settled when the node stopped. */
  unsettled(): Promise<{ shop: Address; from: CID | null; to: CID }[]>;
  /** Bytes of a catalogue with its images, or null when that catalogue is not held. */
  totalBytes(shop: Address, root: CID): Promise<number | null>;
  /** Bytes of every held catalogue with its images, by shop. */
  totals(): Promise<Map<Address, number>>;
  /** True when all images of the shop's catalogue are here too, but for such as are larger than their documents state. */
  isComplete(shop: Address): Promise<boolean>;
}

/** Opens the bookkeeping of catalogues over the space of their blocks. */
export function createCatalogueBlocks(database: Database, space: BlockSpace, images: ImageBlocks): CatalogueBlocks {
  const arrivalRows = (shop: Address) => database.rows(keyOf(row.arrival, shopBytes(shop)));
  const pendingKey = (shop: Address) => keyOf(row.pending, shopBytes(shop));
  const absentKey = (shop: Address, image: CID) => keyOf(row.absent, shopBytes(shop), digestBytes(image));
  const totalKey = (shop: Address, root: CID) => keyOf(row.total, shopBytes(shop), digestBytes(root));

  /** Within a change: stores blocks, and notes them under the shop's arrival. */
  const arrive = async (operations: Operation[], shop: Address, blocks: readonly Block[]): Promise<void> => {
    const fresh = await space.put(operations, blocks);
    if (fresh.length === 0) return;
    const last = await lastNumber(database.rows(keyOf(row.arrival, shopBytes(shop)), { most: 1, lastFirst: true }));
    const key = keyOf(row.arrival, shopBytes(shop), numberBytes(last + 1));
    operations.push({ type: 'put', key, value: Buffer.concat(fresh.map(({ cid }) => digestBytes(cid))) });
  };

  return {
    add: (shop, blocks) => database.change((operations) => arrive(operations, shop, blocks), { sync: true }),

    commit: ({ shop, from, to, needed, blocks = [], owners, totalBytes }) =>
      database.change(
        async (operations) => {
          await arrive(operations, shop, blocks);
          for (const kind of [row.dropped, row.kept]) {
            // Most often nothing waits to be deleted, and then nothing has to be looked up.
            if (!(await anyRow(database.rows(keyOf(kind, shopBytes(shop)), { most: 1 })))) continue;
            const keys = needed.map((cid) => keyOf(kind, shopBytes(shop), digestBytes(cid)));
            const found = await database.hasMany(keys);
            for (const [index, key] of keys.entries()) if (found[index]) operations.push({ type: 'del', key });
          }
          const absent = await images.show(
            operations,
            owners.map(({ document, images: shown }) => ({ document: digestBytes(document), images: shown })),
          );
          for (const cid of absent)
            operations.push({ type: 'put', key: absentKey(shop, cid), value: new Uint8Array() });
          operations.push({ type: 'put', key: pendingKey(shop), value: dagCbor.encode({ from, to }) });
          operations.push({ type: 'put', key: totalKey(shop, to), value: numberBytes(totalBytes) });
        },
        { sync: true },
      ),

    settle: ({ shop, from, to, needed, dropped }, dueAt) =>
      database.change(async (operations) => {
        const kept = new Set(digestHexes(needed));
        const leftOver: Uint8Array[] = [];
        for await (const [key, value] of arrivalRows(shop)) {
          operations.push({ type: 'del', key });
          for (const [index, name] of hexesOf(value).entries()) {
            if (!kept.has(name)) leftOver.push(digestAt(value, index));
          }
        }
        for (const digest of [...leftOver, ...dropped.map(digestBytes)]) {
          if (kept.has(hexOf(digest))) continue;
          operations.push({ type: 'put', key: keyOf(row.dropped, shopBytes(shop), digest), value: numberBytes(dueAt) });
        }
        operations.push({ type: 'del', key: pendingKey(shop) });
        if (from !== null && !from.equals(to)) operations.push({ type: 'del', key: totalKey(shop, from) });
      }),

    abandon: (shop) =>
      database.change(async (operations) => {
        for await (const [key, value] of arrivalRows(shop)) {
          operations.push({ type: 'del', key });
          for (const digest of splitDigests(value)) {
            operations.push({ type: 'put', key: keyOf(row.dropped, shopBytes(shop), digest), value: numberBytes(0) });
          }
        }
        operations.push({ type: 'del', key: pendingKey(shop) });
      }),

    unsettled: async () => {
      const found: { shop: Address; from: CID | null; to: CID }[] = [];
      for await (const [key, value] of database.rows(keyOf(row.pending))) {
        // Safety: `commit` wrote this row.
        const { from, to } = dagCbor.decode(value) as { from: CID | null; to: CID };
        found.push({ shop: shopFrom(key.subarray(1, 1 + SHOP_BYTES)), from, to });
      }
      return found;
    },

    totalBytes: async (shop, root) => {
      const found = await database.get(totalKey(shop, root));
      return found === undefined ? null : numberFrom(found);
    },

    totals: async () => {
      const totals = new Map<Address, number>();
      for await (const [key, value] of database.rows(keyOf(row.total))) {
        totals.set(shopFrom(key.subarray(1, 1 + SHOP_BYTES)), numberFrom(value));
      }
      return totals;
    },

    isComplete: async (shop) => {
      for (;;) {
        // Rows of images that came since are deleted here, so each is looked at once.
        const rows = database.rows(keyOf(row.absent, shopBytes(shop)), { most: absentAtOnce });
        const cids = (await Array.fromAsync(rows)).map(([key]) =>
          cidFromDigest(`0x${hexOf(key.subarray(1 + SHOP_BYTES))}`, RAW),
        );
        if (cids.length === 0) return true;
        const open = await images.stillWanted(cids);
        const here = cids.filter((cid) => !open.includes(cid));
        if (here.length > 0) {
          await database.change(async (operations) => {
            for (const cid of here) operations.push({ type: 'del', key: absentKey(shop, cid) });
          });
        }
        if (open.length > 0) return false;
      }
    },
  };
}

/** Bounds what one look reads into memory. */
const absentAtOnce = 256;

async function anyRow(rows: AsyncIterable<unknown>): Promise<boolean> {
  for await (const _ of rows) return true;
  return false;
}

async function lastNumber(lastRow: AsyncIterable<[Uint8Array, Uint8Array]>): Promise<number> {
  for await (const [key] of lastRow) return numberFrom(key.subarray(1 + SHOP_BYTES));
  return 0;
}

/** Takes a row of digests apart. */
export function splitDigests(digests: Uint8Array): Uint8Array[] {
  return Array.from({ length: digests.length / DIGEST_BYTES }, (_, index) => digestAt(digests, index));
}

const digestAt = (digests: Uint8Array, index: number): Uint8Array =>
  Uint8Array.prototype.slice.call(digests, index * DIGEST_BYTES, (index + 1) * DIGEST_BYTES);
