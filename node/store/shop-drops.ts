import type { CID } from 'multiformats/cid';
import { cidFromDigest, DAG_CBOR } from '../../protocol/block.ts';
import type { Address } from '../../protocol/primitives.ts';
import { splitDigests } from './catalogue-blocks.ts';
import type { Database, Operation } from './database.ts';
import { digestBytes, hexOf, keyOf, numberBytes, numberFrom, row, SHOP_BYTES, shopBytes, shopFrom } from './keys.ts';

/**
 * Letting a whole shop go, safe to kill at any point.
 *
 * INVARIANT: while a row under `leaving` stands, the blocks of its catalogue are either all here or on their way out, and the
 * next start ends the drop. Work on one shop must not overlap.
 */
export interface ShopDrops {
  /** Notes, on the disk, that a shop is being dropped. @param root root block of its catalogue, or null when none is held */
  begin(shop: Address, root: CID | null): Promise<void>;
  /** Gives the shop's blocks to the next sweep, with all that replications of it left over. */
  finish(shop: Address, blocks: readonly CID[]): Promise<void>;
  /** Gives some blocks of a shop's catalogue to the next sweep, although the catalogue stays. */
  letGo(shop: Address, blocks: readonly CID[]): Promise<void>;
  /** Drops that were begun and not finished when the node stopped. */
  unfinished(): Promise<{ shop: Address; root: CID | null }[]>;
  /** Since when, in Unix seconds, a shop has not been worth keeping; notes the time when told for the first time. */
  unkeptSince(shop: Address, now: number): Promise<number>;
  /** Notes that a shop is worth keeping again. */
  keptAgain(shop: Address): Promise<void>;
}

/** Opens the bookkeeping of shops that go. */
export function createShopDrops(database: Database): ShopDrops {
  const leavingKey = (shop: Address) => keyOf(row.leaving, shopBytes(shop));
  const unkeptKey = (shop: Address) => keyOf(row.unkept, shopBytes(shop));
  const dropped = (operations: Operation[], shop: Address, digest: Uint8Array) =>
    operations.push({ type: 'put', key: keyOf(row.dropped, shopBytes(shop), digest), value: numberBytes(0) });

  return {
    begin: (shop, root) =>
      database.change(
        async (operations) => {
          const value = root === null ? new Uint8Array() : digestBytes(root);
          operations.push({ type: 'put', key: leavingKey(shop), value });
        },
        { sync: true },
      ),

    finish: (shop, blocks) =>
      database.change(async (operations) => {
        for (const cid of blocks) dropped(operations, shop, digestBytes(cid));
        for await (const [key, value] of database.rows(keyOf(row.arrival, shopBytes(shop)))) {
          operations.push({ type: 'del', key });
          for (const digest of splitDigests(value)) dropped(operations, shop, digest);
        }
        for await (const [key, value] of database.rows(keyOf(row.dropped, shopBytes(shop)))) {
          if (numberFrom(value) > 0) dropped(operations, shop, Uint8Array.from(key.subarray(1 + SHOP_BYTES)));
        }
        for (const kind of [row.total, row.absent, row.pending, row.unkept, row.leaving]) {
          for await (const [key] of database.rows(keyOf(kind, shopBytes(shop)))) operations.push({ type: 'del', key });
        }
      }),

    letGo: (shop, blocks) =>
      database.change(async (operations) => {
        for (const cid of blocks) dropped(operations, shop, digestBytes(cid));
      }),

    unfinished: async () => {
      const found: { shop: Address; root: CID | null }[] = [];
      for await (const [key, value] of database.rows(keyOf(row.leaving))) {
        const root = value.length === 0 ? null : cidFromDigest(`0x${hexOf(value)}`, DAG_CBOR);
        found.push({ shop: shopFrom(key.subarray(1, 1 + SHOP_BYTES)), root });
      }
      return found;
    },

    unkeptSince: async (shop, now) => {
      const found = await database.get(unkeptKey(shop));
      if (found !== undefined) return numberFrom(found);
      await database.change(async (operations) => {
        operations.push({ type: 'put', key: unkeptKey(shop), value: numberBytes(now) });
      });
      return now;
    },

    keptAgain: async (shop) => {
      if ((await database.get(unkeptKey(shop))) === undefined) return;
      await database.change(async (operations) => {
        operations.push({ type: 'del', key: unkeptKey(shop) });
      });
    },
  };
}
